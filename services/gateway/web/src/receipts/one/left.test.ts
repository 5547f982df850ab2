import { expect, it } from '@jest/globals';
import { fillWithLeft, leftAfter } from './left.js';

const totals = { net: '80', tax: '0', gross: '80', credited: '0', paid: '0', due: '80.00' };
const own = { id: 'own', currency: 'EUR', projectId: 'p', milestoneId: null, totals };
const other = { ...own, id: 'other', projectId: null };
const receipt = { currency: 'EUR', projectId: 'p', milestoneId: null, tied: '100.00', free: '50.00' };
const both = [other, own];

it('The project’s money settles the project’s invoices first, the customer’s credit whatever is left', () => {
  expect(leftAfter(receipt, { own: '30' }, both)).toEqual({ tied: '70.00', free: '50.00', short: '0' });
  expect(leftAfter(receipt, { own: '120' }, both)).toEqual({ tied: '0.00', free: '30.00', short: '0' });
  expect(leftAfter(receipt, { other: '50' }, both)).toEqual({ tied: '100.00', free: '0.00', short: '0' });
});

it('An invoice of another project needs credit: what is short of it is to be moved there first', () => {
  expect(leftAfter(receipt, { other: '80' }, both)).toMatchObject({ short: '30.00' });
  expect(leftAfter(receipt, { own: '70', other: '80' }, both)).toMatchObject({
    tied: '30.00',
    short: '30.00',
  });
});

it('All of a payment that names no project is the customer’s credit', () => {
  const credit = { ...receipt, projectId: null, tied: '0.00', free: '150.00' };
  expect(leftAfter(credit, { own: '80', other: '60' }, both)).toEqual({
    tied: '0.00',
    free: '10.00',
    short: '0',
  });
});

it('Filling the oldest first asks for nothing that would be refused', () => {
  expect(fillWithLeft(receipt, both)).toEqual({ other: '50.00', own: '80.00' });
  expect(fillWithLeft({ ...receipt, free: '0.00' }, both)).toEqual({ own: '80.00' });
  expect(fillWithLeft({ ...receipt, tied: '10.00' }, [own, other])).toEqual({ own: '60.00' });
});
