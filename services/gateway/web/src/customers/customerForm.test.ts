import { expect, it } from '@jest/globals';
import { customerInput, customerPatch, emptyCustomer } from './customerForm.js';

const known = { ...emptyCustomer, name: 'Client A', email: 'a@client.example', phone: '1' };

it('what is empty is nothing', () => {
  expect(customerInput({ ...known, phone: ' ', paymentTermsDays: '' })).toMatchObject({
    name: 'Client A',
    phone: null,
    vatNumber: null,
    paymentTermsDays: 0,
  });
});

it('only what was changed is sent', () => {
  expect(customerPatch(known, { ...known, phone: '', location: 'Berlin' })).toEqual({
    phone: null,
    location: 'Berlin',
  });
  expect(customerPatch(known, known)).toEqual({});
});
