import type { Minor } from '@closeout/contracts/money';

/** What is left of an issued receipt: for its project (and milestone, if it names one), and as the customer's credit. */
export interface Money {
  receiptId: string;
  /** What its tied money is tied to; null where it has none. */
  projectId: string | null;
  milestoneId: string | null;
  tiedMinor: Minor;
  freeMinor: Minor;
}

/** What is due of an issued invoice. */
export interface Debt {
  invoiceId: string;
  projectId: string | null;
  milestoneId: string | null;
  dueMinor: Minor;
}

export interface Settled {
  receiptId: string;
  invoiceId: string;
  amountMinor: Minor;
  /** What of it is the customer's credit. */
  fromFreeMinor: Minor;
}

export interface Clearing {
  /** What settles at once. */
  settled: Settled[];
  /** What could settle once it is released to the customer's credit: the project's own money, tied to other milestones. */
  released: Settled[];
}

/**
 * Settles as much as can be settled, the oldest first: money of a milestone first the invoices of that milestone, then such of the
 * project as a whole; then money of the project as a whole whatever is due; then the customer's credit. In this order no money
 * is spent where only other money could have been.
 * @param money the oldest first
 * @param debts the oldest first
 */
export const planSettlement = (money: readonly Money[], debts: readonly Debt[]): Settled[] =>
  plan(money, debts, { spares: false }).settled;

/**
 * The same for projects as a whole, whose money counts for them whether it settles an invoice or not: the customer's credit settles
 * only what all of a project's own money does not cover. So nothing that is settled parts sums that agree.
 */
export const planClearing = (money: readonly Money[], debts: readonly Debt[]): Clearing =>
  plan(money, debts, { spares: true });

function plan(money: readonly Money[], debts: readonly Debt[], { spares }: { spares: boolean }): Clearing {
  const due = new Map(debts.map(({ invoiceId, dueMinor }) => [invoiceId, dueMinor]));
  const settled = new Map<string, Settled>();
  const released = new Map<string, Settled>();
  const pay = (
    into: Map<string, Settled>,
    pot: 'tiedMinor' | 'freeMinor',
    isFor: (receipt: Money, invoice: Debt) => boolean,
  ) => {
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
        const before = into.get(key) ?? { amountMinor: 0n, fromFreeMinor: 0n };
        into.set(key, {
          ...{ receiptId, invoiceId },
          amountMinor: before.amountMinor + amountMinor,
          fromFreeMinor: before.fromFreeMinor + (pot === 'freeMinor' ? amountMinor : 0n),
        });
      }
    }
  };
  const left = money.map((each) => ({ ...each }));
  const ofMilestone = ({ milestoneId }: Money): boolean => milestoneId !== null;
  const ofProject = (a: Money, b: Debt): boolean => a.projectId !== null && a.projectId === b.projectId;
  pay(settled, 'tiedMinor', (a, b) => ofProject(a, b) && ofMilestone(a) && a.milestoneId === b.milestoneId);
  pay(settled, 'tiedMinor', (a, b) => ofProject(a, b) && ofMilestone(a) && b.milestoneId === null);
  pay(settled, 'tiedMinor', (a, b) => ofProject(a, b) && !ofMilestone(a));
  if (spares) pay(released, 'tiedMinor', ofProject);
  pay(settled, 'freeMinor', () => true);
  return { settled: [...settled.values()], released: [...released.values()] };
}
