import type { Tx } from '@closeout/service-kit/db';
import { actorId } from '../documents/actorId.js';
import { changeCpo } from './changeCpo.js';
import type { Cpo, Mismatch } from './cpo.js';
import { holdCpo, type CpoRequest } from './holdCpo.js';

type MismatchRequest = CpoRequest & { reason: string };

/** @throws DomainError what `holdCpo` throws */
export async function reportMismatch(tx: Tx, id: string, request: MismatchRequest): Promise<Cpo> {
  const { cpo, to } = await holdCpo(tx, id, 'mismatch/report', request);
  const { actor, reason, now } = request;
  const report = { reason, by: actorId(actor), byName: actor.name, at: now };
  const mismatch: Mismatch = { ...found(cpo), status: 'REPORTED', reason, report };
  tell(tx, 'reportCpoMismatch', id, request);
  return changeCpo(tx, cpo, { status: to, mismatch }, 'cpoMismatchReported', request);
}

/**
 * Direction accepts: the order counts as what was invoiced. Or rejects: the order is open again, to be corrected.
 * @throws DomainError what `holdCpo` throws
 */
export async function decideMismatch(
  tx: Tx,
  id: string,
  request: MismatchRequest & { decision: 'accept' | 'reject' },
): Promise<Cpo> {
  const { decision, reason, now } = request;
  const { cpo, to } = await holdCpo(tx, id, `mismatch/${decision}`, request);
  const mismatch: Mismatch = {
    ...found(cpo),
    status: decision === 'accept' ? 'ACCEPTED' : 'REJECTED',
    reason,
    decidedBy: actorId(request.actor),
    decidedByName: request.actor.name,
    decidedAt: now,
  };
  tell(tx, `${decision}CpoMismatch`, id, request);
  const decided = await changeCpo(tx, cpo, { status: to, mismatch }, 'cpoMismatchResolved', request);
  return decision === 'accept' ? decided : changeCpo(tx, decided, {}, 'cpoReopened', request);
}

function found({ mismatch, id }: Cpo): Mismatch {
  if (!mismatch) throw new Error(`order ${id} has no mismatch`);
  return mismatch;
}

function tell(tx: Tx, action: string, id: string, { reason }: MismatchRequest): void {
  tx.audit({ action, record: 'purchase-order', id, detail: { reason } });
}
