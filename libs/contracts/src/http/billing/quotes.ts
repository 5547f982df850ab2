import { z } from 'zod';
import { Warning } from '../warning.js';
import { AmountInput, Currency, Id, Instant, lineOfText, page, PageQuery } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { QuoteState } from '../../events/billing.js';
import { Cpo, CpoNumber } from './cpo.js';
import {
  ChangedLineInput,
  IdParams,
  InvoiceLineInput,
  maxLinesBytes,
  PositiveAmountInput,
  ProjectName,
} from './documents.js';
import { OptionalReason } from './reasons.js';
import { quoteStatuses } from '../../vocabulary.js';
import { limits } from '../../limits.js';

export const QuoteStatus = z.enum(quoteStatuses);

const BudgetNodeInput = z.strictObject({
  code: lineOfText(limits.budgetNode.code).meta({
    description: 'Unique within the quote',
    examples: ['1.2'],
  }),
  parent: lineOfText(limits.budgetNode.code)
    .nullable()
    .default(null)
    .meta({ description: 'Code of the node that it belongs to, which comes before it' }),
  name: lineOfText(limits.budgetNode.name),
  amount: AmountInput.refine((value) => !value.startsWith('-'), 'expected an amount of zero or more'),
});

const fields = {
  customerId: Id,
  title: lineOfText(limits.quote.title),
  currency: Currency,
  lines: z.array(InvoiceLineInput).min(1).max(limits.document.lines),
  budgetNodes: z.array(BudgetNodeInput).max(limits.quote.budgetNodes),
  projectManagerId: Id.nullable().meta({ description: 'Who is to manage the project that it becomes' }),
  legalEntityId: lineOfText(limits.quote.legalEntityId)
    .nullable()
    .meta({ description: 'The company that the project will belong to' }),
};

export const CreateQuoteBody = z.strictObject({
  ...fields,
  budgetNodes: fields.budgetNodes.default([]),
  projectManagerId: fields.projectManagerId.default(null),
  legalEntityId: fields.legalEntityId.default(null),
});

export const UpdateQuoteBody = z
  .strictObject({ ...fields, lines: z.array(ChangedLineInput).min(1).max(limits.document.lines) })
  .partial()
  .refine((body) => Object.keys(body).length > 0, 'expected at least one field to change');

/** What is offered to a customer, and the budget of the project that it may become. */
export const Quote = QuoteState.extend({
  number: z.string().nullable().meta({ description: 'null while a draft' }),
  status: QuoteStatus,
  project: ProjectName.nullable(),
  cpoNumber: z.string().nullable(),
  declinedAt: Instant.nullable(),
  declineReason: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Quote = z.infer<typeof Quote>;
/** With what of its budget the project did not take. */
export const LinkedQuote = Quote.extend({ warnings: z.array(Warning).optional() });
export type LinkedQuote = z.infer<typeof LinkedQuote>;
export const QuoteSummary = Quote.omit({ lines: true, budgetNodes: true });

const common = { service: 'billing', tag: 'Quotes', access: { permission: 'quotes.manage' } } as const;
const read = { ...common, access: { anyOf: ['quotes.view', 'quotes.manage'] } } as const;
const action = { ...common, method: 'post', params: IdParams, status: 200, answer: Quote } as const;
const stateErrors = ['quote-not-found', 'transition-not-allowed', 'stale-version'] as const;
const contentErrors = [
  'customer-unknown',
  'amount-scale',
  'amount-too-large',
  'budget-node-repeated',
  'budget-node-parent-unknown',
  'budget-exceeds-quote',
  'budget-too-deep',
] as const;

export const createQuote = defineOperation({
  ...common,
  id: 'createQuote',
  record: 'quote',
  method: 'post',
  path: '/quotes',
  summary: 'Draft a quote',
  description:
    'The budget nodes become those of the project. What its top nodes add up to is at most the quote’s gross.',
  body: CreateQuoteBody,
  maxBodyBytes: maxLinesBytes,
  status: 201,
  answer: Quote,
  errors: contentErrors,
  examples: [
    {
      summary: 'One line, one budget node with a part of it below',
      request: {
        customerId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b21',
        title: 'System Implementation',
        currency: 'EUR',
        lines: [{ description: 'Implementation', quantity: '1', unitPrice: '8000.00' }],
        budgetNodes: [
          { code: '1', name: 'Installation', amount: '8000.00' },
          { code: '1.1', parent: '1', name: 'Cabling', amount: '1500.00' },
        ],
      },
    },
  ],
});

export const getQuote = defineOperation({
  ...read,
  id: 'getQuote',
  method: 'get',
  path: '/quotes/{id}',
  summary: 'One quote',
  params: IdParams,
  status: 200,
  answer: Quote,
  errors: ['quote-not-found'],
});

export const listQuotes = defineOperation({
  ...read,
  id: 'listQuotes',
  method: 'get',
  path: '/quotes',
  summary: 'Search and list quotes, the newest first',
  description:
    '`q` finds a part of number or title, and of the customer’s name, e-mail, phone or VAT number.',
  query: PageQuery.extend({ status: QuoteStatus.optional(), customerId: Id.optional() }),
  status: 200,
  answer: page(QuoteSummary),
  errors: ['bad-cursor'],
});

export const updateQuote = defineOperation({
  ...common,
  id: 'updateQuote',
  record: 'quote',
  method: 'patch',
  path: '/quotes/{id}',
  summary: 'Change a draft',
  params: IdParams,
  body: UpdateQuoteBody,
  maxBodyBytes: maxLinesBytes,
  status: 200,
  answer: Quote,
  errors: ['quote-not-found', 'quote-sent', 'stale-version', ...contentErrors],
});

export const deleteQuote = defineOperation({
  ...common,
  id: 'deleteQuote',
  record: 'quote',
  method: 'delete',
  path: '/quotes/{id}',
  summary: 'Throw a draft away',
  params: IdParams,
  status: 204,
  errors: ['quote-not-found', 'quote-sent', 'stale-version'],
});

export const sendQuote = defineOperation({
  ...action,
  id: 'sendQuote',
  record: 'quote',
  path: '/quotes/{id}/send',
  summary: 'The quote goes to the customer: it gets its number and never changes again',
  errors: [...stateErrors, 'nothing-to-quote'],
});

export const approveQuote = defineOperation({
  ...action,
  id: 'approveQuote',
  record: 'quote',
  path: '/quotes/{id}/approve',
  summary: 'Enter the customer’s purchase order: the quote is approved, and the project creates itself',
  description: 'Happens once, however many try at the same time. The answer is the order.',
  body: z.strictObject({ cpoNumber: CpoNumber, amount: PositiveAmountInput }),
  answer: Cpo,
  errors: [...stateErrors, 'cpo-number-taken', 'amount-scale', 'project-locked'],
  examples: [{ summary: 'As quoted', request: { cpoNumber: 'PO-4711', amount: '8000.00' } }],
});

export const declineQuote = defineOperation({
  ...action,
  id: 'declineQuote',
  record: 'quote',
  path: '/quotes/{id}/decline',
  summary: 'The customer does not want what was quoted',
  body: OptionalReason,
  errors: stateErrors,
  examples: [{ summary: 'Too expensive', request: { reason: 'Another offer was lower' } }],
});

export const linkQuote = defineOperation({
  ...action,
  id: 'linkQuote',
  record: 'quote',
  path: '/quotes/{id}/link',
  summary: 'Link a quote, and its purchase order, to a project that was created by hand',
  description:
    'A quote that is linked before it is approved does not become another project. Its budget nodes become the project’s too, those of a second quote as well; ' +
    '`warnings` say what does not come: a node whose code the project has already stays as it is (`budget-code-kept`; what the quote has below it hangs on the project’s), ' +
    'a budget that is too large or too deep stays out as a whole (`budget-left-out`), and while projects is away nobody knows (`budget-not-checked`).',
  answer: LinkedQuote,
  body: z.strictObject({ projectId: Id }),
  errors: [
    ...stateErrors,
    'project-unknown',
    'allocation-mismatch',
    'currency-mismatch',
    'project-locked',
    'service-unavailable',
    'cpo-invoiced',
  ],
  examples: [
    {
      summary: 'Work began before the order came',
      request: { projectId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31' },
    },
  ],
});
