import type { Schemas } from '../api/client.js';
import { add, compare } from '../format/decimal.js';

type Invoice = Pick<Schemas['Invoice'], 'projectId' | 'milestoneId' | 'currency' | 'totals'>;
type Receipt = Pick<Schemas['ReceiptSummary'], 'projectId' | 'milestoneId' | 'currency' | 'tied' | 'free'>;

/** How much of an invoice can be settled with what is left of receipts: its project's (and milestone's) money, and the customer's credit. */
export function moneyFor(invoice: Invoice, receipts: readonly Receipt[]): string {
  const { projectId, milestoneId, currency, totals } = invoice;
  const isFor = (receipt: Receipt) =>
    projectId !== null &&
    receipt.projectId === projectId &&
    (!receipt.milestoneId || !milestoneId || receipt.milestoneId === milestoneId);
  const money = receipts
    .filter((receipt) => receipt.currency === currency)
    .reduce((sum, receipt) => add(sum, isFor(receipt) ? add(receipt.tied, receipt.free) : receipt.free), '0');
  return compare(money, totals.due) < 0 ? money : totals.due;
}
