import { DomainError } from '@closeout/contracts/errors';
import type { Tokens } from '@closeout/contracts/http/gateway';
import type { Actor } from '@closeout/service-kit/auth';
import { emailKey, type Database, type Tx } from '@closeout/service-kit/db';
import type { Logger } from '@closeout/service-kit/observability';
import type { Attempt, SignInLimits } from '../limits/signInLimits.js';
import { requireGoodPassword } from './goodPassword.js';
import { findKnownDevice } from './knownDevices.js';
import {
  openForBrowser,
  openForProgram,
  type Admit,
  type Arrival,
  type OpenSessionParts,
} from './openSession.js';
import { hashPassword, isPasswordOf, oneOfFew } from './passwords.js';
import { findUserByEmail, lockUser, type SignedInUser } from './sessionStore.js';

export interface SignInParts extends OpenSessionParts {
  db: Database;
  limits: SignInLimits;
  log: Logger;
  /** What is asked of somebody whose password is right; null: nothing more. */
  secondStep: (tx: Tx, user: SignedInUser, step: SecondStep) => Promise<DomainError | null>;
}

export interface SecondStep {
  /** Of the password that is to be once the sign-in is complete. */
  newHash: string | null;
  now: Date;
}

export interface Credentials extends Arrival {
  email: string;
  password: string;
  /** In place of one that somebody else chose. */
  newPassword?: string;
}

/**
 * Checks e-mail and password and opens a session that goes on by refresh tokens. A wrong password, an unknown e-mail
 * address and an inactive user are answered alike, after the same time. A password that somebody else chose opens
 * nothing: it only lets its owner choose another one, in the same call. Nor does one whose owner has a second factor.
 * @throws DomainError 401 `sign-in-failed`, `second-factor-required`, 403 `password-change-required`,
 * `second-factor-setup-required`, 400 `password-guessable`, 429 `too-many-requests`
 */
export function signIn(parts: SignInParts, given: Credentials): Promise<Tokens> {
  return byPassword(parts, given, (admit) => openForProgram(parts, given, admit));
}

/** The same for a browser: the session goes on by the cookie whose secret this is, and the browser is known by `device`. */
export function signInBrowser(
  parts: SignInParts,
  given: Credentials,
): Promise<{ secret: string; device: string; actor: Actor }> {
  return byPassword(parts, given, (admit) => openForBrowser(parts, given, admit));
}

async function byPassword<R>(
  parts: SignInParts,
  given: Credentials,
  open: (admit: Admit) => Promise<R>,
): Promise<R> {
  const { checked, attempt, newHash } = await checkPassword(parts, given);
  const opened = await open(async (tx, now) => {
    // Locked and looked at again: deactivated or given a new password meanwhile, nobody slips through.
    const user = await lockUser(tx, checked.id, newHash === null ? 'share' : 'update');
    if (!user?.active || user.passwordHash !== checked.passwordHash) throw failed();
    return (await parts.secondStep(tx, user, { newHash, now })) ?? { user, newHash };
  });
  // Not before: the password alone must not clear what wrong codes have counted.
  await parts.limits.succeeded(attempt);
  return opened;
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
  }, known !== null);
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

export function failed(): DomainError {
  return new DomainError('unauthenticated', 'sign-in-failed', {
    detail: 'E-mail address or password is wrong.',
  });
}
