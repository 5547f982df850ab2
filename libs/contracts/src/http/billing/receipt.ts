import { z } from 'zod';
import { Amount, Currency, Day, EnteredDay, Id, Instant, lineOfText, Version } from '../../fields.js';
import { ProjectShare } from '../../events/billing.js';
import { Warning } from '../warning.js';
import { documentSubject, PositiveAmountInput, subjectNames } from './documents.js';
import { receiptStatuses } from '../../vocabulary.js';
import { limits } from '../../limits.js';

export const ReceiptStatus = z.enum(receiptStatuses);

export const AllocationInput = z.strictObject({ invoiceId: Id, amount: PositiveAmountInput });
const allocations = z.array(AllocationInput).max(200);
const text = (max: number) => lineOfText(max).nullable();

export const CreateReceiptBody = z.strictObject({
  customerId: Id,
  currency: Currency,
  amount: PositiveAmountInput,
  paymentDate: EnteredDay.meta({ description: 'Tomorrow by UTC at the latest' }),
  method: text(limits.document.method).default(null),
  reference: text(limits.document.reference).default(null),
  projectId: Id.nullable().default(null),
  milestoneId: Id.nullable().default(null),
  allocations: allocations.default([]),
});

export const UpdateReceiptBody = z
  .strictObject({
    customerId: Id.optional(),
    currency: Currency.optional(),
    amount: PositiveAmountInput.optional(),
    paymentDate: EnteredDay.optional(),
    method: text(limits.document.method).optional(),
    reference: text(limits.document.reference).optional(),
    projectId: Id.nullable().optional(),
    milestoneId: Id.nullable().optional(),
    allocations: allocations.optional(),
  })
  .refine((body) => Object.keys(body).length > 0, 'expected at least one field to change');

const receiptFields = {
  id: Id,
  version: Version,
  number: z.string().nullable(),
  status: ReceiptStatus,
  ...documentSubject,
  amount: Amount,
  allocated: Amount,
  refunded: Amount.meta({ description: 'What was paid back' }),
  released: Amount.meta({ description: 'What was moved from the project to the customer’s credit' }),
  unallocated: Amount.meta({ description: '`tied` and `free` together' }),
  tied: Amount.meta({
    description: 'What is left of it for the project that it names: settles invoices of that project only',
  }),
  free: Amount.meta({
    description: 'What is left of it as the customer’s credit: settles any invoice of theirs',
  }),
  paymentDate: Day,
  method: z.string().nullable(),
  reference: z.string().nullable(),
  issueDate: Day.nullable(),
  issuedAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
};

/** A receipt as lists show it. */
export const ReceiptSummary = z.object({ ...receiptFields, ...subjectNames });

const Allocations = z.array(z.object({ invoiceId: Id, invoiceNumber: z.string(), amount: Amount }));

export const Receipt = z.object({
  ...receiptFields,
  allocations: Allocations.meta({ description: 'What it settles now; a reversed one settles nothing' }),
  projectShares: z
    .array(ProjectShare)
    .meta({ description: 'What of it counts for which project and milestone' }),
  reversal: z
    .object({
      number: z.string(),
      reason: z.string(),
      reversedAt: Instant,
      allocations: Allocations.meta({ description: 'What it settled until then' }),
    })
    .nullable()
    .meta({ description: 'The document that reversed it' }),
  warnings: z.array(Warning).optional().meta({
    description:
      'Of a draft: `seller-missing` when no company is named that it could be issued for; `receipt-repeated` where another has its reference and amount; `exceeds-milestone` where its milestone still expects less',
  }),
});
export type Receipt = z.infer<typeof Receipt>;
