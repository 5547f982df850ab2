import { z } from 'zod';
import { Amount, Currency, Id, page } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { DryRunQuery } from '../dryRun.js';
import { IdParams } from './documents.js';

/** What was settled in one go, and what is left on both sides. */
export const Settling = z.object({
  currency: Currency,
  allocations: z
    .array(
      z.object({
        id: Id.meta({ description: 'Its journal entry is of this document' }),
        receiptId: Id,
        receiptNumber: z.string(),
        invoiceId: Id,
        invoiceNumber: z.string(),
        amount: Amount,
      }),
    )
    .meta({ description: 'In the order in which they were made; none where there is nothing to settle' }),
  settled: Amount.meta({ description: 'Of all of them' }),
  due: Amount.meta({ description: 'What is still due of the invoices' }),
  left: Amount.meta({ description: 'What is still left of the money' }),
});
export type Settling = z.infer<typeof Settling>;

const example: Settling = {
  currency: 'EUR',
  allocations: [
    {
      id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b91',
      receiptId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b51',
      receiptNumber: 'REC-2026-0001',
      invoiceId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b41',
      invoiceNumber: 'INV-2026-0001',
      amount: '1000.00',
    },
  ],
  settled: '1000.00',
  due: '0.00',
  left: '0.00',
};

const settling = {
  service: 'billing',
  tag: 'Receipts',
  method: 'post',
  access: { permission: 'receipts.issue' },
  params: IdParams,
  query: DryRunQuery,
  body: z.strictObject({}).default({}),
  status: 200,
  answer: Settling,
  examples: [{ summary: 'The one invoice of a project', request: {}, response: example }],
} as const;
const oneGo =
  'In one transaction, each allocation with journal lines of its own. Asked again, it settles what has become possible since, or nothing.';

export const settleProject = defineOperation({
  ...settling,
  id: 'settleProject',
  record: 'project',
  path: '/billing/projects/{id}/settle',
  summary: 'Settle a project’s invoices with the project’s money, the oldest first',
  description: `Money that was received for the project and settles nothing (\`credit-left\`) settles what is due of it (\`invoice-not-settled\`): money of a milestone its invoices and such of the project as a whole. With \`credit\`, the customer’s credit settles what all of the project’s own money does not cover. At most two hundred of each. ${oneGo}`,
  body: z
    .strictObject({
      credit: z.boolean().default(false).meta({ description: 'Whether the customer’s credit settles too' }),
    })
    .default({ credit: false }),
  errors: ['project-not-found', 'project-locked', 'period-closed', 'service-unavailable'],
});

export const settleInvoice = defineOperation({
  ...settling,
  id: 'settleInvoice',
  record: 'invoice',
  path: '/invoices/{id}/settle',
  summary: 'Settle an invoice with its project’s money, then with the customer’s credit, the oldest first',
  description: oneGo,
  errors: ['invoice-not-found', 'document-not-issued', 'project-locked', 'period-closed', 'stale-version'],
});

export const settleReceipt = defineOperation({
  ...settling,
  id: 'settleReceipt',
  record: 'receipt',
  path: '/receipts/{id}/settle',
  summary: 'Settle with what is left of a receipt what it may settle, the oldest invoice first',
  description: `Of a receipt for a project, invoices of that project; of another, any of its customer whose project is not locked. ${oneGo}`,
  errors: [
    'receipt-not-found',
    'document-not-issued',
    'receipt-reversed',
    'project-locked',
    'period-closed',
    'stale-version',
  ],
});

/** Money of a project that settles an invoice of none, as an earlier rule allowed. */
export const AllocatedElsewhere = z.object({
  projectId: Id,
  projectNumber: z.string(),
  projectStatus: z.string(),
  receiptId: Id,
  receiptNumber: z.string(),
  invoiceId: Id,
  invoiceNumber: z.string(),
  currency: Currency,
  amount: Amount,
  received: Amount.meta({ description: 'What the project received, with it' }),
  receivedByRule: Amount.meta({ description: 'What it received without all that settles something else' }),
});
export type AllocatedElsewhere = z.infer<typeof AllocatedElsewhere>;

export const listAllocatedElsewhere = defineOperation({
  id: 'listAllocatedElsewhere',
  service: 'billing',
  tag: 'Receipts',
  method: 'get',
  path: '/billing/allocated-elsewhere',
  summary: 'What an earlier rule let a project’s money settle outside of it',
  description:
    'A receipt that names a project settles invoices of that project only. Before that was so, it could settle such that name none, and counted for its project all the same; it does so until it is reversed. A check: it changes nothing. The first thousand.',
  access: { permission: 'receipts.view' },
  status: 200,
  answer: page(AllocatedElsewhere),
  errors: [],
});
