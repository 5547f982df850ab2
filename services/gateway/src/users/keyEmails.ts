import { emailKey } from '@closeout/service-kit';
import type { GatewayDatabase } from '../database.js';

/**
 * Addresses that were entered before spellings of one domain counted as one: their key is their lower case, as the migration has it. Where
 * two users turn out to have one address, it signs in the earlier, until who manages users gives one of them another.
 */
export async function keyEmails({ transaction }: Pick<GatewayDatabase, 'transaction'>): Promise<void> {
  await transaction(async (tx) => {
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
  });
}
