import type { Tx } from '@closeout/service-kit/db';
import type { LinkPurpose, LinkState } from './passwordLink.js';

export interface NewLink {
  id: string;
  userId: string;
  purpose: LinkPurpose;
  hash: Buffer;
  createdAt: Date;
  expiresAt: Date;
}

/** The one before it has to be ended first: a user has one living link. */
export async function insertLink(tx: Tx, link: NewLink): Promise<void> {
  await tx.query(
    `insert into password_link (id, user_id, purpose, hash, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)`,
    [link.id, link.userId, link.purpose, link.hash, link.createdAt, link.expiresAt],
  );
}

/**
 * Ends a user's link, with the e-mail that would bring it, if that has not left yet. Call it holding the user's row:
 * whoever uses or sends a link does too.
 */
export async function endLinksOf(tx: Tx, userId: string, now: Date): Promise<void> {
  const ended = await tx.query<{ id: string }>(
    `update password_link set ended_at = $2 where user_id = $1 and ended_at is null returning id`,
    [userId, now],
  );
  if (ended.length === 0) return;
  await tx.query(`delete from account_email where link_id = any ($1::uuid[])`, [ended.map(({ id }) => id)]);
}

/** Of two who use it at once the second finds it used. @returns whether it was still good */
export async function useLink(tx: Tx, hash: Buffer, now: Date): Promise<boolean> {
  const used = await tx.query(
    `update password_link set ended_at = $2, used = true
      where hash = $1 and ended_at is null and expires_at > $2 returning id`,
    [hash, now],
  );
  return used.length === 1;
}

export interface StoredLink extends LinkState {
  userId: string;
  purpose: LinkPurpose;
  email: string;
  name: string;
  /** Whether its user may sign in with a password at all. */
  open: boolean;
}

export async function findLink(query: Tx['query'], hash: Buffer): Promise<StoredLink | null> {
  const [link] = await query<StoredLink>(
    `select l.user_id as "userId", l.purpose, l.expires_at as "expiresAt", l.ended_at as "endedAt", l.used,
            u.email, u.name, u.active and u.external_issuer is null as open
       from password_link l join app_user u on u.id = l.user_id where l.hash = $1`,
    [hash],
  );
  return link ?? null;
}
