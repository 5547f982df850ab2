import { newId } from '@closeout/service-kit/db';
import { bad, huge, whole, type BadBody } from './badBody.js';

/** Bodies that are wrong in one place, and which place. */
export const badCustomers = (): BadBody[] => [
  ...bad('createCustomer', [
    ['no name', { name: undefined }, '/name'],
    ['an empty name', { name: '  ' }, '/name'],
    ['a name that is a number', { name: 7 }, '/name'],
    ['a huge name', { name: huge }, '/name'],
    ['a name with NUL', { name: 'a\u0000b' }, '/name'],
    ['no e-mail address', { email: undefined }, '/email'],
    ['an e-mail address that is none', { email: 'Client A' }, '/email'],
    ['an empty VAT number', { vatNumber: '' }, '/vatNumber'],
    ['no currency', { currency: undefined }, '/currency'],
    ['a currency that is none', { currency: 'EURO' }, '/currency'],
    ['a currency in small letters', { currency: 'eur' }, '/currency'],
    ['negative payment terms', { paymentTermsDays: -1 }, '/paymentTermsDays'],
    ['payment terms of parts of a day', { paymentTermsDays: 1.5 }, '/paymentTermsDays'],
    ['a security level beyond 9', { securityLevel: 10 }, '/securityLevel'],
    ['an unknown status', { status: 'GONE' }, '/status'],
    ['an unknown field', { vat: 'DE1' }, '/vat'],
    ['an array', whole([{}]), ''],
  ]),
  ...bad('updateCustomer', [
    ['nothing to change', {}, ''],
    ['no name at all', { name: null }, '/name'],
    ['a version', { version: 7 }, '/version'],
    ['an id', { id: newId() }, '/id'],
  ]),
];
