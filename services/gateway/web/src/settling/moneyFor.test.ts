import { expect, it } from '@jest/globals';
import { moneyFor } from './moneyFor.js';

const totals = { net: '100', tax: '0', gross: '100', credited: '0', paid: '0', due: '100.00' };
const invoice = { projectId: 'p', milestoneId: 'm', currency: 'EUR', totals };
const receipt = { projectId: 'p', milestoneId: null, currency: 'EUR', tied: '30.00', free: '5.00' };

it('An invoice can be settled with its project’s money and the customer’s credit, and with nothing else', () => {
  expect(moneyFor(invoice, [receipt])).toBe('35.00');
  expect(moneyFor(invoice, [{ ...receipt, milestoneId: 'n' }])).toBe('5.00');
  expect(moneyFor(invoice, [{ ...receipt, projectId: 'q' }])).toBe('5.00');
  expect(moneyFor({ ...invoice, projectId: null, milestoneId: null }, [receipt])).toBe('5.00');
  expect(moneyFor(invoice, [{ ...receipt, currency: 'USD' }])).toBe('0');
  expect(moneyFor(invoice, [receipt, { ...receipt, tied: '900.00' }])).toBe('100.00');
});
