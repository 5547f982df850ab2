import type { Schemas } from '../../api/client.js';
import { ProblemError, type Problem } from '../../api/problem.js';
import { compare, isDecimal, subtract, sum } from '../../format/decimal.js';
import type { OpenInvoice, Receipt } from '../receiptQueries.js';

/** Amounts by the id of the invoice that they settle. */
export type Amounts = Record<string, string>;

/** Empty texts stand for nothing. */
export interface ReceiptValues {
  customerId: string;
  projectId: string;
  milestoneId: string;
  currency: string;
  amount: string;
  paymentDate: string;
  method: string;
  reference: string;
  allocations: Amounts;
}

export const emptyReceipt: ReceiptValues = {
  customerId: '',
  projectId: '',
  milestoneId: '',
  currency: 'EUR',
  amount: '',
  paymentDate: '',
  method: '',
  reference: '',
  allocations: {},
};

/** Of the names in `errors` of a refusal, those that the form has a field for. */
export const isReceiptField = (name: string): boolean =>
  (name in emptyReceipt && name !== 'allocations') || /^allocations\.[0-9a-f-]{36}$/.test(name);

type Subject = Pick<ReceiptValues, 'currency' | 'projectId' | 'milestoneId'>;

/**
 * Whether a payment for that can settle the invoice: one for a project, only invoices of that project; one for a milestone, only such
 * of that milestone or of the project as a whole.
 */
export const settles =
  ({ currency, projectId, milestoneId }: Subject) =>
  (invoice: Pick<OpenInvoice, 'currency' | 'projectId' | 'milestoneId'>): boolean =>
    invoice.currency === currency &&
    (!projectId || invoice.projectId === projectId) &&
    (!milestoneId || !invoice.milestoneId || invoice.milestoneId === milestoneId);

const isSome = (amount: string | undefined): amount is string =>
  amount !== undefined && isDecimal(amount) && compare(amount, '0') > 0;

/** How much of an amount is used by the invoices that are shown, and how much is left of it; null while it is none. */
export function usedOf(amount: string, allocations: Amounts, invoices: readonly Pick<OpenInvoice, 'id'>[]) {
  const used = sum(invoices.map(({ id }) => allocations[id]).filter(isSome));
  if (!isDecimal(amount)) return { used, left: null };
  return { used, left: subtract(amount, used) };
}

/** Settles one invoice after the other, in the order given, as far as the amount goes. */
export function fill(amount: string, invoices: readonly Pick<OpenInvoice, 'id' | 'totals'>[]): Amounts {
  let left = isDecimal(amount) ? amount : '0';
  const filled: Amounts = {};
  for (const { id, totals } of invoices) {
    if (compare(left, '0') <= 0) break;
    filled[id] = compare(left, totals.due) < 0 ? left : totals.due;
    left = subtract(left, filled[id]);
  }
  return filled;
}

/** Invoices of which more is to be settled than is due. */
export const exceeding = (
  allocations: Amounts,
  invoices: readonly Pick<OpenInvoice, 'id' | 'totals'>[],
): string[] =>
  invoices
    .filter(({ id, totals }) => isSome(allocations[id]) && compare(allocations[id], totals.due) > 0)
    .map(({ id }) => id);

/** What is asked for: what is no amount is sent as it is, for the API to say so at its field. */
export const allocationsInput = (
  allocations: Amounts,
  invoices: readonly Pick<OpenInvoice, 'id'>[],
): { invoiceId: string; amount: string }[] =>
  invoices.flatMap(({ id }) => {
    const amount = allocations[id]?.trim() ?? '';
    return amount === '' || (isDecimal(amount) && compare(amount, '0') === 0)
      ? []
      : [{ invoiceId: id, amount }];
  });

const orNull = (text: string): string | null => text.trim() || null;

export function receiptInput(
  values: ReceiptValues,
  invoices: readonly Pick<OpenInvoice, 'id'>[],
): Schemas['CreateReceiptBody'] {
  const { customerId, currency, amount, paymentDate } = values;
  return {
    customerId,
    currency,
    amount,
    paymentDate,
    projectId: orNull(values.projectId),
    milestoneId: orNull(values.milestoneId),
    method: orNull(values.method),
    reference: orNull(values.reference),
    allocations: allocationsInput(values.allocations, invoices),
  };
}

/** A draft of the API, to be changed. */
export const receiptValues = (receipt: Receipt): ReceiptValues => ({
  customerId: receipt.customerId,
  projectId: receipt.projectId ?? '',
  milestoneId: receipt.milestoneId ?? '',
  currency: receipt.currency,
  amount: receipt.amount,
  paymentDate: receipt.paymentDate,
  method: receipt.method ?? '',
  reference: receipt.reference ?? '',
  allocations: Object.fromEntries(receipt.allocations.map(({ invoiceId, amount }) => [invoiceId, amount])),
});

/**
 * A refusal with its errors at the form's own fields: the API counts allocations, the form knows them by their invoice; and what is
 * too much is told by code, not by place.
 */
export function atFields(error: Error, sent: readonly { invoiceId: string }[]): Error {
  if (!(error instanceof ProblemError)) return error;
  const { problem } = error;
  const errors = (problem.errors ?? []).map((each) => {
    const [, index] = /^\/allocations\/(\d+)/.exec(each.pointer) ?? [];
    const invoiceId = index === undefined ? undefined : sent[Number(index)]?.invoiceId;
    return invoiceId ? { ...each, pointer: `/allocations/${invoiceId}` } : each;
  });
  const place = placeOf(problem, sent);
  if (place) errors.push({ pointer: place, code: problem.code, detail: problem.detail });
  return new ProblemError({ ...problem, errors });
}

function placeOf({ code, invoiceId }: Problem, sent: readonly { invoiceId: string }[]): string | null {
  if (code === 'allocation-exceeds-receipt') return '/amount';
  return sent.some((each) => each.invoiceId === invoiceId) ? `/allocations/${String(invoiceId)}` : null;
}
