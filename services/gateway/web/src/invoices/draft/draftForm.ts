import type { Schemas } from '../../api/client.js';
import { isDecimal, plain } from '../../format/decimal.js';
import { priceLines, priceTaxIncluded, type Line, type Priced } from '../pricing.js';

export interface LineValues extends Line {
  key: string;
  priceIncludesTax: boolean;
}

/** Empty texts stand for nothing. */
export interface DraftValues {
  customerId: string;
  currency: string;
  projectId: string;
  milestoneId: string;
  cpoId: string;
  dueDate: string;
  supplyDate: string;
  exemptionReason: string;
  /** The milestone's amount, tax included, that stands in the place of lines. */
  agreed: string;
  /** What a draft says of it; empty: what the API will say. */
  agreedText: string;
  /** The tax that is included in it. */
  taxRate: string;
  lines: LineValues[];
}

/** Nobody's rate is taken for granted: where no earlier invoice says one, it is asked for. */
export const emptyLine = (key: string, taxRate = ''): LineValues => ({
  key,
  description: '',
  quantity: '1',
  unitPrice: '',
  taxRate,
  priceIncludesTax: false,
});

export const emptyDraft: DraftValues = {
  customerId: '',
  currency: 'EUR',
  projectId: '',
  milestoneId: '',
  cpoId: '',
  dueDate: '',
  supplyDate: '',
  exemptionReason: '',
  agreed: '',
  agreedText: '',
  taxRate: '',
  lines: [emptyLine('1')],
};

/** The rate of what is not written yet. */
export const atRate = ({ lines }: Pick<DraftValues, 'lines'>, taxRate = '') => ({
  taxRate,
  ...(isUnwritten(lines) && { lines: lines.map((line) => ({ ...line, taxRate })) }),
});

/** Of the names in `errors` of a refusal, those that the form has a field for. */
export const isDraftField = (name: string): boolean =>
  (name in emptyDraft && !['lines', 'agreed', 'agreedText'].includes(name)) ||
  /^lines\.\d+\.(description|quantity|unitPrice|taxRate)$/.test(name);

/** Whether nothing was written into the lines yet. */
export const isUnwritten = (lines: readonly LineValues[]): boolean =>
  lines.every(({ description, unitPrice }) => !description.trim() && !unitPrice);

export const priceDraft = ({ agreed, taxRate, lines }: DraftValues, scale: number): Priced =>
  agreed ? priceTaxIncluded(agreed, taxRate, scale) : priceLines(lines, scale);

/** Lines of the API, to be changed. */
export const lineValues = (lines: Schemas['Invoice']['lines'] | Schemas['Quote']['lines']): LineValues[] =>
  lines.map(({ no, description, quantity, unitPrice, taxRate, priceIncludesTax = false }) => ({
    key: String(no),
    description,
    quantity,
    unitPrice,
    taxRate,
    priceIncludesTax,
  }));

/** A draft of the API, to be changed. One line of a milestone's amount is shown as that amount. */
export function draftValues(invoice: Schemas['Invoice']): DraftValues {
  const [line, second] = invoice.lines;
  const isAgreed =
    invoice.milestoneId !== null && !second && line?.quantity === '1' && line.priceIncludesTax === true;
  return {
    customerId: invoice.customerId,
    currency: invoice.currency,
    projectId: invoice.projectId ?? '',
    milestoneId: invoice.milestoneId ?? '',
    cpoId: invoice.cpoId ?? '',
    dueDate: invoice.dueDate ?? '',
    supplyDate: invoice.supplyDate ?? '',
    exemptionReason: invoice.exemptionReason ?? '',
    agreed: isAgreed ? line.unitPrice : '',
    agreedText: isAgreed ? line.description : '',
    taxRate: invoice.taxes[0]?.taxRate ?? '0',
    lines: lineValues(invoice.lines),
  };
}

/** As the API takes them. */
export const linesInput = (lines: readonly LineValues[]): Line[] =>
  lines.map(({ description, quantity, unitPrice, taxRate, priceIncludesTax }) => ({
    description,
    quantity,
    unitPrice,
    taxRate: taxRate || '0',
    priceIncludesTax,
  }));

/** The one line that asks for a milestone's amount. */
export const agreedLine = ({ agreed, agreedText, taxRate }: DraftValues): LineValues => ({
  ...emptyLine('1', taxRate),
  description: agreedText,
  unitPrice: agreed,
  priceIncludesTax: true,
});

const orNull = (text: string): string | null => text || null;

/** What the API is asked to draft. @param knowsOrders else the API takes the project's order by itself */
export function draftInput(values: DraftValues, knowsOrders: boolean): Schemas['CreateInvoiceBody'] {
  const { customerId, currency, projectId, milestoneId, cpoId, dueDate, agreed, taxRate, lines } = values;
  const exemptionReason = values.exemptionReason.trim();
  return {
    customerId,
    currency,
    projectId: orNull(projectId),
    milestoneId: orNull(milestoneId),
    ...(knowsOrders && { cpoId: orNull(cpoId) }),
    dueDate: orNull(dueDate),
    ...(values.supplyDate && { supplyDate: values.supplyDate }),
    ...(exemptionReason && { exemptionReason }),
    ...(agreed ? { taxRate: taxRate || '0' } : { lines: linesInput(lines) }),
  };
}

const sameLines = (a: readonly LineValues[], b: readonly LineValues[]): boolean =>
  JSON.stringify(linesInput(a).map(comparable)) === JSON.stringify(linesInput(b).map(comparable));

const comparable = (line: Line): string[] => [
  line.description.trim(),
  ...[line.quantity, line.unitPrice, line.taxRate].map((text) => (isDecimal(text) ? plain(text) : text)),
  String(line.priceIncludesTax),
];

const sameAmounts = (a: DraftValues, b: DraftValues): boolean =>
  a.agreed || b.agreed
    ? a.agreed === b.agreed && a.agreedText === b.agreedText && plain(a.taxRate) === plain(b.taxRate)
    : sameLines(a.lines, b.lines);

const facts = ['dueDate', 'supplyDate', 'exemptionReason'] as const;
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
    ...(values.supplyDate !== base.supplyDate && { supplyDate: orNull(values.supplyDate) }),
    ...(values.exemptionReason.trim() !== base.exemptionReason && {
      exemptionReason: orNull(values.exemptionReason.trim()),
    }),
    ...(!sameAmounts(base, values) &&
      (values.agreed && !values.agreedText
        ? { taxRate: values.taxRate || '0' }
        : { lines: linesInput(values.agreed ? [agreedLine(values)] : values.lines) })),
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
    ...Object.fromEntries(
      facts.map((name) => [name, typed[name] === base[name] ? newer[name] : typed[name]]),
    ),
    agreed: amounts.agreed,
    agreedText: amounts.agreedText,
    taxRate: amounts.taxRate,
    lines: amounts.lines,
  };
}
