import { expect, it } from '@jest/globals';
import type { Milestone } from '../milestones/milestone.js';
import { paymentAnswer } from './payment.js';

const milestone: Milestone = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b32',
  version: 1,
  projectId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31',
  customerId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b21',
  currency: 'EUR',
  type: 'PROGRESS',
  no: 1,
  label: 'Progress Payment 1',
  expectedMinor: 100000n,
  stageId: null,
  dueDate: '2026-02-28',
  receivedMinor: 40000n,
  status: 'PARTIALLY_PAID',
  paidDate: '2026-02-01',
  removedAt: null,
  paymentRequestedAt: null,
};

it('a milestone is a payment that is pending, overdue or paid', () => {
  expect(paymentAnswer(milestone, '2026-02-28')).toMatchObject({
    amount: '1000.00',
    receivedAmount: '400.00',
    status: 'PENDING',
  });
  expect(paymentAnswer(milestone, '2026-03-01').status).toBe('OVERDUE');
  expect(paymentAnswer({ ...milestone, dueDate: null }, '2026-03-01').status).toBe('PENDING');
  expect(paymentAnswer({ ...milestone, status: 'PAID' }, '2026-03-01').status).toBe('PAID');
});
