import type { Settling } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import type { Moment, Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { lockToSettle } from '../documents/lockDocuments.js';
import { assertVisible } from '../documents/visibility.js';
import { assertOpen, isOpen } from '../projects/ledger.js';
import { assertStands } from '../receipts/settlement.js';
import { settleOldestFirst } from './settleOldestFirst.js';

/**
 * Settles with what is left of a receipt what is due of its project, or of its customer where it names none. What other money of the
 * projects is there for is left to that (planClearing).
 * @throws DomainError `receipt-not-found`, `document-not-issued`, `receipt-reversed`, `project-locked` (conflict), `stale-version`
 */
export async function settleReceipt(
  tx: Tx,
  id: string,
  { actor, ifMatch, ...moment }: { actor: Pick<Actor, 'clearance'>; ifMatch: number | null } & Moment,
): Promise<Settling> {
  const locked = await lockToSettle(tx, 'receipt', id);
  const receipt = assertVisible(actor, locked.receipts.get(id), 'receipt', id);
  assertStands(receipt);
  checkVersion(ifMatch, receipt.version);
  const { currency, projectId } = receipt;
  if (projectId !== null) assertOpen(locked.ledgers, { settles: true });
  // Of the customer's other projects some may be closed: what is due of them is not for this receipt to settle.
  const closed = locked.ledgers
    .filter((ledger) => !isOpen(ledger, { settles: true }))
    .map((ledger) => ledger.projectId);
  const invoices = new Map(
    [...locked.invoices].filter(([, invoice]) => !closed.includes(invoice.projectId ?? '')),
  );
  return settleOldestFirst(
    tx,
    { ...locked, invoices },
    { currency, projectId, free: 'sparingly', receiptId: id, ...moment },
  );
}
