import type { Tx } from '@closeout/service-kit/db';
import { changeCpo, reviewProject } from './changeCpo.js';
import { assertNotInvoiced, type Cpo } from './cpo.js';
import { holdCpo, type CpoRequest } from './holdCpo.js';

/**
 * The customer withdrew the order. Possible for a cancelled project too.
 * @throws DomainError `cpo-invoiced` (conflict), and what `holdCpo` throws
 */
export async function cancelCpo(tx: Tx, id: string, request: CpoRequest & { reason: string }): Promise<Cpo> {
  const { reason, now } = request;
  const { cpo, others, to } = await holdCpo(tx, id, 'cancel', { ...request, takesBack: true });
  assertNotInvoiced(cpo, 'cancelled');
  tx.audit({ action: 'cancelCpo', record: 'purchase-order', id, detail: { reason } });
  const cancelled = await changeCpo(tx, cpo, { status: to }, 'cpoCancelled', request);
  // What it took of what names no order is the others' now.
  return reviewProject(tx, cancelled, others, now);
}
