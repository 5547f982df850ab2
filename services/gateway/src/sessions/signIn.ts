import { DomainError, type Tokens } from '@closeout/contracts';
import { currentContext, newId, type Clock, type Database, type Logger } from '@closeout/service-kit';
import type { SignInLimits } from '../limits/signInLimits.js';
import type { AccessTokens } from '../tokens/accessTokens.js';
import { idleMs, issueTokens, sessionMs } from './issueTokens.js';
import { isPasswordOf, oneOfFew } from './passwords.js';
import { hashOfToken, newRefreshToken } from './refreshToken.js';
import {
  findUserByEmail,
  insertRefreshToken,
  insertSession,
  lockUser,
  type SignedInUser,
} from './sessionStore.js';

export interface SignInParts {
  db: Database;
  tokens: AccessTokens;
  limits: SignInLimits;
  clock: Clock;
  log: Logger;
}

/**
 * Checks e-mail and password and opens a session. A wrong password, an unknown e-mail address and an inactive
 * user are answered alike, after the same time.
 * @throws DomainError 401 `sign-in-failed`, 429 `too-many-requests`
 */
export async function signIn(
  parts: SignInParts,
  given: { email: string; password: string; address: string },
): Promise<Tokens> {
  const email = given.email.toLowerCase();
  const user = await checkPassword(parts, email, given);
  const tokens = await openSession(parts, user);
  await parts.limits.succeeded(email, given.address);
  return tokens;
}

async function checkPassword(
  parts: SignInParts,
  email: string,
  given: { password: string; address: string },
): Promise<SignedInUser> {
  await parts.limits.check(email, given.address);
  return oneOfFew(async () => {
    // Again: while this one waited for its turn, those before it may have used up what was left.
    await parts.limits.check(email, given.address);
    const user = await findUserByEmail(parts.db.query, email);
    const right = await isPasswordOf(user?.passwordHash ?? null, given.password);
    if (user?.active && right) return user;
    await parts.limits.failed(email, given.address);
    parts.log.warn({ email, address: given.address }, 'sign-in failed');
    throw failed();
  });
}

async function openSession(parts: SignInParts, checked: SignedInUser): Promise<Tokens> {
  const refreshToken = newRefreshToken();
  const sessionId = newId();
  const user = await parts.db.transaction(async (tx) => {
    const now = parts.clock.now();
    // Locked and looked at again: deactivated or given a new password meanwhile, nobody slips through.
    const user = await lockUser(tx, checked.id);
    if (!user?.active || user.passwordHash !== checked.passwordHash) throw failed();
    currentContext().actor = { kind: 'user', id: user.id, name: user.name };
    await insertSession(tx, {
      id: sessionId,
      userId: user.id,
      createdAt: now,
      expiresAt: later(now, sessionMs),
    });
    await insertRefreshToken(tx, {
      hash: hashOfToken(refreshToken),
      sessionId,
      createdAt: now,
      expiresAt: later(now, idleMs),
    });
    tx.audit({ action: 'login', kind: 'session', id: sessionId });
    return user;
  });
  return issueTokens(parts.tokens, user, sessionId, refreshToken);
}

function failed(): DomainError {
  return new DomainError('unauthenticated', 'sign-in-failed', {
    detail: 'E-mail address or password is wrong.',
  });
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
