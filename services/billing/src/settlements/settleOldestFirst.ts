import type { Settling } from '@closeout/contracts/http/billing';
import { fromMinor } from '@closeout/contracts/money';
import type { Moment, Tx } from '@closeout/service-kit/db';
import { reviewLocked } from '../cpos/draws.js';
import type { Locked } from '../documents/lockDocuments.js';
import { dueOf, isIssued, type IssuedInvoice } from '../invoices/invoice.js';
import { potsOf, sumOf, type Receipt } from '../receipts/receipt.js';
import { spend } from '../receipts/spend.js';
import { planClearing, planSettlement } from './planSettlement.js';

export interface SettlingScope extends Moment {
  currency: string;
  /** Whose tied money is spent; null: none. */
  projectId: string | null;
  /** Whether the customer's credit is spent too; `sparingly`: only on what the projects' own money does not cover. */
  free: boolean | 'sparingly';
  /** Only this receipt is spent. The others that are held are there for what they can settle, which it leaves to them. */
  receiptId?: string;
}

/** Settles what is held with the money that is held, the oldest first; nothing where there is nothing of either. */
export async function settleOldestFirst(
  tx: Tx,
  locked: Locked,
  { currency, projectId, free, receiptId, ...moment }: SettlingScope,
): Promise<Settling> {
  const { receipts, invoices } = locked;
  const debts = () =>
    [...invoices.values()].filter(isIssued).map((invoice) => ({
      invoiceId: invoice.id,
      projectId: invoice.projectId,
      milestoneId: invoice.milestoneId,
      dueMinor: dueOf(invoice),
      invoice,
    }));
  const money = () =>
    [...receipts.values()]
      .filter(({ status }) => status === 'ISSUED')
      .map((receipt) => {
        const { tiedMinor, freeMinor } = potsOf(receipt);
        return {
          receiptId: receipt.id,
          projectId: receipt.projectId,
          milestoneId: receipt.milestoneId,
          tiedMinor,
          freeMinor: free === false ? 0n : freeMinor,
          receipt,
        };
      });
  const sides = [
    money().sort((a, b) => byDay(dayOfReceipt(a.receipt), dayOfReceipt(b.receipt))),
    debts().sort((a, b) => byDay(dayOfInvoice(a.invoice), dayOfInvoice(b.invoice))),
  ] as const;
  const settled = free === 'sparingly' ? planClearing(...sides).settled : planSettlement(...sides);
  const isSpent = (receipt: Pick<Receipt, 'id'>): boolean =>
    receiptId === undefined || receipt.id === receiptId;
  const plan = settled.filter((step) => isSpent({ id: step.receiptId }));

  const show = (minor: bigint): string => fromMinor(minor, currency);
  const allocations: Settling['allocations'] = [];
  for (const step of plan) {
    const { receiptId, invoiceId, amountMinor } = step;
    const id = await spend(tx, locked, step, moment);
    const receiptNumber = receipts.get(receiptId)?.number ?? '';
    const invoiceNumber = invoices.get(invoiceId)?.number ?? '';
    allocations.push({ id, receiptId, receiptNumber, invoiceId, invoiceNumber, amount: show(amountMinor) });
  }
  await reviewLocked(tx, locked.cpos, moment.now);
  return {
    currency,
    allocations,
    settled: show(sumOf(plan)),
    due: show(debts().reduce((sum, { dueMinor }) => sum + dueMinor, 0n)),
    left: show(
      money()
        .filter(({ receipt }) => isSpent(receipt))
        .reduce(
          (sum, each) => sum + each.freeMinor + (each.projectId === projectId ? each.tiedMinor : 0n),
          0n,
        ),
    ),
  };
}

const dayOfReceipt = ({ paymentDate, id }: Receipt): string => `${paymentDate} ${id}`;
const dayOfInvoice = ({ issueDate, id }: IssuedInvoice): string => `${issueDate} ${id}`;
const byDay = (a: string, b: string): number => (a < b ? -1 : 1);
