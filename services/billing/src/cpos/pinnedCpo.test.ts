import { describe, expect, it } from '@jest/globals';
import { assertIssuable, assertKnown, assertPinnable, type KnownCpo } from './pinnedCpo.js';

const aCpo = (changes: Partial<KnownCpo> = {}): KnownCpo => ({
  id: 'cpo',
  number: 'PO-4711',
  status: 'OPEN',
  projectId: 'project',
  quoteId: null,
  versionNo: 1,
  mismatch: null,
  customerId: 'customer',
  currency: 'EUR',
  securityLevel: 0,
  ...changes,
});
const invoice = { customerId: 'customer', currency: 'EUR', projectId: 'project' };

describe('an order that an invoice names', () => {
  it('must be there, and the caller’s to see', () => {
    expect(() => assertKnown(undefined, null, 0)).not.toThrow();
    expect(() => assertKnown('cpo', aCpo(), 0)).not.toThrow();
    expect(() => assertKnown('cpo', null, 9)).toThrow(/There is no order cpo/);
    expect(() => assertKnown('cpo', aCpo({ securityLevel: 3 }), 2)).toThrow(/not yours to see/);
  });

  it('is of the same customer, currency and project', () => {
    expect(() => assertPinnable(aCpo(), invoice)).not.toThrow();
    expect(() => assertPinnable(aCpo({ customerId: 'other' }), invoice)).toThrow(/another customer/);
    expect(() => assertPinnable(aCpo({ currency: 'USD' }), invoice)).toThrow(/in USD, the invoice in EUR/);
    expect(() => assertPinnable(aCpo({ projectId: 'other' }), invoice)).toThrow(/another project/);
    expect(() => assertPinnable(aCpo({ projectId: null }), invoice)).toThrow(/link it first/);
  });

  it('is open', () => {
    expect(() => assertPinnable(aCpo({ status: 'FINALIZED' }), invoice)).toThrow(/cpo-not-open/);
    expect(() => assertPinnable(aCpo({ status: 'CANCELLED' }), invoice)).toThrow(/cpo-not-open/);
  });
});

describe('an invoice is issued against an order', () => {
  it('of a quote only when its project is there', () => {
    expect(() => assertIssuable(aCpo({ quoteId: 'quote' }))).not.toThrow();
    expect(() => assertIssuable(aCpo({ projectId: null }))).not.toThrow();
    expect(() => assertIssuable(aCpo({ quoteId: 'quote', projectId: null }))).toThrow(/cpo-without-project/);
  });
});
