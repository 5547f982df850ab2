import { compare, subtract } from '../format/decimal.js';
import type { Order, OrderVersion } from './orderQueries.js';

type Drawdown = Order['drawdown'];

/** Whether finalizing would find no mismatch. Where a project was collected without one invoice, only what was received counts. */
export function agrees({ ordered, invoiced, received }: Drawdown): boolean {
  if (compare(ordered, received) !== 0) return false;
  return compare(invoiced, ordered) === 0 || compare(invoiced, '0') === 0;
}

/** What finalizing would find: ordered less invoiced; less received where that is what differs. */
export function differenceOf({ ordered, invoiced, received }: Drawdown): string {
  const byInvoices = subtract(ordered, invoiced);
  const withoutInvoices = compare(invoiced, '0') === 0 && compare(received, '0') !== 0;
  return withoutInvoices || compare(byInvoices, '0') === 0 ? subtract(ordered, received) : byInvoices;
}

export const waitingVersion = ({ versions }: Pick<Order, 'versions'>): OrderVersion | undefined =>
  versions.find(({ status }) => status === 'DIRECTION_PENDING');

/** The last version that was approved: it counts. */
export const countingVersion = ({ versions }: Pick<Order, 'versions'>): OrderVersion | undefined =>
  versions.findLast(({ status }) => status === 'APPROVED');

/** The two versions that are looked at side by side: those asked for (`1-3`), or the latest and what it is to replace. */
export function comparedVersions(
  order: Pick<Order, 'versions'>,
  asked: string | null,
): { from: number; to: number } {
  const numbers = order.versions.map(({ no }) => no);
  const [from = 0, to = 0] = (asked ?? '').split('-').map(Number);
  if (numbers.includes(from) && numbers.includes(to)) return { from, to };
  const last = numbers.at(-1) ?? 1;
  const before = order.versions.findLast(({ no, status }) => no < last && status === 'APPROVED')?.no;
  return { from: before ?? last, to: last };
}

export const isZero = (amount: string): boolean => compare(amount, '0') === 0;
