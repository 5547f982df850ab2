import type { Tx } from '@closeout/service-kit/db';
import type { Seal } from '../keys/seal.js';
import { checkCode, useUpCode, type RightCode } from './authenticatorApp.js';
import type { PasskeyAnswer } from '@closeout/contracts/http/gateway';
import { useUpPasskey, whoSigned, type SignedBy } from './passkeys.js';
import type { RelyingParty } from './relyingParty.js';
import { useUpRecoveryCode } from './recoveryCodes.js';

/** One of them. */
export interface GivenFactor {
  code?: string;
  recoveryCode?: string;
  passkey?: PasskeyAnswer;
  /** What the passkey signed. */
  challenge?: string;
}

/** What was found right before the transaction, to be used up in it. */
export type FoundFactor =
  | { by: 'authenticator-app'; code: RightCode }
  | { by: 'recovery-code'; recoveryCode: string }
  | { by: 'passkey'; signed: SignedBy };

export async function findFactor(
  { db, seal, party }: { db: Pick<Tx, 'query'>; seal: Seal; party: RelyingParty },
  { userId, given, confirmed, now }: { userId: string; given: GivenFactor; confirmed: boolean; now: Date },
): Promise<FoundFactor | null> {
  if (given.code !== undefined) {
    const code = await checkCode(db.query, seal, { userId, code: given.code, confirmed, now });
    return code && { by: 'authenticator-app', code };
  }
  // Neither a recovery code nor a passkey sets up an app.
  if (!confirmed) return null;
  if (given.passkey !== undefined) {
    const signed = await whoSigned(db.query, party, given.challenge ?? '', given.passkey);
    return signed?.userId === userId ? { by: 'passkey', signed } : null;
  }
  if (given.recoveryCode === undefined) return null;
  return { by: 'recovery-code', recoveryCode: given.recoveryCode };
}

/** False when it was used before, or is none of theirs. */
export function useUpFactor(tx: Tx, userId: string, found: FoundFactor, now: Date): Promise<boolean> {
  if (found.by === 'authenticator-app') return useUpCode(tx, userId, found.code, now);
  if (found.by === 'passkey') return useUpPasskey(tx, found.signed, now);
  return useUpRecoveryCode(tx, userId, found.recoveryCode, now);
}
