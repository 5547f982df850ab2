import type { Schemas } from '../../api/client.js';
import {
  emptyLine,
  isUnwritten,
  linesInput,
  lineValues,
  type LineValues,
} from '../../invoices/draft/draftForm.js';
import type { NodeValues } from '../budgetNodes.js';
import type { Quote } from '../quoteQueries.js';

/** Empty texts stand for nothing. */
export interface QuoteValues {
  customerId: string;
  title: string;
  currency: string;
  projectManagerId: string;
  legalEntityId: string;
  lines: LineValues[];
  budgetNodes: NodeValues[];
}

export const emptyQuote = (customerId: string): QuoteValues => ({
  customerId,
  title: '',
  currency: 'EUR',
  projectManagerId: '',
  legalEntityId: '',
  lines: [emptyLine('1')],
  budgetNodes: [],
});

/** Whether there is something that would be missed. */
export const isTyped = ({ title, lines, budgetNodes }: QuoteValues): boolean =>
  title.trim() !== '' || !isUnwritten(lines) || budgetNodes.length > 0;

/** Of the names in `errors` of a refusal, those that the form has a field for. */
export const isQuoteField = (name: string): boolean =>
  ['customerId', 'title', 'currency', 'projectManagerId', 'legalEntityId', 'budgetNodes'].includes(name) ||
  /^lines\.\d+\.(description|quantity|unitPrice|taxRate)$/.test(name) ||
  /^budgetNodes\.\d+\.(code|name|amount)$/.test(name);

export const valuesOf = (quote: Quote): QuoteValues => ({
  customerId: quote.customerId,
  title: quote.title,
  currency: quote.currency,
  projectManagerId: quote.projectManagerId ?? '',
  legalEntityId: quote.legalEntityId ?? '',
  lines: lineValues(quote.lines),
  budgetNodes: quote.budgetNodes.map(({ code, parent, name, amount }) => ({
    key: code,
    code,
    parent: parent ?? '',
    name,
    amount,
  })),
});

export const quoteInput = (values: QuoteValues): Schemas['CreateQuoteBody'] => ({
  customerId: values.customerId,
  title: values.title,
  currency: values.currency,
  projectManagerId: values.projectManagerId || null,
  legalEntityId: values.legalEntityId.trim() || null,
  lines: linesInput(values.lines),
  budgetNodes: values.budgetNodes.map(({ code, parent, name, amount }) => ({
    code: code.trim(),
    parent: parent.trim() || null,
    name,
    amount: amount || '0',
  })),
});

/** Only what differs: what a colleague changed meanwhile elsewhere is not written back. */
export function quotePatch(before: QuoteValues, values: QuoteValues): Schemas['UpdateQuoteBody'] {
  const [old, wanted] = [quoteInput(before), quoteInput(values)];
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name as keyof typeof old]),
    ),
  );
}
