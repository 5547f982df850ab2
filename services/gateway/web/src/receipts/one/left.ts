import { add, compare, isDecimal, subtract } from '../../format/decimal.js';
import { settles, usedOf, type Amounts } from '../draft/receiptForm.js';
import type { OpenInvoice, Receipt } from '../receiptQueries.js';

/** What is left of a receipt: for the project that it names, and as the customer's credit. */
type Money = Pick<Receipt, 'currency' | 'projectId' | 'milestoneId' | 'tied' | 'free'>;
type Settled = Pick<OpenInvoice, 'id' | 'currency' | 'projectId' | 'milestoneId' | 'totals'>;

/** Whether what is left for the project settles the invoice; the customer's credit settles any. */
export const isMeantFor = ({ currency, projectId, milestoneId }: Money) =>
  settles({ currency, projectId: projectId ?? '', milestoneId: milestoneId ?? '' });

const least = (a: string, b: string): string => (compare(a, b) < 0 ? a : b);

/**
 * What is left once that is allocated: an invoice that the money is meant for takes of what is left for the project first, any other
 * of the customer's credit alone.
 * @returns `short`: what the credit lacks, to be moved there from the project first
 */
export function leftAfter(receipt: Money, allocations: Amounts, invoices: readonly Settled[]) {
  const meant = isMeantFor(receipt);
  const used = (these: readonly Settled[]) => usedOf('', allocations, these).used;
  const own = used(invoices.filter(meant));
  const others = used(invoices.filter((invoice) => !meant(invoice)));
  const fromTied = least(own, receipt.tied);
  const credit = subtract(receipt.free, others);
  return {
    tied: subtract(receipt.tied, fromTied),
    free: subtract(credit, subtract(own, fromTied)),
    short: compare(credit, '0') < 0 ? subtract('0', credit) : '0',
  };
}

/** Settles one invoice after the other, in the order given, with the money that may settle it. */
export function fillWithLeft(receipt: Money, invoices: readonly Settled[]): Amounts {
  const meant = isMeantFor(receipt);
  let { tied, free } = receipt;
  const filled: Amounts = {};
  for (const invoice of invoices) {
    const own = meant(invoice);
    const amount = least(invoice.totals.due, own ? add(tied, free) : free);
    if (compare(amount, '0') <= 0) continue;
    filled[invoice.id] = amount;
    const fromTied = own ? least(amount, tied) : '0';
    tied = subtract(tied, fromTied);
    free = subtract(free, subtract(amount, fromTied));
  }
  return filled;
}

/** What is still due of an invoice then; null while no amount was typed. */
export const dueAfter = ({ totals }: Settled, amount: string): string | null =>
  isDecimal(amount) ? subtract(totals.due, amount) : null;
