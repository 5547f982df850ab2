import { createHash, randomBytes } from 'node:crypto';
import { DomainError } from '@closeout/contracts/errors';
import type { Tx } from '@closeout/service-kit/db';
import { hashOfToken } from '../sessions/refreshToken.js';
import type { SignedInUser } from '../sessions/sessionStore.js';

const minute = 60_000;
/** `set-up`: a role asks for a second factor, and none is there. `passkey`: to sign in without a password, whoever it is. */
const lifetimes = {
  'second-step': 5 * minute,
  'set-up': 15 * minute,
  passkey: 5 * minute,
  proof: 5 * minute,
  'new-passkey': 5 * minute,
} as const;
type Purpose = keyof typeof lifetimes;
/** Those that a right password opens. */
type AfterPassword = 'second-step' | 'set-up';

/** After so many it is over: whoever goes on guessing needs the password again for each five. */
export const maxTries = 5;

export interface Challenge {
  hash: Buffer;
  purpose: AfterPassword;
  userId: string;
  passwordMark: Buffer;
  newHash: string | null;
}

/** What whoever knows the password holds until the second step: it opens nothing by itself. */
export function challengeAfterPassword(
  tx: Tx,
  user: SignedInUser,
  { purpose, newHash, now }: { purpose: AfterPassword; newHash: string | null; now: Date },
): Promise<{ challenge: string; expiresIn: number }> {
  return openChallenge(tx.query, { purpose, userId: user.id, mark: passwordMarkOf(user), newHash, now });
}

/**
 * For a passkey to sign.
 * @param given.userId null: of whoever comes
 * @returns what the client holds; only its hash is stored
 */
export async function openChallenge(
  query: Tx['query'],
  given: { purpose: Purpose; userId: string | null; mark?: Buffer; newHash?: string | null; now: Date },
): Promise<{ challenge: string; expiresIn: number }> {
  const { purpose, userId, mark = null, newHash = null, now } = given;
  const challenge = `coc_${randomBytes(32).toString('base64url')}`;
  const lifetime = lifetimes[purpose];
  await query(
    `insert into challenge (hash, purpose, user_id, password_mark, new_password_hash, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [hashOfToken(challenge), purpose, userId, mark, newHash, now, new Date(now.getTime() + lifetime)],
  );
  return { challenge, expiresIn: lifetime / 1000 };
}

/**
 * Counts a try, by whichever replica and at whatever moment, before it is looked at.
 * @throws DomainError 401 `challenge-over`
 */
export async function tryChallenge(query: Tx['query'], token: string, now: Date): Promise<Challenge> {
  const [challenge] = await query<Challenge>(
    `update challenge set tries = tries + 1
      where hash = $1 and expires_at > $2 and tries < $3 and purpose in ('second-step', 'set-up')
     returning hash, purpose, user_id as "userId", password_mark as "passwordMark", new_password_hash as "newHash"`,
    [hashOfToken(token), now, maxTries],
  );
  if (!challenge) throw challengeOver();
  return challenge;
}

/** Without counting a try. @throws DomainError 401 `challenge-over` */
export async function findChallenge(
  query: Tx['query'],
  token: string,
  purpose: AfterPassword,
  now: Date,
): Promise<Challenge> {
  const [challenge] = await query<Challenge>(
    `select hash, purpose, user_id as "userId", password_mark as "passwordMark", new_password_hash as "newHash"
       from challenge where hash = $1 and purpose = $2 and expires_at > $3 and tries < $4`,
    [hashOfToken(token), purpose, now, maxTries],
  );
  if (!challenge) throw challengeOver();
  return challenge;
}

/**
 * One that a passkey signed, gone with that: it works once, right or wrong.
 * @param userId whose it is; null: anybody's
 */
export async function takeChallenge(
  query: Tx['query'],
  token: string,
  purpose: Purpose,
  userId: string | null,
  now: Date,
): Promise<boolean> {
  const taken = await query(
    `delete from challenge
      where hash = $1 and purpose = $2 and user_id is not distinct from $3::uuid and expires_at > $4 returning 1`,
    [hashOfToken(token), purpose, userId, now],
  );
  return taken.length > 0;
}

/** It works once: of two sign-ins at the same moment one finds it gone. @throws DomainError 401 `challenge-over` */
export async function useUpChallenge(tx: Tx, { hash }: Pick<Challenge, 'hash'>): Promise<void> {
  const gone = await tx.query(`delete from challenge where hash = $1 returning 1`, [hash]);
  if (gone.length === 0) throw challengeOver();
}

/** With the factor that they ask for taken away, or another one there. */
export async function endChallengesOf(tx: Tx, userId: string): Promise<void> {
  await tx.query(`delete from challenge where user_id = $1`, [userId]);
}

export function isStillGood(challenge: Challenge, user: SignedInUser | null): user is SignedInUser {
  return user !== null && user.active && passwordMarkOf(user).equals(challenge.passwordMark);
}

export function challengeOver(): DomainError {
  return new DomainError('unauthenticated', 'challenge-over', {
    detail: 'This sign-in took too long, or too many tries. Begin it anew.',
  });
}

function passwordMarkOf({ passwordHash }: SignedInUser): Buffer {
  return createHash('sha256')
    .update(passwordHash ?? '')
    .digest();
}
