import { expect, it } from '@jest/globals';
import { plainDecimal } from '@closeout/contracts/money';
import { decimalWithScale } from './decimals.js';

it('decimals are shown without zeros that say nothing, prices with those of their currency', () => {
  expect(['19.00', '0.50', '07', '100', '0.000000'].map(plainDecimal)).toEqual([
    '19',
    '0.5',
    '7',
    '100',
    '0',
  ]);
  expect(['120.5', '0.12345', '10', '3.000000'].map((price) => decimalWithScale(price, 2))).toEqual([
    '120.50',
    '0.12345',
    '10.00',
    '3.00',
  ]);
  expect(decimalWithScale('33.50', 0)).toBe('33.5');
  expect(decimalWithScale('33.00', 0)).toBe('33');
});
