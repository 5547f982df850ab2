import { DomainError, type Tokens } from '@closeout/contracts';
import {
  currentContext,
  emailKey,
  newId,
  type Actor,
  type Clock,
  type Database,
  type Logger,
  type Tx,
} from '@closeout/service-kit';
import type { SignInLimits } from '../limits/signInLimits.js';
import type { AccessTokens } from '../tokens/accessTokens.js';
import { actorOf, idleMs, issueTokens, sessionMs } from './issueTokens.js';
import { isPasswordOf, oneOfFew } from './passwords.js';
import { hashOfToken, newRefreshToken } from './refreshToken.js';
import { cookieIdleMs, cookieSessionMs, newCookieSecret } from './sessionCookie.js';
import {
  findUserByEmail,
  insertCookie,
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

export interface Credentials {
  email: string;
  password: string;
  address: string;
}

/**
 * Checks e-mail and password and opens a session that goes on by refresh tokens. A wrong password, an unknown e-mail
 * address and an inactive user are answered alike, after the same time.
 * @throws DomainError 401 `sign-in-failed`, 429 `too-many-requests`
 */
export async function signIn(parts: SignInParts, given: Credentials): Promise<Tokens> {
  const refreshToken = newRefreshToken();
  const { user, sessionId } = await openSession(parts, given, sessionMs, (tx, sessionId, now) =>
    insertRefreshToken(tx, {
      hash: hashOfToken(refreshToken),
      sessionId,
      createdAt: now,
      expiresAt: later(now, idleMs),
    }),
  );
  return issueTokens(parts.tokens, user, sessionId, refreshToken);
}

/** The same for a browser: the session goes on by the cookie whose secret this is. */
export async function signInBrowser(
  parts: SignInParts,
  given: Credentials,
): Promise<{ secret: string; actor: Actor }> {
  const secret = newCookieSecret();
  const { user, sessionId } = await openSession(parts, given, cookieSessionMs, (tx, sessionId, now) =>
    insertCookie(tx, { hash: hashOfToken(secret), sessionId, expiresAt: later(now, cookieIdleMs) }),
  );
  return { secret, actor: actorOf(user, sessionId) };
}

async function openSession(
  parts: SignInParts,
  given: Credentials,
  lifetimeMs: number,
  keepSecret: (tx: Tx, sessionId: string, now: Date) => Promise<void>,
): Promise<{ user: SignedInUser; sessionId: string }> {
  const email = emailKey(given.email);
  const checked = await checkPassword(parts, email, given);
  const sessionId = newId();
  const user = await parts.db.transaction(async (tx) => {
    const now = parts.clock.now();
    // Locked and looked at again: deactivated or given a new password meanwhile, nobody slips through.
    const user = await lockUser(tx, checked.id);
    if (!user?.active || user.passwordHash !== checked.passwordHash) throw failed();
    currentContext().actor = { kind: 'user', id: user.id, name: user.name };
    const expiresAt = later(now, lifetimeMs);
    await insertSession(tx, { id: sessionId, userId: user.id, createdAt: now, expiresAt });
    await keepSecret(tx, sessionId, now);
    tx.audit({ action: 'login', kind: 'session', id: sessionId });
    return user;
  });
  await parts.limits.succeeded(email, given.address);
  return { user, sessionId };
}

async function checkPassword(parts: SignInParts, email: string, given: Credentials): Promise<SignedInUser> {
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

function failed(): DomainError {
  return new DomainError('unauthenticated', 'sign-in-failed', {
    detail: 'E-mail address or password is wrong.',
  });
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
