import { conflict, invalid, notFound } from '@closeout/contracts/errors';
import type { AuthenticatorSetup, Passkey } from '@closeout/contracts/http/gateway';
import type { Tx } from '@closeout/service-kit/db';
import type { Seal } from '../keys/seal.js';
import { endSessionsOf } from '../sessions/endSessions.js';
import { forgetDevices } from '../sessions/knownDevices.js';
import { requireFreshProof } from '../sessions/requireFreshProof.js';
import { lockUser, type SignedInUser } from '../sessions/sessionStore.js';
import { tellSecondFactorChanged } from '../accountEmails/writeAccountEmail.js';
import { confirmApp, setUpApp, type RightCode } from './authenticatorApp.js';
import { endChallengesOf, openChallenge, takeChallenge } from './challenge.js';
import { codeWrong, type Owner } from './freshProof.js';
import { askForNewPasskey, insertPasskey, maxPasskeys, type NewCredential } from './passkeys.js';
import type { RelyingParty } from './relyingParty.js';
import { deleteRecoveryCodes, replaceRecoveryCodes } from './recoveryCodes.js';

/** @throws DomainError 403 `fresh-proof-required`, 409 `authenticator-app-exists` */
export async function setUpOwnApp(tx: Tx, seal: Seal, owner: Owner, now: Date): Promise<AuthenticatorSetup> {
  const user = await lockOwner(tx, owner);
  await requireFreshProof(tx, owner, now, 'sign-in');
  tx.audit({ action: 'beginAuthenticatorApp', record: 'user', id: owner.id });
  return setUpApp(tx, seal, user, now);
}

/**
 * Sessions go on: nothing that protected the account is gone.
 * @throws DomainError 403 `code-wrong`, `fresh-proof-required`
 */
export async function confirmOwnApp(tx: Tx, owner: Owner, code: RightCode, now: Date): Promise<void> {
  await lockOwner(tx, owner);
  await requireFreshProof(tx, owner, now, 'sign-in');
  if (!(await confirmApp(tx, owner.id, code, now))) throw codeWrong();
  await tellSecondFactorChanged(tx, owner.id, now);
}

/**
 * Other sessions end, and other browsers are strangers: whoever had a part in what was removed is out.
 * @throws DomainError 403 `fresh-proof-required`, 404 `authenticator-app-not-found`, 409 `second-factor-needed`
 */
export async function removeOwnApp(tx: Tx, owner: Owner, device: string | null, now: Date): Promise<void> {
  await lockOwner(tx, owner);
  await requireFreshProof(tx, owner, now, 'proof');
  const gone = await tx.query(
    `delete from authenticator_app where user_id = $1 and confirmed_at is not null returning 1`,
    [owner.id],
  );
  if (gone.length === 0) throw notFound('authenticator-app', 'of yours');
  tx.audit({ action: 'removeAuthenticatorApp', record: 'user', id: owner.id });
  await afterRemoval(tx, owner, device, now);
}

/** @throws DomainError 409 `second-factor-needed` */
async function afterRemoval(tx: Tx, owner: Owner, device: string | null, now: Date): Promise<void> {
  const user = await lockOwner(tx, owner);
  if (!user.hasFactor) {
    if (user.mustHaveFactor)
      throw conflict(
        'second-factor-needed',
        'Your role asks for two-step sign-in. Set up another factor first.',
      );
    await deleteRecoveryCodes(tx, owner.id);
  }
  await endChallengesOf(tx, owner.id);
  await endSessionsOf(tx, owner.id, now, 'second-factor-removed', owner.sessionId);
  await forgetDevices(tx, owner.id, device);
  await tellSecondFactorChanged(tx, owner.id, now);
}

/** @throws DomainError 403 `fresh-proof-required`, 409 `passkey-limit` */
export async function beginOwnPasskey(
  tx: Tx,
  party: Extract<RelyingParty, { on: true }>,
  owner: Owner,
  now: Date,
) {
  const user = await lockOwner(tx, owner);
  await requireFreshProof(tx, owner, now, 'sign-in');
  await requireRoom(tx, owner);
  tx.audit({ action: 'beginPasskey', record: 'user', id: owner.id });
  const { challenge } = await openChallenge(tx.query, { purpose: 'new-passkey', userId: owner.id, now });
  return { challenge, options: { ...(await askForNewPasskey(tx.query, party, challenge, user)) } };
}

/**
 * Other sessions go on.
 * @throws DomainError 403 `fresh-proof-required`, 409 `passkey-limit`, `passkey-known`, 400 `passkey-refused`
 */
export async function addOwnPasskey(
  tx: Tx,
  owner: Owner,
  given: { challenge: string; name: string; credential: NewCredential },
  now: Date,
): Promise<Passkey> {
  await lockOwner(tx, owner);
  await requireFreshProof(tx, owner, now, 'sign-in');
  await requireRoom(tx, owner);
  if (!(await takeChallenge(tx.query, given.challenge, 'new-passkey', owner.id, now)))
    throw invalid('passkey-refused', 'This took too long. Begin anew.');
  const added = await insertPasskey(tx, owner.id, given.name, given.credential, now);
  tx.audit({
    action: 'addPasskey',
    record: 'user',
    id: owner.id,
    detail: { id: added.id, name: added.name },
  });
  await tellSecondFactorChanged(tx, owner.id, now);
  return added;
}

/** @throws DomainError 403 `fresh-proof-required`, 404 `passkey-not-found`, 409 `second-factor-needed` */
export async function removeOwnPasskey(
  tx: Tx,
  owner: Owner,
  id: string,
  device: string | null,
  now: Date,
): Promise<void> {
  await lockOwner(tx, owner);
  const [gone] = await tx.query<{ name: string }>(
    `delete from passkey where id = $1 and user_id = $2 returning name`,
    [id, owner.id],
  );
  if (!gone) throw notFound('passkey', id);
  await requireFreshProof(tx, owner, now, 'proof');
  tx.audit({ action: 'removePasskey', record: 'user', id: owner.id, detail: { id, ...gone } });
  await afterRemoval(tx, owner, device, now);
}

async function requireRoom(tx: Tx, { id }: Owner): Promise<void> {
  const there = await tx.query(`select 1 from passkey where user_id = $1`, [id]);
  if (there.length >= maxPasskeys)
    throw conflict('passkey-limit', `Remove one of your ${maxPasskeys} passkeys first.`);
}

/** @throws DomainError 403 `fresh-proof-required`, 409 `second-factor-missing` */
export async function makeOwnRecoveryCodes(tx: Tx, owner: Owner, now: Date): Promise<string[]> {
  const user = await lockOwner(tx, owner);
  if (!user.hasFactor)
    throw conflict('second-factor-missing', 'Set up an authenticator app or a passkey first.');
  const [before] = await tx.query(`select 1 from recovery_code where user_id = $1 limit 1`, [owner.id]);
  await requireFreshProof(tx, owner, now, before ? 'proof' : 'sign-in');
  tx.audit({ action: 'makeRecoveryCodes', record: 'user', id: owner.id });
  return replaceRecoveryCodes(tx, owner.id, now);
}

/** Whatever else changes the account, or signs in to it, waits. */
async function lockOwner(tx: Tx, { id }: Owner): Promise<SignedInUser> {
  const user = await lockUser(tx, id, 'update');
  if (!user) throw notFound('user', id);
  return user;
}
