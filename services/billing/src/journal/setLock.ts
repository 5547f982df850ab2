import type { JournalLock } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import type { Moment, Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { assertLockable, holdLock, saveLock } from './lock.js';
import { findLockChanges, maxChanges } from './lockChanges.js';

/**
 * Moves the lock, in either direction. Whoever posts at this moment has either committed or finds the new lock.
 * @throws DomainError `lock-in-future` (invalid), `stale-version`
 */
export async function setLock(
  tx: Tx,
  through: string | null,
  { ifMatch, actor, now, today }: { ifMatch: number | null; actor: Actor } & Moment,
): Promise<JournalLock> {
  const lock = await holdLock(tx);
  checkVersion(ifMatch, lock.version);
  assertLockable(through, today);
  const changes = await findLockChanges(tx);
  if (through === lock.through) return { ...lock, changes };
  const moved = { through, before: lock.through };
  tx.audit({ action: 'setJournalLock', record: 'journal', id: 'lock', detail: moved });
  const { kind, id, name } = actor;
  const change = { ...moved, by: { kind, id, name }, at: now.toISOString() };
  return { ...(await saveLock(tx, through)), changes: [change, ...changes].slice(0, maxChanges) };
}
