import { conflict } from '@closeout/contracts/errors';
import type { AuthenticatorSetup } from '@closeout/contracts/http/gateway';
import type { Tx } from '@closeout/service-kit/db';
import type { Seal } from '../keys/seal.js';
import { newAppSecret, setupOf, stepOf } from './oneTimeCode.js';

/** A code that was found right, and is to be used up in the transaction that it opens something in. */
export interface RightCode {
  step: number;
  /** Of which app: another one may have been set up meanwhile. */
  sealed: Buffer;
}

const contextOf = (userId: string): string => `authenticator app of ${userId}`;

/**
 * A secret for a new app, in place of one that was not confirmed yet.
 * @throws DomainError 409 `authenticator-app-exists`
 */
export async function setUpApp(
  tx: Tx,
  seal: Seal,
  user: { id: string; email: string },
  now: Date,
): Promise<AuthenticatorSetup> {
  const secret = newAppSecret();
  const stored = await tx.query(
    `insert into authenticator_app (user_id, secret, created_at) values ($1, $2, $3)
     on conflict (user_id) do update set secret = excluded.secret, created_at = excluded.created_at
      where authenticator_app.confirmed_at is null
     returning 1`,
    [user.id, seal.close(secret, contextOf(user.id)), now],
  );
  if (stored.length === 0)
    throw conflict('authenticator-app-exists', 'Remove the present authenticator app first.');
  return setupOf(secret, user.email);
}

/** Whether the code is one of the user's app: of the one that counts, or of the one that is being set up. */
export async function checkCode(
  query: Tx['query'],
  seal: Seal,
  given: { userId: string; code: string; confirmed: boolean; now: Date },
): Promise<RightCode | null> {
  const { userId, code, confirmed, now } = given;
  const [app] = await query<{ sealed: Buffer }>(
    `select secret as sealed from authenticator_app where user_id = $1 and (confirmed_at is not null) = $2`,
    [userId, confirmed],
  );
  if (!app) return null;
  const secret = seal.open(app.sealed, contextOf(userId));
  const step = secret && stepOf(secret, code, now);
  return step === null ? null : { step, sealed: app.sealed };
}

/** False when it was used before, by whomever and at whichever replica: its row is locked, and steps only rise. */
export async function useUpCode(tx: Tx, userId: string, code: RightCode, now: Date): Promise<boolean> {
  const used = await tx.query(
    `update authenticator_app set last_step = $3, last_used_at = $4
      where user_id = $1 and secret = $2 and confirmed_at is not null and last_step < $3 returning 1`,
    [userId, code.sealed, code.step, now],
  );
  return used.length > 0;
}

/** From now on it counts; the code that confirmed it is used up. False when another one was set up meanwhile. */
export async function confirmApp(tx: Tx, userId: string, code: RightCode, now: Date): Promise<boolean> {
  const confirmed = await tx.query(
    `update authenticator_app set confirmed_at = $4, last_step = $3
      where user_id = $1 and secret = $2 and confirmed_at is null returning 1`,
    [userId, code.sealed, code.step, now],
  );
  if (confirmed.length > 0) tx.audit({ action: 'setUpAuthenticatorApp', record: 'user', id: userId });
  return confirmed.length > 0;
}
