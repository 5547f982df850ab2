import { z } from 'zod';
import { Amount, Currency, Day, EnteredDay, Id, Instant, lineOfText, Version } from '../../fields.js';
import { DocumentLine, InvoiceTotals, Party, Seller, TaxSubtotal } from '../../events/billing.js';
import { Warning } from '../warning.js';
import {
  ChangedLineInput,
  documentSubject,
  InvoiceLineInput,
  PaymentStatus,
  subjectNames,
  TaxRateInput,
} from './documents.js';
import { invoiceStatuses } from '../../vocabulary.js';
import { limits } from '../../limits.js';

export const InvoiceStatus = z.enum(invoiceStatuses);

const supplyDate = EnteredDay.nullable().meta({ description: 'When what is invoiced was supplied; printed' });
const exemptionReason = lineOfText(limits.document.exemptionReason)
  .nullable()
  .meta({ description: 'Why a line has no tax, such as reverse charge; printed' });
const lines = z.array(InvoiceLineInput).min(1).max(limits.document.lines);
const changedLines = z.array(ChangedLineInput).min(1).max(limits.document.lines);
const taxRate = TaxRateInput.meta({
  description: 'Only without lines: the rate that the milestone’s expected amount includes (0 if not given)',
});

const cpoId = Id.nullable().meta({
  description:
    'The customer’s order. Not given: that of the project, if exactly one can be invoiced; null: none. Of several, one has to be named: what names none is spread over them by age',
});

export const CreateInvoiceBody = z
  .strictObject({
    customerId: Id,
    currency: Currency,
    projectId: Id.nullable().default(null),
    milestoneId: Id.nullable().default(null),
    cpoId: cpoId.optional(),
    dueDate: EnteredDay.nullable().default(null),
    supplyDate: supplyDate.default(null),
    exemptionReason: exemptionReason.default(null),
    lines: lines.optional(),
    taxRate: taxRate.optional(),
  })
  .refine((body) => body.lines !== undefined || body.milestoneId !== null, {
    path: ['lines'],
    error: 'expected lines, or a milestone whose expected amount becomes the one line',
  })
  .refine((body) => body.lines === undefined || body.taxRate === undefined, {
    path: ['taxRate'],
    error: 'lines carry their own tax rates',
  });

export const UpdateInvoiceBody = z
  .strictObject({
    customerId: Id.optional(),
    currency: Currency.optional(),
    projectId: Id.nullable().optional(),
    milestoneId: Id.nullable().optional(),
    cpoId: cpoId.optional(),
    dueDate: EnteredDay.nullable().optional(),
    supplyDate: supplyDate.optional(),
    exemptionReason: exemptionReason.optional(),
    lines: changedLines.optional(),
    taxRate: TaxRateInput.optional().meta({
      description:
        'One line of the milestone’s expected amount, which includes this tax, in the place of all lines',
    }),
  })
  .refine((body) => Object.keys(body).length > 0, 'expected at least one field to change')
  .refine((body) => body.lines === undefined || body.taxRate === undefined, {
    path: ['taxRate'],
    error: 'lines carry their own tax rates',
  });

const invoiceFields = {
  id: Id,
  version: Version,
  number: z.string().nullable(),
  status: InvoiceStatus,
  paymentStatus: PaymentStatus.nullable().meta({ description: 'null while a draft' }),
  ...documentSubject,
  cpoId: Id.nullable(),
  cpoVersionNo: z
    .int()
    .nullable()
    .meta({ description: 'The version of the order that counted when it was issued' }),
  followsMilestone: z.boolean().meta({
    description: 'Drafted when the payment was requested: it goes with the milestone until somebody edits it',
  }),
  issueDate: Day.nullable(),
  dueDate: Day.nullable(),
  issuedAt: Instant.nullable(),
  totals: InvoiceTotals,
  createdAt: Instant,
  updatedAt: Instant,
};

/** An invoice as lists show it. */
export const InvoiceSummary = z.object({
  ...invoiceFields,
  ...subjectNames,
  overdue: z.boolean().meta({ description: 'Something is due of it, and the due date has passed' }),
});

export const Invoice = z.object({
  ...invoiceFields,
  supplyDate: Day.nullable(),
  exemptionReason: z.string().nullable(),
  seller: Seller.nullable(),
  buyer: Party.nullable(),
  lines: z.array(
    DocumentLine.extend({ credited: Amount.meta({ description: 'What credit notes took back of its net' }) }),
  ),
  taxes: z.array(TaxSubtotal),
  warnings: z
    .array(Warning)
    .optional()
    .meta({
      description:
        'Of a draft: `seller-missing` when no company is named that it could be issued for; `differs-from-milestone` when it does not ask for what the milestone expects, less what is invoiced of it already; ' +
        '`milestone-removed`; `exceeds-order` when it asks for more than is left of its order; ' +
        '`order-not-named` when its project has several orders to draw on (`candidates`) and it names none: it is then spread over them by age',
    }),
  missing: z.array(Warning).optional().meta({
    description:
      'Of a draft: what a valid invoice says and this one does not: `buyer-address-missing`, `buyer-vat-number-missing`, `supply-date-missing`, `exemption-reason-missing`, `seller-address-missing`, `seller-vat-number-missing`',
  }),
});
export type Invoice = z.infer<typeof Invoice>;
