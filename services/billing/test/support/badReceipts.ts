import { newId } from '@closeout/service-kit';
import { bad, huge, type BadBody, type Given } from './badBody.js';

/** Bodies that are wrong in one place, and which place. */
export const badReceipts = (given: Given): BadBody[] => [
  ...bad('createReceipt', [
    ['no customer', { customerId: undefined }, '/customerId'],
    ['an unknown customer', { customerId: newId() }, '/customerId', 'customer-unknown'],
    ['an unknown project', { projectId: newId() }, '/projectId', 'project-unknown'],
    ['an unknown milestone', { milestoneId: newId() }, '/milestoneId', 'milestone-unknown'],
    ['no amount', { amount: undefined }, '/amount'],
    ['an amount of nothing', { amount: '0.00' }, '/amount'],
    ['a negative amount', { amount: -3 }, '/amount'],
    ['an amount beyond the scale', { amount: '8000.001' }, '/amount', 'amount-scale'],
    ['an amount beyond the scale of yen', { currency: 'JPY', amount: '10.5' }, '/amount', 'amount-scale'],
    ['an amount with a comma', { amount: '8,000.00' }, '/amount'],
    ['an amount that is true', { amount: true }, '/amount'],
    ['an amount without end', { amount: '9'.repeat(40) }, '/amount'],
    ['no payment date', { paymentDate: undefined }, '/paymentDate'],
    ['a payment date that does not exist', { paymentDate: '2025-02-29' }, '/paymentDate'],
    ['a payment of the last century', { paymentDate: '1999-12-31' }, '/paymentDate'],
    ['a payment of the year 1', { paymentDate: '0001-01-01' }, '/paymentDate'],
    ['a year of five digits', { paymentDate: '12026-02-01' }, '/paymentDate'],
    ['a payment to come', { paymentDate: '2026-02-12' }, '/paymentDate', 'date-in-future'],
    ['a huge reference', { reference: huge }, '/reference'],
    ['allocations that are no list', { allocations: {} }, '/allocations'],
    [
      'an allocation to nothing',
      { allocations: [{ invoiceId: undefined, amount: '1.00' }] },
      '/allocations/0/invoiceId',
    ],
    [
      'an allocation to an unknown invoice',
      { allocations: [{ invoiceId: newId(), amount: '1.00' }] },
      '/allocations/0/invoiceId',
      'invoice-unknown',
    ],
    [
      'an allocation of nothing',
      { allocations: [{ invoiceId: given.invoiceId, amount: 0 }] },
      '/allocations/0/amount',
    ],
    [
      'an allocation beyond the scale',
      { allocations: [{ invoiceId: given.invoiceId, amount: '0.001' }] },
      '/allocations/0/amount',
      'amount-scale',
    ],
    ['an unknown field', { status: 'ISSUED' }, '/status'],
  ]),
  ...bad('updateReceipt', [
    ['nothing to change', {}, ''],
    ['a payment to come', { paymentDate: '2026-02-12' }, '/paymentDate', 'date-in-future'],
    ['no payment date at all', { paymentDate: null }, '/paymentDate'],
    [
      'an amount beyond the new currency’s scale',
      { currency: 'JPY', amount: '1.5' },
      '/amount',
      'amount-scale',
    ],
    ['an unknown project', { projectId: newId() }, '/projectId', 'project-unknown'],
  ]),
  ...bad('issueReceipt', [['an issue date', { issueDate: '2026-02-01' }, '/issueDate']]),
  ...bad('reverseReceipt', [
    ['no reason', {}, '/reason'],
    ['a reason that is a list', { reason: ['x'] }, '/reason'],
  ]),
  ...bad('allocateReceipt', [
    ['no invoice', { amount: '1' }, '/invoiceId'],
    ['an unknown invoice', { invoiceId: newId(), amount: '1' }, '/invoiceId', 'invoice-unknown'],
    [
      'an amount beyond the scale',
      { invoiceId: given.invoiceId, amount: '1.001' },
      '/amount',
      'amount-scale',
    ],
  ]),
];
