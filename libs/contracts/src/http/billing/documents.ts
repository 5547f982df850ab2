import { z } from 'zod';
import { Amount, AmountInput, Currency, Day, Id, Instant, prose } from '../../fields.js';
import { paymentStatuses } from '../../vocabulary.js';
import { limits } from '../../limits.js';

/** Path parameters of everything that is one record. */
export const IdParams = z.strictObject({ id: Id });

/** Who did something; by name where it is known. */
export const Doer = z.object({ id: Id.nullable(), name: z.string().nullable() });

/** A record's project as its replica names it. */
export const ProjectName = z.object({ number: z.string(), title: z.string() });
export const PdfLanguage = z.enum(['en', 'de']);
export type PdfLanguage = z.infer<typeof PdfLanguage>;

/** What the PDF of any issued document answers to. */
export const pdfOfDocument = {
  params: IdParams,
  query: z.strictObject({
    language: PdfLanguage.default('en').meta({ description: 'Of words, amounts and days' }),
  }),
  status: 200,
  answer: z.string().meta({ description: 'PDF', contentMediaType: 'application/pdf' }),
} as const;

/** An amount above zero. */
export const PositiveAmountInput = AmountInput.refine(
  (value) => !value.startsWith('-') && /[1-9]/.test(value),
  'expected an amount above zero',
);

const decimal = (pattern: RegExp, expected: string) =>
  z
    .union([z.string(), z.number()], { error: expected })
    .transform((value) => String(value))
    .pipe(z.string().regex(pattern, expected));

export const QuantityInput = decimal(
  /^(?=.*[1-9])(0|[1-9]\d{0,12})(\.\d{1,6})?$/,
  'expected a number above zero with at most 6 decimals, such as "2.5"',
).meta({ description: 'Quantity above zero, at most 6 decimals', examples: ['2.5'] });

export const UnitPriceInput = decimal(
  /^(0|[1-9]\d{0,12})(\.\d{1,6})?$/,
  'expected a price of zero or more with at most 6 decimals, such as "120.00"',
).meta({
  description: 'Price of one unit, at most 6 decimals; before tax unless `priceIncludesTax`',
  examples: ['120.00'],
});

export const TaxRateInput = decimal(
  /^(100(\.0{1,3})?|\d{1,2}(\.\d{1,3})?)$/,
  'expected per cent from 0 to 100 with at most 3 decimals, such as "19"',
).meta({ description: 'Tax rate in per cent, at most 3 decimals', examples: ['19', '8.875'] });

export const InvoiceLineInput = z.strictObject({
  description: prose(limits.document.lineDescription).min(1),
  quantity: QuantityInput,
  unitPrice: UnitPriceInput,
  taxRate: TaxRateInput.default('0'),
  priceIncludesTax: z.boolean().optional().meta({
    description:
      'true: quantity × unit price is the line’s gross, which stays as agreed; what rounding makes goes into the tax of its rate',
  }),
});

/**
 * 500 lines as long as allowed, with every character written as a pair of \uXXXX (twelve bytes for each of 1000), and as many budget
 * nodes of a quote: 7.6 MiB. A test computes that for every operation, another sends them.
 */
export const maxLinesBytes = 7.75 * 1024 * 1024;

/** Lines of a draft that is changed. */
export const ChangedLineInput = InvoiceLineInput.extend({
  priceIncludesTax: InvoiceLineInput.shape.priceIncludesTax.meta({
    description: 'Not given: as it was, if the draft has a line with this quantity, unit price and tax rate',
  }),
});

export const PaymentStatus = z.enum(paymentStatuses);
export type PaymentStatus = z.infer<typeof PaymentStatus>;

/** Filters that every list of documents takes. */
export const documentFilters = {
  customerId: Id.optional(),
  projectId: Id.optional(),
  milestoneId: Id.optional(),
  from: Day.optional().meta({ description: 'First day' }),
  to: Day.optional().meta({ description: 'Last day' }),
};

/** Whom and what a document is for. */
export const documentSubject = {
  customerId: Id,
  customerName: z.string(),
  projectId: Id.nullable(),
  milestoneId: Id.nullable(),
  currency: Currency,
};

/** What the project and the milestone are called now, for lists. */
export const subjectNames = {
  project: ProjectName.nullable(),
  milestone: z.object({ label: z.string() }).nullable(),
};

export const documentSearch =
  '`q` finds numbers that begin with it, a part of the customer’s name, e-mail, phone or VAT number, and a part of the ' +
  'project’s number and title.';

/** One thing that was done to a document. */
export const DocumentChange = z.object({
  id: z.string(),
  action: z.string().meta({ description: 'The operation, such as `issueInvoice`' }),
  by: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  at: Instant,
});

export const CreditTotals = z.object({ net: Amount, tax: Amount, gross: Amount });

/** Errors of everything that puts a document onto a project. */
export const allocationErrors = [
  'customer-unknown',
  'project-unknown',
  'milestone-unknown',
  'allocation-mismatch',
  'currency-mismatch',
  'project-locked',
  'service-unavailable',
] as const;
