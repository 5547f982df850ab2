import { describe, expect, it } from '@jest/globals';
import { assertDraft, assertIssued, dueOf, paymentStatusOf, withBalance, type Invoice } from './invoice.js';
import { anIssuedInvoice } from '../../test/support/anIssuedInvoice.js';

describe('what is due of an invoice', () => {
  it.each([
    ['nothing happened', 0n, 0n, 'UNPAID'],
    ['paid in part', 0n, 40n, 'PARTIALLY_PAID'],
    ['paid', 0n, 100n, 'PAID'],
    ['credited in part', 40n, 0n, 'UNPAID'],
    ['credited in part and paid in part', 40n, 40n, 'PARTIALLY_PAID'],
    ['credited in part, the rest paid', 40n, 60n, 'PAID'],
    ['credited whole', 100n, 0n, 'CREDITED'],
  ] as const)('%s', (_what, creditedMinor, paidMinor, status) => {
    const invoice = { ...anIssuedInvoice([100n]), creditedMinor, paidMinor };
    expect(paymentStatusOf(invoice)).toBe(status);
    expect(dueOf(invoice)).toBe(100n - creditedMinor - paidMinor);
  });

  it('is nobody’s business while it is a draft', () => {
    const draft: Invoice = { ...anIssuedInvoice([100n]), status: 'DRAFT', number: null };
    expect(paymentStatusOf(draft)).toBeNull();
    expect(() => assertDraft(draft)).not.toThrow();
    expect(() => assertIssued(draft)).toThrow('document-not-issued');
  });

  it('changes with the version; nothing else does', () => {
    const invoice = anIssuedInvoice([100n]);
    const now = new Date('2026-03-01T00:00:00Z');
    expect(withBalance(invoice, { paid: 30n, credited: 20n }, now)).toEqual({
      ...invoice,
      version: invoice.version + 1,
      paidMinor: 30n,
      creditedMinor: 20n,
      updatedAt: now,
    });
    expect(() => assertDraft(invoice)).toThrow('document-issued');
  });
});
