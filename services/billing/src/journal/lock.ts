import { conflict, invalid } from '@closeout/contracts/errors';
import type { Tx } from '@closeout/service-kit/db';

type Reading = Pick<Tx, 'query'>;

export interface Lock {
  version: number;
  through: string | null;
}

const statement = 'SELECT version, locked_through AS through FROM journal';

export async function findLock(tx: Reading): Promise<Lock> {
  return only(await tx.query<Lock>(statement));
}

/** Waits for whoever is posting. */
export async function holdLock(tx: Tx): Promise<Lock> {
  return only(await tx.query<Lock>(`${statement} FOR UPDATE`));
}

export async function saveLock(tx: Tx, through: string | null): Promise<Lock> {
  return only(
    await tx.query<Lock>(
      'UPDATE journal SET locked_through = $1, version = version + 1 RETURNING version, locked_through AS through',
      [through],
    ),
  );
}

function only(rows: readonly Lock[]): Lock {
  const [lock] = rows;
  if (!lock) throw new Error('the journal has lost its row');
  return lock;
}

export const periodClosed = (day: string, through: string): Error =>
  conflict('period-closed', `Nothing is dated ${day}: the journal is locked through ${through}.`, {
    through,
  });

/** @throws DomainError `lock-in-future` (invalid) */
export function assertLockable(through: string | null, today: string): void {
  if (through === null || through <= today) return;
  const code = 'lock-in-future';
  const detail = `${through} is in the future; today is ${today}.`;
  throw invalid(code, detail, [{ pointer: '/through', code, detail }]);
}
