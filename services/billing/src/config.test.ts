import { expect, it } from '@jest/globals';
import { readConfig } from '@closeout/service-kit/service';
import { testConfig } from '@closeout/service-kit/testing';
import { billingConfig, sellerOf } from './config.js';

const needed = { DATABASE_URL: 'postgres://localhost/none', AMQP_URL: 'amqp://localhost' };
const seller = (env: Record<string, string>) =>
  sellerOf(readConfig(billingConfig, testConfig({ ...needed, ...env }))).party;

it('where nobody is named, nobody sells', () => {
  expect(seller({})).toBeNull();
});

it('a company that is named says no more of itself than it was given, least of all a bank account', () => {
  expect(seller({ SELLER_NAME: 'Real Ltd', SELLER_VAT: '' })).toEqual({
    name: 'Real Ltd',
    vatNumber: null,
    address: null,
    email: null,
    bankAccount: null,
  });
});

it('a bank account without a name, or with wrong check digits, is refused at the start', () => {
  expect(() => seller({ SELLER_IBAN: 'NO9386011117947' })).toThrow(/SELLER_NAME/);
  expect(() => seller({ SELLER_NAME: 'Real Ltd', SELLER_IBAN: 'NO9386011117948' })).toThrow(/SELLER_IBAN/);
});
