import type { Actor } from '@closeout/service-kit/auth';
import { checkVersion } from '@closeout/service-kit/http';
import { assertVisible } from '../documents/visibility.js';
import { assertDraft } from '../invoices/invoice.js';
import type { PrismaTx } from '../prisma.js';
import { holdReceipt } from './receiptStore.js';

/** Throws a draft away; it never had a number, so none is missing. */
export async function deleteReceipt(
  tx: PrismaTx,
  id: string,
  request: { actor: Pick<Actor, 'clearance'>; ifMatch: number | null },
): Promise<void> {
  const held = assertVisible(request.actor, await holdReceipt(tx, id), 'receipt', id);
  assertDraft(held);
  checkVersion(request.ifMatch, held.version);
  await tx.prisma.receipt.delete({ where: { id, status: 'DRAFT' } });
  const { customerId, projectId } = held;
  tx.audit({ action: 'deleteReceipt', record: 'receipt', id, projectId, detail: { customerId } });
}
