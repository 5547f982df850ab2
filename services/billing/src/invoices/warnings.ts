import type { Warning } from '@closeout/contracts/http';
import { fromMinor, type Minor } from '@closeout/contracts/money';
import type { Invoice } from './invoice.js';

/** What is known of the milestone that a draft is for. */
export interface AskedMilestone {
  id: string;
  label: string;
  removed: boolean;
  expectedMinor: Minor;
  /** By other invoices that were issued, less what was credited of them. */
  invoicedMinor: Minor;
}

/** More than is left of the order that it draws on: it may be, and the order will have a mismatch. */
export function orderWarnings(
  { currency, grossMinor }: Pick<Invoice, 'currency' | 'grossMinor'>,
  { id, number, leftMinor }: { id: string; number: string; leftMinor: Minor },
): Warning[] {
  if (grossMinor <= leftMinor) return [];
  const [expected, actual] = [leftMinor > 0n ? leftMinor : 0n, grossMinor].map((minor) =>
    fromMinor(minor, currency),
  );
  const detail = `${expected} is left of order ${number}, and the invoice asks for ${actual}.`;
  return [{ code: 'exceeds-order', detail, expected, actual, recordId: id, recordNumber: number }];
}

/** Several orders of its project could be meant, and the draft names none. @param orders those that can be invoiced */
export function orderNotNamed(orders: readonly { id: string; number: string }[]): Warning[] {
  if (orders.length < 2) return [];
  const numbers = orders.map(({ number }) => number).join(', ');
  const detail = `The project has several orders (${numbers}), and the invoice names none: it is spread over them, the oldest first.`;
  const candidates = orders.map(({ id, number }) => ({ id, number }));
  return [{ code: 'order-not-named', detail, candidates }];
}

/** What should be looked at before a draft is issued: it asks for another amount than the milestone expects, or its milestone is gone. */
export function milestoneWarnings(
  draft: Pick<Invoice, 'currency' | 'grossMinor'>,
  { id, label, removed, expectedMinor, invoicedMinor }: AskedMilestone,
): Warning[] {
  if (removed) {
    const detail = `“${label}” was taken out of the project; issuing this invoice brings it back.`;
    return [{ code: 'milestone-removed', detail, recordId: id }];
  }
  const leftMinor = expectedMinor > invoicedMinor ? expectedMinor - invoicedMinor : 0n;
  if (leftMinor === draft.grossMinor) return [];
  const money = (minor: Minor): string => fromMinor(minor, draft.currency);
  const [expected, actual] = [money(leftMinor), money(draft.grossMinor)];
  const invoiced = invoicedMinor > 0n ? ` of which ${money(invoicedMinor)} is invoiced already,` : '';
  return [
    {
      code: 'differs-from-milestone',
      detail: `“${label}” expects ${money(expectedMinor)},${invoiced} and the draft asks for ${actual}.`,
      expected,
      actual,
      recordId: id,
    },
  ];
}
