import type { Tx } from '@closeout/service-kit/db';
import { hashOfRecoveryCode, newRecoveryCode, recoveryCodes } from './recoveryCode.js';

/** Ten new ones, in place of those from before. */
export async function replaceRecoveryCodes(tx: Tx, userId: string, now: Date): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, newRecoveryCode);
  await deleteRecoveryCodes(tx, userId);
  await tx.query(`insert into recovery_code (user_id, hash, created_at) select $1, unnest($2::bytea[]), $3`, [
    userId,
    codes.map(hashOfRecoveryCode),
    now,
  ]);
  return codes;
}

/** False when it is none of theirs, or was used before: of two at the same moment one waits, and finds it used. */
export async function useUpRecoveryCode(tx: Tx, userId: string, code: string, now: Date): Promise<boolean> {
  const used = await tx.query(
    `update recovery_code set used_at = $3 where user_id = $1 and hash = $2 and used_at is null returning 1`,
    [userId, hashOfRecoveryCode(code), now],
  );
  return used.length > 0;
}

export async function deleteRecoveryCodes(tx: Tx, userId: string): Promise<void> {
  await tx.query(`delete from recovery_code where user_id = $1`, [userId]);
}
