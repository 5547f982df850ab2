import { z } from 'zod';
import { Amount, Currency, Day, Id, page, Version } from '../../fields.js';
import { withAccess } from '../fieldAccess.js';
import { defineOperation } from '../operation.js';
import { MilestoneInput } from './milestones.js';
import { paymentReaders } from './readers.js';

/** A milestone in the words of stage payments. */
export const Payment = withAccess(
  'payments',
  z.object({
    id: Id,
    version: Version,
    label: z.string(),
    amount: Amount,
    currency: Currency,
    status: z.enum(['PENDING', 'PAID', 'OVERDUE']),
    stageId: Id.nullable(),
    dueDate: Day.nullable(),
    paidDate: Day.nullable(),
    receivedAmount: Amount,
  }),
);
export type Payment = z.infer<typeof Payment>;

export const PaymentInput = z.strictObject({
  amount: MilestoneInput.shape.expectedAmount,
  currency: Currency.optional().meta({ description: 'The project’s; another one is refused' }),
  dueDate: MilestoneInput.shape.dueDate,
  stageId: MilestoneInput.shape.stageId,
  label: MilestoneInput.shape.label,
});

const payment: Payment = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b32',
  version: 1,
  label: 'Progress Payment 1',
  amount: '1000.00',
  currency: 'EUR',
  status: 'PENDING',
  stageId: null,
  dueDate: '2026-02-28',
  paidDate: null,
  receivedAmount: '0.00',
};

const about = { service: 'projects', tag: 'Milestones' } as const;

export const paymentOperations = {
  listPayments: defineOperation({
    ...about,
    id: 'listPayments',
    method: 'get',
    path: '/projects/{id}/payments',
    summary: 'The milestones as stage payments: PENDING, PAID, OVERDUE',
    access: 'signed-in',
    callers: paymentReaders,
    params: z.object({ id: Id }),
    status: 200,
    answer: page(Payment),
    errors: ['project-not-found', 'permission-missing'],
    examples: [{ summary: 'One of them', response: { items: [payment], nextCursor: null } }],
  }),
  addPayment: defineOperation({
    ...about,
    id: 'addPayment',
    record: 'milestone',
    method: 'post',
    path: '/projects/{id}/payments',
    summary: 'Add a payment: a PROGRESS milestone',
    description: 'Needs `project_payments.view` too, or running the project.',
    access: { permission: 'project_payments.manage' },
    params: z.object({ id: Id }),
    body: PaymentInput,
    status: 201,
    answer: Payment,
    errors: [
      'permission-missing',
      'project-not-found',
      'currency-mismatch',
      'milestones-limit',
      'project-read-only',
      'closure-pending',
      'amount-scale',
      'amount-too-large',
      'label-reserved',
      'stage-not-found',
    ],
    examples: [
      { summary: 'A payment', request: { amount: '1000.00', dueDate: '2026-02-28' }, response: payment },
    ],
  }),
} as const;
