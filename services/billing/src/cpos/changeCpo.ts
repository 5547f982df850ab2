import { billingEvents } from '@closeout/contracts/events/billing';
import type { Tx } from '@closeout/service-kit/db';
import type { Cpo } from './cpo.js';
import { actorId } from '../documents/actorId.js';
import { cpoState } from './cpoAnswer.js';
import { aboutEvent, type Cause } from './cpoChange.js';
import { findCpos, insertChange, saveCpo } from './cpoStore.js';
import { review } from './mismatch.js';

export type CpoEvent = Extract<keyof typeof billingEvents, `cpo${string}`>;

/** Says it, and writes the line of the order's history. */
export async function announceCpo(tx: Tx, event: CpoEvent, cpo: Cpo, cause: Cause): Promise<void> {
  const { now, actor, reason = null } = cause;
  await insertChange(tx, cpo, {
    ...aboutEvent(event, cpo),
    at: now,
    by: actor ? actorId(actor) : null,
    byName: actor?.name ?? null,
    reason,
  });
  tx.emit(billingEvents[event].draft(cpo.id, cpo.version, cpoState(cpo)));
}

/** Saves a change of an order as its next version, and says it. The order is held, and its project's ledger. */
export async function changeCpo(
  tx: Tx,
  cpo: Cpo,
  change: Partial<Cpo>,
  event: CpoEvent | null,
  cause: Cause,
): Promise<Cpo> {
  const changed = { ...cpo, ...change, version: cpo.version + 1, updatedAt: cause.now };
  await saveCpo(tx, changed);
  if (event) await announceCpo(tx, event, changed, cause);
  return changed;
}

/**
 * Looks anew at orders whose figures may have changed, and says what became of their mismatches. All of them are held, and the
 * ledgers of their projects; what changed the figures has been written.
 * @returns the orders as they are now
 */
export async function reviewCpos(tx: Tx, ids: readonly string[], now: Date): Promise<Cpo[]> {
  if (ids.length === 0) return [];
  for (;;) {
    const cpos = await findCpos(tx, ids);
    const changed = cpos.flatMap((cpo) => {
      const found = review(cpo);
      return found ? [{ cpo, found }] : [];
    });
    if (changed.length === 0) return cpos;
    // An order whose acceptance ends takes its share of what names no order again: then the others have other figures.
    const ended = changed.filter(({ cpo }) => cpo.mismatch?.status === 'ACCEPTED');
    for (const { cpo, found } of ended.length > 0 ? ended : changed) {
      const { said, ...change } = found;
      await changeCpo(tx, cpo, change, said, { now });
    }
  }
}

/**
 * After a change of an order that moves what is spread over its project's orders: all of them are looked at anew.
 * @returns the order as it is now
 */
export async function reviewProject(
  tx: Tx,
  cpo: Cpo,
  others: readonly Pick<Cpo, 'id'>[],
  now: Date,
): Promise<Cpo> {
  const reviewed = await reviewCpos(tx, [cpo.id, ...others.map(({ id }) => id)], now);
  return reviewed.find(({ id }) => id === cpo.id) ?? cpo;
}
