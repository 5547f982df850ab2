import { expect, it } from '@jest/globals';
import { add, compare, percentOf, plain, subtract, sum } from './decimal.js';

it('cents of large amounts are not lost', () => {
  expect(add('90071992547409931.01', '0.02')).toBe('90071992547409931.03');
  expect(subtract('0.10', '0.3')).toBe('-0.20');
  expect(sum(['3000.00', '1000.00', '1000.00', '3000.00'])).toBe('8000.00');
  expect(sum([])).toBe('0');
});

it('zeros that say nothing are left out', () => {
  expect(plain('19.00')).toBe('19');
  expect(plain('100')).toBe('100');
  expect(plain('0.50')).toBe('0.5');
});

it('amounts compare by what they are worth', () => {
  expect(compare('1.50', '1.5')).toBe(0);
  expect(compare('-2', '1')).toBe(-1);
  expect(compare('10', '9.999')).toBe(1);
});

it('a bar is never longer than its track, and never shorter than nothing', () => {
  expect(percentOf('3000.00', '8000.00')).toBe(37.5);
  expect(percentOf('9000', '8000')).toBe(100);
  expect(percentOf('-1', '8000')).toBe(0);
  expect(percentOf('1', '0')).toBe(0);
});
