import { expect, it } from '@jest/globals';
import { missingOf } from './missing.js';

const seller = { name: 'S', vatNumber: 'DE1', address: 'Street 2', email: null, bankAccount: null };
const buyer = { address: 'Street 1', vatNumber: 'DE2' };
const taxed = {
  ...{ customerId: '0199d3a0-6c1e-7c39-b6f4-000000000002', supplyDate: '2026-02-01', exemptionReason: null },
  taxes: [{ taxRate: '19' }],
};
const untaxed = { ...taxed, taxes: [{ taxRate: '0.00' }, { taxRate: '19' }] };
const codes = (...asked: Parameters<typeof missingOf>) => missingOf(...asked).map(({ code }) => code);

it('a taxed invoice of a customer with an address and a date of supply lacks nothing, without a VAT number of theirs', () => {
  expect(codes(taxed, { ...buyer, vatNumber: null }, seller)).toEqual([]);
});

it('a line without tax wants a reason, and the customer’s VAT number', () => {
  expect(codes(untaxed, buyer, seller)).toEqual(['exemption-reason-missing']);
  const reason = { ...untaxed, exemptionReason: 'Reverse charge' };
  expect(codes(reason, buyer, seller)).toEqual([]);
  expect(codes(reason, { ...buyer, vatNumber: null }, seller)).toEqual(['buyer-vat-number-missing']);
});

it('whoever is named wants an address, and the sale a day', () => {
  const parties = { ...seller, address: null, vatNumber: null };
  expect(codes({ ...taxed, supplyDate: null }, { ...buyer, address: null }, parties)).toEqual([
    'buyer-address-missing',
    'supply-date-missing',
    'seller-address-missing',
    'seller-vat-number-missing',
  ]);
  // Nobody is named at all: that alone is said.
  expect(codes(taxed, buyer, null)).toEqual([]);
});
