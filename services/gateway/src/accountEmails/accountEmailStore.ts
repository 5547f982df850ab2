import type { Language } from '@closeout/contracts/fields';
import type { AccountEmailKind } from '@closeout/contracts/http/internal';
import { backoff, type Tx } from '@closeout/service-kit/db';

export interface WaitingEmail {
  id: string;
  userId: string;
  kind: AccountEmailKind;
  address: string;
  name: string;
  language: Language | null;
  linkId: string | null;
  /** Sealed. */
  token: Buffer | null;
  expiresAt: Date | null;
  invitedBy: string | null;
  createdAt: Date;
}

export async function insertAccountEmail(tx: Tx, email: WaitingEmail): Promise<void> {
  await tx.query(
    `insert into account_email (id, user_id, kind, address, name, language, link_id, token, expires_at, invited_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      email.id,
      email.userId,
      email.kind,
      email.address,
      email.name,
      email.language,
      email.linkId,
      email.token,
      email.expiresAt,
      email.invitedBy,
      email.createdAt,
    ],
  );
}

/** Longer than handing over takes. Nobody else has it within that time; whoever dies with it leaves it to the next. */
const leaseSeconds = 30;

export interface ClaimedEmail extends WaitingEmail {
  /** This one included. */
  attempts: number;
}

export function claimAccountEmails(query: Tx['query'], limit: number): Promise<ClaimedEmail[]> {
  return query<ClaimedEmail>(
    `update account_email set next_attempt_at = now() + $2 * interval '1 second', attempts = attempts + 1
      where id in (select id from account_email where next_attempt_at <= now() order by next_attempt_at limit $1 for update skip locked)
      returning id, user_id as "userId", kind, address, name, language, link_id as "linkId", token, expires_at as "expiresAt",
        invited_by as "invitedBy", created_at as "createdAt", attempts`,
    [limit, leaseSeconds],
  );
}

export async function forgetAccountEmail(query: Tx['query'], id: string): Promise<void> {
  await query(`delete from account_email where id = $1`, [id]);
}

export async function postponeAccountEmails(
  query: Tx['query'],
  emails: readonly Pick<ClaimedEmail, 'id' | 'attempts'>[],
): Promise<void> {
  const waits = emails.map(({ attempts }) => backoff(attempts - 1, { firstMs: 1_000, maxMs: 30_000 }));
  await query(
    `update account_email set next_attempt_at = now() + w.ms * interval '1 millisecond'
      from unnest($1::uuid[], $2::float8[]) as w (id, ms) where account_email.id = w.id`,
    [emails.map(({ id }) => id), waits],
  );
}
