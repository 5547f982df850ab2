import { conflict, DomainError } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';
import type { Clock, Database, Tx } from '@closeout/service-kit/db';
import type { Seal } from '../keys/seal.js';
import type { SignInLimits } from '../limits/signInLimits.js';
import type { RelyingParty } from './relyingParty.js';
import { isPasswordOf, oneOfFew } from '../sessions/passwords.js';
import { takeChallenge } from './challenge.js';
import { findFactor, useUpFactor, type FoundFactor, type GivenFactor } from './factors.js';

export interface GivenProof extends GivenFactor {
  password?: string;
}

/** Whose factors these are: somebody who signed in here. */
export interface Owner {
  id: string;
  email: string;
  sessionId: string;
}

/** @throws DomainError 409 `managed-by-provider` */
export function ownerOf(actor: Actor): Owner {
  const { id, email = '', sessionId } = actor;
  if (sessionId === undefined)
    throw conflict('managed-by-provider', 'The provider that you sign in with asks for a second factor.');
  return { id, email, sessionId };
}

interface ProofParts {
  db: Pick<Database, 'query'>;
  seal: Seal;
  party: RelyingParty;
  limits: SignInLimits;
  clock: Clock;
}

/**
 * Looks at a proof before the transaction. Wrong ones count like wrong passwords, against the session: strangers' guesses do
 * not keep its owner from it.
 * @throws DomainError 403 `password-wrong`, `code-wrong`, 409 `no-local-password`, 429 `too-many-requests`
 */
export async function checkProof(
  parts: ProofParts,
  owner: Owner,
  given: GivenProof,
): Promise<FoundFactor | 'password'> {
  const { limits } = parts;
  const attempt = { email: owner.email, address: '', known: owner.sessionId };
  await limits.check(attempt);
  return oneOfFew(async () => {
    await limits.check(attempt);
    const found = await lookAt(parts, owner, given);
    if (found) return found;
    await limits.failed(attempt);
    throw given.password === undefined ? codeWrong() : passwordWrong();
  }, true);
}

async function lookAt(
  parts: ProofParts,
  { id }: Owner,
  given: GivenProof,
): Promise<FoundFactor | 'password' | null> {
  const { db } = parts;
  const now = parts.clock.now();
  if (given.passkey && !(await takeChallenge(db.query, given.challenge ?? '', 'proof', id, now))) return null;
  if (given.password === undefined) return findFactor(parts, { userId: id, given, confirmed: true, now });
  const [user] = await db.query<{ hash: string | null }>(
    `select password_hash as hash from app_user where id = $1 and active`,
    [id],
  );
  if (!user?.hash) throw conflict('no-local-password', 'You do not sign in with a password here.');
  return (await isPasswordOf(user.hash, given.password)) ? 'password' : null;
}

/** @throws DomainError 403 `code-wrong` when it was used meanwhile */
export async function keepProof(
  tx: Tx,
  owner: Owner,
  found: FoundFactor | 'password',
  now: Date,
): Promise<void> {
  if (found !== 'password' && !(await useUpFactor(tx, owner.id, found, now))) throw codeWrong();
  await tx.query(`update session set proved_at = $2 where id = $1`, [owner.sessionId, now]);
  tx.audit({
    action: 'proveMyself',
    record: 'session',
    id: owner.sessionId,
    detail: { by: found === 'password' ? found : found.by },
  });
}

export function codeWrong(): DomainError {
  return new DomainError('forbidden', 'code-wrong', {
    detail: 'That was not right, or was used before. A code of the authenticator app works once.',
  });
}

function passwordWrong(): DomainError {
  return new DomainError('forbidden', 'password-wrong', { detail: 'That is not your present password.' });
}
