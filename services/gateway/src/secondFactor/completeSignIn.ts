import { DomainError } from '@closeout/contracts/errors';
import type { PasskeyAnswer, Tokens } from '@closeout/contracts/http/gateway';
import type { Actor } from '@closeout/service-kit/auth';
import { emailKey, type Database, type Tx } from '@closeout/service-kit/db';
import type { Logger } from '@closeout/service-kit/observability';
import type { Seal } from '../keys/seal.js';
import type { Attempt, SignInLimits } from '../limits/signInLimits.js';
import { findKnownDevice } from '../sessions/knownDevices.js';
import {
  openForBrowser,
  openForProgram,
  type Admission,
  type Admit,
  type Arrival,
  type OpenSessionParts,
} from '../sessions/openSession.js';
import { lockUser } from '../sessions/sessionStore.js';
import { tellSecondFactorChanged } from '../accountEmails/writeAccountEmail.js';
import { confirmApp } from './authenticatorApp.js';
import {
  challengeOver,
  isStillGood,
  takeChallenge,
  tryChallenge,
  useUpChallenge,
  type Challenge,
} from './challenge.js';
import { findFactor, useUpFactor, type FoundFactor, type GivenFactor } from './factors.js';
import { requirePasskeys, useUpPasskey, whoSigned } from './passkeys.js';
import type { RelyingParty } from './relyingParty.js';

export interface SecondFactorParts extends OpenSessionParts {
  db: Database;
  limits: SignInLimits;
  seal: Seal;
  party: RelyingParty;
  log: Logger;
}

/**
 * A sign-in with a passkey and without a password: its device asked for a finger, a face or a PIN, so it is two factors in one.
 * A signature cannot be guessed, so nothing is counted.
 * @throws DomainError 401 `passkey-unknown`, `challenge-over`, 409 `passkeys-off`
 */
export async function openByPasskey(
  parts: SecondFactorParts,
  arrival: Arrival,
  { challenge, passkey }: { challenge: string; passkey: PasskeyAnswer },
): Promise<{ secret: string; device: string; actor: Actor }> {
  const { db, clock, party } = parts;
  requirePasskeys(party);
  if (!(await takeChallenge(db.query, challenge, 'passkey', null, clock.now()))) throw challengeOver();
  const signed = await whoSigned(db.query, party, challenge, passkey);
  if (!signed) throw passkeyUnknown();
  return openForBrowser(parts, arrival, async (tx, now) => {
    const user = await lockUser(tx, signed.userId);
    if (!user?.active || !(await useUpPasskey(tx, signed, now))) throw passkeyUnknown();
    return { user, newHash: null, by: 'passkey' };
  });
}

function passkeyUnknown(): DomainError {
  return new DomainError('unauthenticated', 'passkey-unknown', {
    detail: 'This passkey is not known here. Sign in with your password.',
  });
}

export interface SecondStepGiven extends GivenFactor {
  challenge: string;
}

/**
 * The second step of a sign-in.
 * @throws DomainError 401 `second-factor-wrong`, `challenge-over`, 429 `too-many-requests`
 */
export function completeForProgram(
  parts: SecondFactorParts,
  arrival: Arrival,
  given: SecondStepGiven,
): Promise<Tokens> {
  return complete(parts, arrival, given, (admit) => openForProgram(parts, arrival, admit));
}

export function completeForBrowser(
  parts: SecondFactorParts,
  arrival: Arrival,
  given: SecondStepGiven,
): Promise<{ secret: string; device: string; actor: Actor }> {
  return complete(parts, arrival, given, (admit) => openForBrowser(parts, arrival, admit));
}

async function complete<R>(
  parts: SecondFactorParts,
  arrival: Arrival,
  given: SecondStepGiven,
  open: (admit: Admit) => Promise<R>,
): Promise<R> {
  const { db, clock, limits, log } = parts;
  const challenge = await tryChallenge(db.query, given.challenge, clock.now());
  const attempt = await attemptOf(parts, arrival, challenge.userId);
  await limits.check(attempt);
  try {
    const found = await findFactor(parts, {
      userId: challenge.userId,
      given,
      confirmed: challenge.purpose === 'second-step',
      now: clock.now(),
    });
    if (!found) throw wrongFactor();
    const opened = await open((tx, now) => admitBySecondStep(tx, challenge, found, now));
    await limits.succeeded(attempt);
    return opened;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'second-factor-wrong') {
      await limits.failed(attempt);
      log.warn({ email: attempt.email, address: attempt.address }, 'second step of a sign-in failed');
    }
    throw error;
  }
}

/** It counts against the account and the device, as the password did. */
async function attemptOf(
  { db, clock }: SecondFactorParts,
  arrival: Arrival,
  userId: string,
): Promise<Attempt> {
  const [user] = await db.query<{ email: string }>(`select email from app_user where id = $1`, [userId]);
  const email = emailKey(user?.email ?? '');
  const known = await findKnownDevice(db.query, email, arrival.device, clock.now());
  return { email, address: arrival.address, known };
}

async function admitBySecondStep(
  tx: Tx,
  challenge: Challenge,
  found: FoundFactor,
  now: Date,
): Promise<Admission> {
  // As long as this lasts, nobody deactivates the user, changes the password or takes factors away.
  const user = await lockUser(tx, challenge.userId, challenge.newHash === null ? 'share' : 'update');
  if (!isStillGood(challenge, user)) throw challengeOver();
  await useUpChallenge(tx, challenge);
  const right =
    challenge.purpose === 'set-up' && found.by === 'authenticator-app'
      ? await confirmApp(tx, user.id, found.code, now)
      : await useUpFactor(tx, user.id, found, now);
  if (!right) throw wrongFactor();
  if (challenge.purpose === 'set-up') await tellSecondFactorChanged(tx, user.id, now);
  return { user, newHash: challenge.newHash, by: found.by };
}

function wrongFactor(): DomainError {
  return new DomainError('unauthenticated', 'second-factor-wrong', {
    detail: 'That was not right, or was used before. A code of the authenticator app works once.',
  });
}
