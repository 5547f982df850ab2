import { emailKey, type Database } from '@closeout/service-kit/db';

/** Gives customers from before spellings of one address counted as one their key; soon there is none left. */
export async function keyEmails(db: Database, signal: AbortSignal): Promise<void> {
  const unkeyed = await db.query<{ id: string; email: string }>(
    'SELECT id, email FROM customer WHERE email_key IS NULL ORDER BY id LIMIT 1000',
  );
  if (unkeyed.length === 0 || signal.aborted) return;
  await db.query(
    `UPDATE customer c SET email_key = k.key FROM unnest($1::uuid[], $2::text[], $3::text[]) AS k (id, email, key)
     WHERE c.id = k.id AND c.email = k.email`,
    [
      unkeyed.map(({ id }) => id),
      unkeyed.map(({ email }) => email),
      unkeyed.map(({ email }) => emailKey(email)),
    ],
  );
}
