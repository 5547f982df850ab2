import type { Language } from '@closeout/contracts/fields';
import type { Tx } from '@closeout/service-kit/db';

/** Who signs in, with what goes into the token. */
export interface SignedInUser {
  id: string;
  email: string;
  name: string;
  active: boolean;
  clearance: number;
  rightsVersion: number;
  /** Of e-mails about the account; null: nobody said. */
  language: Language | null;
  passwordHash: string | null;
  /** Somebody else chose the password: it is to be replaced. */
  passwordGiven: boolean;
  /** An authenticator app that was confirmed, or a passkey. */
  hasFactor: boolean;
  /** A role asks for a second factor. */
  mustHaveFactor: boolean;
  permissions: string[];
}

const userColumns = `u.id, u.email, u.name, u.active, u.clearance, u.rights_version as "rightsVersion", u.language, u.password_hash as "passwordHash",
  u.password_given as "passwordGiven",
  exists (select 1 from authenticator_app a where a.user_id = u.id and a.confirmed_at is not null)
    or exists (select 1 from passkey p where p.user_id = u.id) as "hasFactor",
  exists (select 1 from user_role ur join role r on r.id = ur.role_id where ur.user_id = u.id and r.requires_second_factor)
    as "mustHaveFactor",
  array(select distinct p from user_role ur join role r on r.id = ur.role_id, unnest(r.permissions) p
         where ur.user_id = u.id order by p) as permissions`;

/** Whoever must have a second factor and has none can do nothing but set one up, with sessions from before neither. */
export const lacksFactor = (user: Pick<SignedInUser, 'hasFactor' | 'mustHaveFactor'>): boolean =>
  user.mustHaveFactor && !user.hasFactor;

/** @param email by its `emailKey` */
export async function findUserByEmail(query: Tx['query'], email: string): Promise<SignedInUser | null> {
  const [user] = await query<SignedInUser>(`select ${userColumns} from app_user u where u.email_key = $1`, [
    email,
  ]);
  return user ?? null;
}

/** Whoever changes the user waits until this transaction is over, and the other way round. */
export async function lockUser(
  tx: Tx,
  id: string,
  mode: 'share' | 'update' = 'share',
): Promise<SignedInUser | null> {
  await tx.query(`select 1 from app_user where id = $1 for ${mode}`, [id]);
  // A second statement: it sees what the one before had to wait for, in all tables.
  const [user] = await tx.query<SignedInUser>(`select ${userColumns} from app_user u where u.id = $1`, [id]);
  return user ?? null;
}

/** A password that its owner chose. */
export async function setPassword(tx: Tx, userId: string, hash: string, now: Date): Promise<void> {
  await tx.query(
    `update app_user set password_hash = $2, password_given = false, updated_at = $3 where id = $1`,
    [userId, hash, now],
  );
}

export interface NewSession {
  id: string;
  userId: string;
  createdAt: Date;
  expiresAt: Date;
  /** Where it was begun, and with what. */
  address: string;
  program: string;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.query(
    `insert into session (id, user_id, created_at, expires_at, address, program)
     values ($1, $2, $3, $4, $5, left($6, 300))`,
    [
      session.id,
      session.userId,
      session.createdAt,
      session.expiresAt,
      session.address,
      session.program.replaceAll(/\p{C}/gu, ''),
    ],
  );
}

export async function insertRefreshToken(
  tx: Tx,
  token: { hash: Buffer; sessionId: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.query(
    `insert into refresh_token (hash, session_id, created_at, expires_at) values ($1, $2, $3, $4)`,
    [token.hash, token.sessionId, token.createdAt, token.expiresAt],
  );
}

export interface StoredRefreshToken {
  sessionId: string;
  userId: string;
  expiresAt: Date;
  usedAt: Date | null;
  usedBy: Buffer | null;
  successorUsed: boolean;
  sessionExpiresAt: Date;
  sessionRevokedAt: Date | null;
}

/**
 * Holds the session's row, so that two uses of its tokens come one after the other. The user's row first:
 * whoever deactivates a user holds that one and then wants the sessions.
 */
export async function lockRefreshToken(tx: Tx, hash: Buffer): Promise<StoredRefreshToken | null> {
  await tx.query(
    `select 1 from app_user u join session s on s.user_id = u.id join refresh_token t on t.session_id = s.id
      where t.hash = $1 for share of u`,
    [hash],
  );
  await tx.query(
    `select 1 from session s join refresh_token t on t.session_id = s.id where t.hash = $1 for update of s`,
    [hash],
  );
  // A second statement: it sees what the one before had to wait for.
  const [token] = await tx.query<StoredRefreshToken>(
    `select t.session_id as "sessionId", s.user_id as "userId", t.expires_at as "expiresAt", t.used_at as "usedAt", t.used_by as "usedBy",
            coalesce((select n.used_at is not null from refresh_token n where n.hash = t.successor), false) as "successorUsed",
            s.expires_at as "sessionExpiresAt", s.revoked_at as "sessionRevokedAt"
       from refresh_token t join session s on s.id = t.session_id
      where t.hash = $1`,
    [hash],
  );
  return token ?? null;
}

export async function markUsed(tx: Tx, hash: Buffer, at: Date, by: Buffer, successor: Buffer): Promise<void> {
  await tx.query(`update refresh_token set used_at = $2, used_by = $3, successor = $4 where hash = $1`, [
    hash,
    at,
    by,
    successor,
  ]);
}

export async function insertCookie(
  tx: Tx,
  cookie: { hash: Buffer; sessionId: string; expiresAt: Date },
): Promise<void> {
  await tx.query(`insert into session_cookie (hash, session_id, expires_at) values ($1, $2, $3)`, [
    cookie.hash,
    cookie.sessionId,
    cookie.expiresAt,
  ]);
}

/** The user of a cookie that is still good; null otherwise. The cookie is good until `idleEnd` from now on. */
export async function useCookie(
  query: Tx['query'],
  hash: Buffer,
  now: Date,
  idleEnd: Date,
): Promise<(SignedInUser & { sessionId: string; sessionExpiresAt: Date }) | null> {
  const [used] = await query<SignedInUser & { sessionId: string; sessionExpiresAt: Date }>(
    `update session_cookie c set expires_at = $3
       from session s join app_user u on u.id = s.user_id
      where c.hash = $1 and s.id = c.session_id and u.active
        and c.expires_at > $2 and s.expires_at > $2 and s.revoked_at is null
      returning ${userColumns}, s.id as "sessionId", s.expires_at as "sessionExpiresAt"`,
    [hash, now, idleEnd],
  );
  return used ?? null;
}
