import { z } from 'zod';
import { Amount, Currency, Day, Id, page, PageQuery } from '../../fields.js';
import { withAccess } from '../fieldAccess.js';
import { defineOperation } from '../operation.js';
import { paymentReaders } from './readers.js';

/** One issued document of a project, as billing said it. */
export const ProjectDocument = withAccess(
  'payments',
  z.object({
    id: Id,
    kind: z.enum(['INVOICE', 'CREDIT_NOTE', 'RECEIPT', 'REFUND', 'CPO']),
    number: z.string(),
    amount: Amount.meta({
      description:
        'Gross; of a receipt or refund, the part that belongs to this project and milestone; of a purchase order, the amount that counts',
    }),
    currency: Currency,
    date: Day.meta({
      description:
        'Issue date; of a receipt or refund, the day of payment; of a purchase order, the day it was entered',
    }),
    status: z.string().meta({
      description: 'ISSUED or REVERSED; of a purchase order OPEN, DIRECTION_PENDING, FINALIZED or CANCELLED',
    }),
    paymentStatus: z
      .string()
      .nullable()
      .meta({ description: 'Of invoices: UNPAID, PARTIALLY_PAID, PAID, CREDITED' }),
    milestone: z.object({ id: Id, label: z.string() }).nullable(),
  }),
);
export type ProjectDocument = z.infer<typeof ProjectDocument>;

export const documentOperations = {
  listProjectDocuments: defineOperation({
    id: 'listProjectDocuments',
    service: 'projects',
    method: 'get',
    path: '/projects/{id}/documents',
    tag: 'Projects',
    summary: 'Purchase orders, invoices, credit notes, receipts and refunds of a project, newest first',
    description:
      'A receipt that is shared between milestones has one line for each. A refund lowered what its receipt counts here.',
    access: 'signed-in',
    callers: paymentReaders,
    params: z.object({ id: Id }),
    query: PageQuery.omit({ q: true }),
    status: 200,
    answer: page(ProjectDocument),
    errors: ['project-not-found', 'permission-missing', 'bad-cursor'],
    examples: [
      {
        summary: 'A receipt',
        response: {
          items: [
            {
              id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b51',
              kind: 'RECEIPT',
              number: 'REC-2026-0001',
              amount: '3000.00',
              currency: 'EUR',
              date: '2026-01-31',
              status: 'ISSUED',
              paymentStatus: null,
              milestone: { id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b32', label: 'Advance Payment' },
            },
          ],
          nextCursor: null,
        },
      },
    ],
  }),
} as const;
