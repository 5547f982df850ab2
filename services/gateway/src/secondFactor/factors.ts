import type { Tx } from '@closeout/service-kit';
import type { Seal } from '../keys/seal.js';
import { checkCode, useUpCode, type RightCode } from './authenticatorApp.js';
import { useUpRecoveryCode } from './recoveryCodes.js';

/** One of them. */
export interface GivenFactor {
  code?: string;
  recoveryCode?: string;
}

/** What was found right before the transaction, to be used up in it. */
export type FoundFactor =
  { by: 'authenticator-app'; code: RightCode } | { by: 'recovery-code'; recoveryCode: string };

export async function findFactor(
  { db, seal }: { db: Pick<Tx, 'query'>; seal: Seal },
  { userId, given, confirmed, now }: { userId: string; given: GivenFactor; confirmed: boolean; now: Date },
): Promise<FoundFactor | null> {
  if (given.code !== undefined) {
    const code = await checkCode(db.query, seal, { userId, code: given.code, confirmed, now });
    return code && { by: 'authenticator-app', code };
  }
  // A recovery code does not set up an app.
  if (given.recoveryCode === undefined || !confirmed) return null;
  return { by: 'recovery-code', recoveryCode: given.recoveryCode };
}

/** False when it was used before, or is none of theirs. */
export function useUpFactor(tx: Tx, userId: string, found: FoundFactor, now: Date): Promise<boolean> {
  if (found.by === 'authenticator-app') return useUpCode(tx, userId, found.code, now);
  return useUpRecoveryCode(tx, userId, found.recoveryCode, now);
}
