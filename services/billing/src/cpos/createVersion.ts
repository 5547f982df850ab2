import { toMinor } from '@closeout/contracts/money';
import type { Tx } from '@closeout/service-kit/db';
import { actorId } from '../documents/actorId.js';
import { changeCpo } from './changeCpo.js';
import type { Cpo, CpoVersion } from './cpo.js';
import { insertVersion } from './cpoStore.js';
import { holdCpo, type CpoRequest } from './holdCpo.js';

/**
 * The customer changed the order. The new amount waits for direction; until then the last approved one counts.
 * @throws DomainError `amount-scale` (invalid), and what `holdCpo` throws
 */
export async function createVersion(
  tx: Tx,
  id: string,
  request: CpoRequest & { amount: string; reason: string },
): Promise<Cpo> {
  const { cpo, to } = await holdCpo(tx, id, 'versions', request);
  const version: CpoVersion = {
    no: Math.max(...cpo.versions.map(({ no }) => no)) + 1,
    amountMinor: toMinor(request.amount, cpo.currency),
    status: 'DIRECTION_PENDING',
    reason: request.reason,
    createdAt: request.now,
    createdBy: actorId(request.actor),
    createdByName: request.actor.name,
    decidedAt: null,
    decidedBy: null,
    decidedByName: null,
    decisionReason: null,
  };
  await insertVersion(tx, id, version);
  const { amount, reason } = request;
  tx.audit({
    action: 'createCpoVersion',
    record: 'purchase-order',
    id,
    detail: { no: version.no, amount, reason },
  });
  const versions = [...cpo.versions, version];
  return changeCpo(tx, cpo, { status: to, versions }, 'cpoVersionCreated', request);
}
