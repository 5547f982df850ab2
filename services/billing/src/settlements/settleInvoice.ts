import type { Settling } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import type { Moment, Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { lockToSettle } from '../documents/lockDocuments.js';
import { assertVisible } from '../documents/visibility.js';
import { assertIssued } from '../invoices/invoice.js';
import { assertOpen } from '../projects/ledger.js';
import { settleOldestFirst } from './settleOldestFirst.js';

/**
 * Settles an invoice with its project's money, then with the customer's credit.
 * @throws DomainError `invoice-not-found`, `document-not-issued`, `project-locked` (conflict), `stale-version`
 */
export async function settleInvoice(
  tx: Tx,
  id: string,
  { actor, ifMatch, ...moment }: { actor: Pick<Actor, 'clearance'>; ifMatch: number | null } & Moment,
): Promise<Settling> {
  const locked = await lockToSettle(tx, 'invoice', id);
  const invoice = assertVisible(actor, locked.invoices.get(id), 'invoice', id);
  assertIssued(invoice);
  checkVersion(ifMatch, invoice.version);
  const { currency, projectId } = invoice;
  assertOpen(
    locked.ledgers.filter((ledger) => ledger.projectId === projectId),
    { settles: true },
  );
  return settleOldestFirst(tx, locked, { currency, projectId, free: true, ...moment });
}
