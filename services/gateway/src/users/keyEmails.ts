import { emailKey } from '@closeout/service-kit/db';
import type { Logger } from '@closeout/service-kit/observability';
import type { GatewayDatabase, GatewayTx } from '../database.js';

/**
 * Addresses that were entered before spellings of one domain counted as one: their key is their lower case, as the migration has it. Where
 * two users turn out to have one address, it signs in the earlier (one warning at each start names them), until who manages users gives one of them another.
 */
export async function keyEmails(
  { transaction }: Pick<GatewayDatabase, 'transaction'>,
  log: Pick<Logger, 'warn'>,
): Promise<void> {
  const twins = await transaction(async (tx) => {
    const spelled = await tx.query<{ id: string; email: string }>(
      `SELECT id, email FROM app_user WHERE email_key = email AND email ~ 'xn--|[^ -~]' ORDER BY created_at, id`,
    );
    for (const { id, email } of spelled) {
      await tx.query(
        `UPDATE app_user SET email_key = $2 WHERE id = $1 AND email_key <> $2
           AND NOT EXISTS (SELECT FROM app_user WHERE email_key = $2)`,
        [id, emailKey(email)],
      );
    }
    return findTwins(tx, spelled);
  });
  if (twins.length > 0) log.warn({ userIds: twins }, 'users have one e-mail address in several spellings');
}

/** Who could not be given their key, each with whom it is the key of. */
async function findTwins(
  tx: GatewayTx,
  spelled: readonly { id: string; email: string }[],
): Promise<string[][]> {
  const twins = await tx.query<{ id: string; other: string }>(
    `SELECT k.id, u.id AS other FROM unnest($1::uuid[], $2::text[]) AS k (id, key)
     JOIN app_user u ON u.email_key = k.key AND u.id <> k.id ORDER BY k.id`,
    [spelled.map(({ id }) => id), spelled.map(({ email }) => emailKey(email))],
  );
  return twins.map(({ id, other }) => [other, id]);
}
