import type { Actor } from '@closeout/service-kit/auth';
import { checkVersion } from '@closeout/service-kit/http';
import { assertVisible } from '../documents/visibility.js';
import type { PrismaTx } from '../prisma.js';
import { assertDraft } from './invoice.js';
import { holdInvoice } from './invoiceStore.js';

/** Throws a draft away; it never had a number, so none is missing. */
export async function deleteInvoice(
  tx: PrismaTx,
  id: string,
  request: { actor: Pick<Actor, 'clearance'>; ifMatch: number | null },
): Promise<void> {
  const held = assertVisible(request.actor, await holdInvoice(tx, id), 'invoice', id);
  assertDraft(held);
  checkVersion(request.ifMatch, held.version);
  await tx.prisma.invoice.delete({ where: { id, status: 'DRAFT' } });
  const { customerId, projectId } = held;
  tx.audit({ action: 'deleteInvoice', record: 'invoice', id, projectId, detail: { customerId } });
}
