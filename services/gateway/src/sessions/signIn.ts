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
import type { Attempt, SignInLimits } from '../limits/signInLimits.js';
import type { AccessTokens } from '../tokens/accessTokens.js';
import { endSessionsOf } from './endSessions.js';
import { requireGoodPassword } from './goodPassword.js';
import { actorOf, idleMs, issueTokens, sessionMs } from './issueTokens.js';
import { findKnownDevice, forgetDevices, rememberDevice } from './knownDevices.js';
import { hashPassword, isPasswordOf, oneOfFew } from './passwords.js';
import { hashOfToken, newRefreshToken } from './refreshToken.js';
import { cookieIdleMs, cookieSessionMs, newCookieSecret, newDeviceSecret } from './sessionCookie.js';
import {
  findUserByEmail,
  insertCookie,
  insertRefreshToken,
  insertSession,
  lockUser,
  setPassword,
  type SignedInUser,
} from './sessionStore.js';

export interface SignInParts {
  db: Database;
  /** A transaction after which this replica knows at once what was revoked in it. */
  transaction: Database['transaction'];
  tokens: AccessTokens;
  limits: SignInLimits;
  clock: Clock;
  log: Logger;
}

export interface Credentials {
  email: string;
  password: string;
  /** In place of one that somebody else chose. */
  newPassword?: string;
  address: string;
  program: string;
  /** The secret by which the browser is known again. */
  device: string | null;
}

/**
 * Checks e-mail and password and opens a session that goes on by refresh tokens. A wrong password, an unknown e-mail
 * address and an inactive user are answered alike, after the same time. A password that somebody else chose opens
 * nothing: it only lets its owner choose another one, in the same call.
 * @throws DomainError 401 `sign-in-failed`, 403 `password-change-required`, 400 `password-guessable`, 429 `too-many-requests`
 */
export async function signIn(parts: SignInParts, given: Credentials): Promise<Tokens> {
  const refreshToken = newRefreshToken();
  const { user, sessionId } = await openSession(parts, given, sessionMs, (tx, { sessionId, now }) =>
    insertRefreshToken(tx, {
      hash: hashOfToken(refreshToken),
      sessionId,
      createdAt: now,
      expiresAt: later(now, idleMs),
    }),
  );
  return issueTokens(parts.tokens, user, sessionId, refreshToken);
}

/** The same for a browser: the session goes on by the cookie whose secret this is, and the browser is known by `device`. */
export async function signInBrowser(
  parts: SignInParts,
  given: Credentials,
): Promise<{ secret: string; device: string; actor: Actor }> {
  const secret = newCookieSecret();
  const device = given.device ?? newDeviceSecret();
  const { user, sessionId } = await openSession(
    parts,
    given,
    cookieSessionMs,
    async (tx, { userId, sessionId, now }) => {
      await insertCookie(tx, { hash: hashOfToken(secret), sessionId, expiresAt: later(now, cookieIdleMs) });
      await rememberDevice(tx, userId, device, now);
    },
  );
  return { secret, device, actor: actorOf(user, sessionId) };
}

async function openSession(
  parts: SignInParts,
  given: Credentials,
  lifetimeMs: number,
  keepSecret: (tx: Tx, session: { userId: string; sessionId: string; now: Date }) => Promise<void>,
): Promise<{ user: SignedInUser; sessionId: string }> {
  const { checked, attempt, newHash } = await checkPassword(parts, given);
  const { address, program } = given;
  const sessionId = newId();
  const user = await parts.transaction(async (tx) => {
    const now = parts.clock.now();
    // Locked and looked at again: deactivated or given a new password meanwhile, nobody slips through.
    const user = await lockUser(tx, checked.id, newHash === null ? 'share' : 'update');
    if (!user?.active || user.passwordHash !== checked.passwordHash) throw failed();
    currentContext().actor = { kind: 'user', id: user.id, name: user.name };
    if (newHash !== null) await replacePassword(tx, user.id, newHash, now);
    const expiresAt = later(now, lifetimeMs);
    await insertSession(tx, { id: sessionId, userId: user.id, createdAt: now, expiresAt, address, program });
    await keepSecret(tx, { userId: user.id, sessionId, now });
    tx.audit({ action: 'login', kind: 'session', id: sessionId });
    return user;
  });
  await parts.limits.succeeded(attempt);
  return { user, sessionId };
}

async function replacePassword(tx: Tx, userId: string, hash: string, now: Date): Promise<void> {
  await setPassword(tx, userId, hash, now);
  await endSessionsOf(tx, userId, now, 'password-changed');
  await forgetDevices(tx, userId, null);
  tx.audit({ action: 'changePassword', kind: 'user', id: userId });
}

interface Checked {
  checked: SignedInUser;
  attempt: Attempt;
  /** Of the password that is to be from now on; null: it stays. */
  newHash: string | null;
}

async function checkPassword(parts: SignInParts, given: Credentials): Promise<Checked> {
  const { db, limits, clock, log } = parts;
  const { address } = given;
  const email = emailKey(given.email);
  const known = await findKnownDevice(db.query, email, given.device, clock.now());
  const attempt = { email, address, known };
  await limits.check(attempt);
  return oneOfFew(async () => {
    // Again: while this one waited for its turn, those before it may have used up what was left.
    await limits.check(attempt);
    const user = await findUserByEmail(db.query, email);
    const right = await isPasswordOf(user?.passwordHash ?? null, given.password);
    if (user?.active && right) return { checked: user, attempt, newHash: await hashOfNew(user, given) };
    await limits.failed(attempt);
    log.warn({ email, address }, 'sign-in failed');
    throw failed();
  });
}

async function hashOfNew(user: SignedInUser, { password, newPassword }: Credentials): Promise<string | null> {
  if (newPassword === undefined) {
    if (!user.passwordGiven) return null;
    throw new DomainError('forbidden', 'password-change-required', {
      detail: 'Somebody else chose this password. Choose one of your own.',
    });
  }
  await requireGoodPassword(newPassword, user, { pointer: '/newPassword', before: password });
  return hashPassword(newPassword);
}

function failed(): DomainError {
  return new DomainError('unauthenticated', 'sign-in-failed', {
    detail: 'E-mail address or password is wrong.',
  });
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
