import type { Minor } from '@closeout/contracts';

/** What is left of an issued receipt: for its project (and milestone, if it names one), and as the customer's credit. */
export interface Money {
  receiptId: string;
  milestoneId: string | null;
  tiedMinor: Minor;
  freeMinor: Minor;
}

/** What is due of an issued invoice. */
export interface Debt {
  invoiceId: string;
  /** Whether it is of the project that the receipts name: only then their tied money settles it. */
  ofProject: boolean;
  milestoneId: string | null;
  dueMinor: Minor;
}

export interface Settled {
  receiptId: string;
  invoiceId: string;
  amountMinor: Minor;
}

/**
 * Settles as much as can be settled, the oldest first: money of a milestone first the invoices of that milestone, then such of the
 * project as a whole; then money of the project as a whole whatever is due; then the customer's credit. In this order no money
 * is spent where only other money could have been.
 * @param money the oldest first
 * @param debts the oldest first
 */
export function planSettlement(money: readonly Money[], debts: readonly Debt[]): Settled[] {
  const due = new Map(debts.map(({ invoiceId, dueMinor }) => [invoiceId, dueMinor]));
  const settled = new Map<string, Settled>();
  const pay = (pot: 'tiedMinor' | 'freeMinor', isFor: (receipt: Money, invoice: Debt) => boolean) => {
    for (const receipt of left) {
      for (const debt of debts) {
        const owed = due.get(debt.invoiceId) ?? 0n;
        const amountMinor = owed < receipt[pot] ? owed : receipt[pot];
        if (amountMinor <= 0n || !isFor(receipt, debt)) continue;
        receipt[pot] -= amountMinor;
        due.set(debt.invoiceId, owed - amountMinor);
        const { receiptId } = receipt;
        const { invoiceId } = debt;
        const key = `${receiptId} ${invoiceId}`;
        const before = settled.get(key)?.amountMinor ?? 0n;
        settled.set(key, { receiptId, invoiceId, amountMinor: before + amountMinor });
      }
    }
  };
  const left = money.map((each) => ({ ...each }));
  const ofMilestone = ({ milestoneId }: Money): boolean => milestoneId !== null;
  pay('tiedMinor', (a, b) => b.ofProject && ofMilestone(a) && a.milestoneId === b.milestoneId);
  pay('tiedMinor', (a, b) => b.ofProject && ofMilestone(a) && b.milestoneId === null);
  pay('tiedMinor', (a, b) => b.ofProject && !ofMilestone(a));
  pay('freeMinor', () => true);
  return [...settled.values()];
}
