import { expect, it } from '@jest/globals';
import { formatsOf } from './format.js';

const { money, scale } = formatsOf('en-GB');

it('an amount shows all decimals of its currency by ISO 4217, as billing counts them', () => {
  expect(money('8000.00', 'EUR')).toBe('€8,000.00');
  expect(money('8000', 'JPY')).toBe('JP¥8,000');
  // Shop prices in forints have none, and browsers format them so.
  expect(money('1000.50', 'HUF')).toBe('HUF\u00a01,000.50');
  expect(scale('HUF')).toBe(2);
});
