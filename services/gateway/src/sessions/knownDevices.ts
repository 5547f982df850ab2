import type { Tx } from '@closeout/service-kit/db';
import { hashOfToken } from './refreshToken.js';
import { deviceMs } from './sessionCookie.js';

/** @param email by its `emailKey` @returns by what name its failures are counted: its hash, when it signed in to the account before; null otherwise. */
export async function findKnownDevice(
  query: Tx['query'],
  email: string,
  secret: string | null,
  now: Date,
): Promise<string | null> {
  if (secret === null) return null;
  const hash = hashOfToken(secret);
  const [known] = await query(
    `select 1 from known_device d join app_user u on u.id = d.user_id
      where u.email_key = $1 and d.hash = $2 and d.signed_in_at > $3`,
    [email, hash, new Date(now.getTime() - deviceMs)],
  );
  return known ? hash.toString('hex') : null;
}

export async function rememberDevice(tx: Tx, userId: string, secret: string, now: Date): Promise<void> {
  await tx.query(
    `insert into known_device (user_id, hash, signed_in_at) values ($1, $2, $3)
     on conflict (user_id, hash) do update set signed_in_at = excluded.signed_in_at`,
    [userId, hashOfToken(secret), now],
  );
}

/** After a new password: whoever knew the old one is a stranger, on whatever device. */
export async function forgetDevices(tx: Tx, userId: string, except: string | null): Promise<void> {
  await tx.query(`delete from known_device where user_id = $1 and hash is distinct from $2`, [
    userId,
    except === null ? null : hashOfToken(except),
  ]);
}
