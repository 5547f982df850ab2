import type { Schemas } from '../../api/client.js';
import { compare, isDecimal, plain } from '../../format/decimal.js';
import { priceLines, priceTaxIncluded, type Line, type Priced } from '../pricing.js';

export interface LineValues extends Line {
  key: string;
}

/** Empty texts stand for nothing. */
export interface DraftValues {
  customerId: string;
  currency: string;
  projectId: string;
  milestoneId: string;
  cpoId: string;
  dueDate: string;
  /** The milestone's amount, tax included, that stands in the place of lines. */
  agreed: string;
  /** The tax that is included in it. */
  taxRate: string;
  lines: LineValues[];
}

export const emptyLine = (key: string, taxRate = '0'): LineValues => ({
  key,
  description: '',
  quantity: '1',
  unitPrice: '',
  taxRate,
});

export const emptyDraft: DraftValues = {
  customerId: '',
  currency: 'EUR',
  projectId: '',
  milestoneId: '',
  cpoId: '',
  dueDate: '',
  agreed: '',
  taxRate: '0',
  lines: [emptyLine('1')],
};

/** The rate of what is not written yet. */
export const atRate = ({ lines }: Pick<DraftValues, 'lines'>, taxRate = '0') => ({
  taxRate,
  ...(isUnwritten(lines) && { lines: lines.map((line) => ({ ...line, taxRate })) }),
});

/** Of the names in `errors` of a refusal, those that the form has a field for. */
export const isDraftField = (name: string): boolean =>
  (name in emptyDraft && name !== 'lines' && name !== 'agreed') ||
  /^lines\.\d+\.(description|quantity|unitPrice|taxRate)$/.test(name);

/** Whether nothing was written into the lines yet. */
export const isUnwritten = (lines: readonly LineValues[]): boolean =>
  lines.every(({ description, unitPrice }) => !description.trim() && !unitPrice);

export const priceDraft = ({ agreed, taxRate, lines }: DraftValues, scale: number): Priced =>
  agreed ? priceTaxIncluded(agreed, taxRate, scale) : priceLines(lines, scale);

/** A draft of the API, to be changed. One line that only a milestone's amount can have made is shown as that amount. */
export function draftValues(invoice: Schemas['Invoice'], scale: number): DraftValues {
  const { lines, totals, taxes } = invoice;
  const taxRate = taxes[0]?.taxRate ?? '0';
  const included = priceTaxIncluded(totals.gross, taxRate, scale);
  const isAgreed =
    invoice.milestoneId !== null &&
    lines.length === 1 &&
    lines[0]?.quantity === '1' &&
    compare(included.tax, totals.tax) === 0;
  return {
    customerId: invoice.customerId,
    currency: invoice.currency,
    projectId: invoice.projectId ?? '',
    milestoneId: invoice.milestoneId ?? '',
    cpoId: invoice.cpoId ?? '',
    dueDate: invoice.dueDate ?? '',
    agreed: isAgreed ? totals.gross : '',
    taxRate,
    lines: lines.map(({ no, description, quantity, unitPrice, taxRate: rate }) => ({
      key: String(no),
      description,
      quantity,
      unitPrice,
      taxRate: rate,
    })),
  };
}

const linesInput = (lines: readonly LineValues[]): Line[] =>
  lines.map(({ description, quantity, unitPrice, taxRate }) => ({
    description,
    quantity,
    unitPrice,
    taxRate: taxRate || '0',
  }));

const orNull = (text: string): string | null => text || null;

/** What the API is asked to draft. @param knowsOrders else the API takes the project's order by itself */
export function draftInput(values: DraftValues, knowsOrders: boolean): Schemas['CreateInvoiceBody'] {
  const { customerId, currency, projectId, milestoneId, cpoId, dueDate, agreed, taxRate, lines } = values;
  return {
    customerId,
    currency,
    projectId: orNull(projectId),
    milestoneId: orNull(milestoneId),
    ...(knowsOrders && { cpoId: orNull(cpoId) }),
    dueDate: orNull(dueDate),
    ...(agreed ? { taxRate: taxRate || '0' } : { lines: linesInput(lines) }),
  };
}

const sameLines = (a: readonly LineValues[], b: readonly LineValues[]): boolean =>
  JSON.stringify(linesInput(a).map(comparable)) === JSON.stringify(linesInput(b).map(comparable));

const comparable = (line: Line): string[] => [
  line.description.trim(),
  ...[line.quantity, line.unitPrice, line.taxRate].map((text) => (isDecimal(text) ? plain(text) : text)),
];

const sameAmounts = (a: DraftValues, b: DraftValues): boolean =>
  a.agreed || b.agreed
    ? a.agreed === b.agreed && plain(a.taxRate) === plain(b.taxRate)
    : sameLines(a.lines, b.lines);

const places = ['customerId', 'currency', 'projectId', 'milestoneId', 'cpoId'] as const;

/** What has to be sent to make `base` into `values`; null when that is nothing. */
export function draftPatch(base: DraftValues, values: DraftValues): Schemas['UpdateInvoiceBody'] | null {
  const { customerId, currency, projectId, milestoneId, cpoId, dueDate } = values;
  const moved = places.some((name) => values[name] !== base[name]);
  const patch: Schemas['UpdateInvoiceBody'] = {
    // All of them: the API takes a project without a milestone as a farewell to the milestone.
    ...(moved && {
      customerId,
      currency,
      projectId: orNull(projectId),
      milestoneId: orNull(milestoneId),
      cpoId: orNull(cpoId),
    }),
    ...(dueDate !== base.dueDate && { dueDate: orNull(dueDate) }),
    ...(!sameAmounts(base, values) &&
      (values.agreed ? { taxRate: values.taxRate || '0' } : { lines: linesInput(values.lines) })),
  };
  return Object.keys(patch).length > 0 ? patch : null;
}

/**
 * A colleague saved `newer` while `typed` was made of `base`: what was typed stays, and everything else is the colleague's. What
 * belongs together (whom it is for, what it amounts to) is not mixed.
 */
export function mergeDraft(base: DraftValues, typed: DraftValues, newer: DraftValues): DraftValues {
  const mine = places.some((name) => typed[name] !== base[name]);
  const amounts = sameAmounts(base, typed) ? newer : typed;
  const place = mine ? typed : newer;
  return {
    ...newer,
    ...Object.fromEntries(places.map((name) => [name, place[name]])),
    dueDate: typed.dueDate === base.dueDate ? newer.dueDate : typed.dueDate,
    agreed: amounts.agreed,
    taxRate: amounts.taxRate,
    lines: amounts.lines,
  };
}
