import { billingEvents } from '@closeout/contracts';
import { appendToOutbox, type Tx } from '@closeout/service-kit';
import type { Cpo } from './cpo.js';
import { cpoState } from './cpoAnswer.js';
import { findCpos, saveCpo } from './cpoStore.js';
import { review } from './mismatch.js';

export type CpoEvent = Extract<keyof typeof billingEvents, `cpo${string}`>;

export function announceCpo(tx: Tx, event: CpoEvent, cpo: Cpo): void {
  appendToOutbox(tx, {
    type: billingEvents[event].type,
    subject: cpo.id,
    aggregateVersion: cpo.version,
    data: cpoState(cpo),
  });
}

/** Saves a change of an order as its next version, and says it. The order is held, and its project's ledger. */
export async function changeCpo(
  tx: Tx,
  cpo: Cpo,
  change: Partial<Cpo>,
  event: CpoEvent | null,
  now: Date,
): Promise<Cpo> {
  const changed = { ...cpo, ...change, version: cpo.version + 1, updatedAt: now };
  await saveCpo(tx, changed);
  if (event) announceCpo(tx, event, changed);
  return changed;
}

/**
 * Looks anew at orders whose figures may have changed, and says what became of their mismatches. All of them are held, and the
 * ledgers of their projects; what changed the figures has been written.
 * @returns the orders as they are now
 */
export async function reviewCpos(tx: Tx, ids: readonly string[], now: Date): Promise<Cpo[]> {
  if (ids.length === 0) return [];
  const reviewed: Cpo[] = [];
  for (const cpo of await findCpos(tx, ids)) {
    const found = review(cpo);
    const { said = null, ...change } = found ?? {};
    reviewed.push(found ? await changeCpo(tx, cpo, change, said, now) : cpo);
  }
  return reviewed;
}
