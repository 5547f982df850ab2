import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '../../api/problem.js';
import type { OpenInvoice, Receipt } from '../receiptQueries.js';
import {
  allocationsInput,
  atFields,
  emptyReceipt,
  exceeding,
  fill,
  isReceiptField,
  receiptInput,
  receiptValues,
  settles,
  usedOf,
} from './receiptForm.js';

const a = '0199d3a0-6c1e-7c39-b6f4-00000000000a';
const b = '0199d3a0-6c1e-7c39-b6f4-00000000000b';
const due = (id: string, amount: string) => ({ id, totals: { due: amount } as OpenInvoice['totals'] });
const invoices = [due(a, '100.00'), due(b, '50.10')];

describe('A payment is spread over invoices', () => {
  it('the oldest first, to the cent, and no further than it goes', () => {
    expect(fill('120.05', invoices)).toEqual({ [a]: '100.00', [b]: '20.05' });
    expect(fill('99.99', invoices)).toEqual({ [a]: '99.99' });
    expect(fill('1000', invoices)).toEqual({ [a]: '100.00', [b]: '50.10' });
    expect(fill('', invoices)).toEqual({});
    expect(fill('much', invoices)).toEqual({});
  });

  it('and what is used and left of it is known while one types', () => {
    expect(usedOf('130', { [a]: '100', [b]: '20.05' }, invoices)).toEqual({ used: '120.05', left: '9.95' });
    expect(usedOf('100', { [a]: '100', [b]: '0.01' }, invoices).left).toBe('-0.01');
    expect(usedOf('', { [a]: '5' }, invoices)).toEqual({ used: '5', left: null });
    expect(usedOf('10', { [a]: 'five', gone: '7' }, invoices)).toEqual({ used: '0', left: '10' });
  });

  it('never more than is due of one', () => {
    expect(exceeding({ [a]: '100.01', [b]: '50.10' }, invoices)).toEqual([a]);
    expect(exceeding({ [a]: 'x' }, invoices)).toEqual([]);
  });

  it('only over invoices that it can settle', () => {
    const payment = { currency: 'EUR', projectId: 'p', milestoneId: 'm' };
    const invoice = { currency: 'EUR', projectId: 'p', milestoneId: 'm' };
    expect(settles(payment)(invoice)).toBe(true);
    expect(settles(payment)({ ...invoice, milestoneId: null })).toBe(true);
    expect(settles(payment)({ ...invoice, projectId: null, milestoneId: null })).toBe(false);
    expect(settles({ ...payment, milestoneId: '' })(invoice)).toBe(true);
    expect(settles(payment)({ ...invoice, milestoneId: 'n' })).toBe(false);
    expect(settles(payment)({ ...invoice, projectId: 'q', milestoneId: null })).toBe(false);
    expect(settles(payment)({ ...invoice, currency: 'USD' })).toBe(false);
    expect(settles({ ...payment, projectId: '', milestoneId: '' })(invoice)).toBe(true);
  });
});

describe('What is sent', () => {
  it('are the invoices that are shown and get something; what is no amount is left for the API to refuse', () => {
    expect(allocationsInput({ [a]: ' 5 ', [b]: '0.00', gone: '7' }, invoices)).toEqual([
      { invoiceId: a, amount: '5' },
    ]);
    expect(allocationsInput({ [b]: 'five' }, invoices)).toEqual([{ invoiceId: b, amount: 'five' }]);
  });

  it('says null for what is empty, and a draft comes back as it was', () => {
    const values = { ...emptyReceipt, customerId: 'c', amount: '5', paymentDate: '2026-02-09', method: ' ' };
    expect(receiptInput(values, [])).toMatchObject({ projectId: null, method: null, allocations: [] });
    const draft = {
      ...values,
      projectId: null,
      milestoneId: 'm',
      method: 'Cash',
      reference: null,
      allocations: [{ invoiceId: a, invoiceNumber: 'INV-1', amount: '5.00' }],
    } as unknown as Receipt;
    expect(receiptValues(draft)).toMatchObject({
      projectId: '',
      milestoneId: 'm',
      reference: '',
      allocations: { [a]: '5.00' },
    });
  });
});

describe('A refusal stands at the field that it is about', () => {
  const sent = [{ invoiceId: a }, { invoiceId: b }];
  const problem = { code: 'x', status: 409, title: '', detail: 'No.' };
  const pointers = (error: Error) =>
    error instanceof ProblemError ? (error.problem.errors ?? []).map(({ pointer }) => pointer) : [];

  it('of an allocation that the API has counted', () => {
    const errors = [{ pointer: '/allocations/1/amount', code: 'amount-scale', detail: 'No.' }];
    const shown = atFields(new ProblemError({ ...problem, status: 400, errors }), sent);
    expect(pointers(shown)).toEqual([`/allocations/${b}`]);
  });

  it('of an invoice of which less is due, and of a payment that does not go as far', () => {
    const exceeds = new ProblemError({ ...problem, code: 'allocation-exceeds-due', invoiceId: a });
    expect(pointers(atFields(exceeds, sent))).toEqual([`/allocations/${a}`]);
    const receipt = new ProblemError({ ...problem, code: 'allocation-exceeds-receipt' });
    expect(pointers(atFields(receipt, sent))).toEqual(['/amount']);
    expect(pointers(atFields(new ProblemError({ ...problem, invoiceId: 'other' }), sent))).toEqual([]);
  });

  it('which is one of the form', () => {
    expect(isReceiptField(`allocations.${a}`)).toBe(true);
    expect(isReceiptField('paymentDate')).toBe(true);
    expect(isReceiptField('allocations')).toBe(false);
  });
});
