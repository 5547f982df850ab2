import { conflict, notFound } from '@closeout/contracts/errors';
import type { Tx } from '@closeout/service-kit/db';
import { actorId } from '../documents/actorId.js';
import { changeCpo, reviewProject } from './changeCpo.js';
import type { Cpo, CpoVersion } from './cpo.js';
import { saveDecision } from './cpoStore.js';
import { holdCpo, type CpoRequest } from './holdCpo.js';
import { versionOf } from './versions.js';

/**
 * Direction decides on a version; approved, its amount is the order’s from now on.
 * @throws DomainError `version-not-found`, `transition-not-allowed`, `own-version` (conflict), and what `holdCpo` throws
 */
export async function decideVersion(
  tx: Tx,
  id: string,
  no: number,
  request: CpoRequest & { decision: 'approve' | 'reject'; reason: string | null },
): Promise<Cpo> {
  const { decision, reason, now } = request;
  const { cpo, others, to } = await holdCpo(tx, id, `versions/${decision}`, request);
  const pending = versionOf(cpo, no);
  if (!pending) throw notFound('version', `${no} of order ${cpo.number}`);
  assertPending(cpo, pending);
  assertMayDecide(pending, request.actor);
  const decided: CpoVersion = {
    ...pending,
    status: decision === 'approve' ? 'APPROVED' : 'REJECTED',
    decidedAt: now,
    decidedBy: actorId(request.actor),
    decidedByName: request.actor.name,
    decisionReason: reason,
  };
  await saveDecision(tx, id, decided);
  tx.audit({ action: `${decision}CpoVersion`, record: 'purchase-order', id, detail: { no, reason } });
  const versions = cpo.versions.map((each) => (each.no === no ? decided : each));
  const counts = decision === 'approve' ? { versionNo: no, amountMinor: decided.amountMinor } : {};
  const change = { status: to, versions, ...counts };
  const changed = await changeCpo(tx, cpo, change, 'cpoVersionDecided', request);
  return reviewProject(tx, changed, others, now);
}

function assertPending(cpo: Cpo, version: CpoVersion): void {
  if (version.status === 'DIRECTION_PENDING') return;
  const waiting = cpo.versions.find(({ status }) => status === 'DIRECTION_PENDING');
  throw conflict(
    'transition-not-allowed',
    `Version ${version.no} of order ${cpo.number} is ${version.status}; version ${waiting?.no} waits for direction.`,
    { cpoId: cpo.id, versionStatus: version.status, pending: waiting?.no },
  );
}

/**
 * Four eyes, as with hours and expenses: nobody decides on what they entered. Whoever manages users could make a second self
 * anyway, and in a small house is the only one there; the audit log shows them.
 */
function assertMayDecide({ createdBy }: CpoVersion, actor: CpoRequest['actor']): void {
  if (createdBy !== actorId(actor) || actor.permissions.has('users.manage')) return;
  throw conflict(
    'own-version',
    'You entered this version yourself: someone else with cpos.direction decides on it.',
    {
      permission: 'cpos.direction',
    },
  );
}
