import type { Tx } from '@closeout/service-kit/db';
import { changeCpo, reviewProject } from './changeCpo.js';
import type { Cpo } from './cpo.js';
import { holdCpo, type CpoRequest } from './holdCpo.js';

/** What was accepted of a mismatch does not outlive it. @throws DomainError what `holdCpo` throws */
export async function reopenCpo(tx: Tx, id: string, request: CpoRequest & { reason: string }): Promise<Cpo> {
  const { cpo, others, to } = await holdCpo(tx, id, 'reopen', request);
  tx.audit({ action: 'reopenCpo', record: 'purchase-order', id, detail: { reason: request.reason } });
  const reopened = await changeCpo(tx, cpo, { status: to, mismatch: null }, 'cpoReopened', request);
  return reviewProject(tx, reopened, others, request.now);
}
