import { expect, it } from '@jest/globals';
import { isIban, printedIban } from './iban.js';

it.each([
  ['DE37999999990123456789', true],
  ['GB82WEST12345698765432', true],
  ['NO9386011117947', true],
  ['DE38999999990123456789', false],
  ['DE73999999990123456789', false],
  ['DE37 9999 9999', false],
  ['', false],
])('%s', (text, right) => expect(isIban(text)).toBe(right));

it('is read in groups of four', () => expect(printedIban('NO9386011117947')).toBe('NO93 8601 1117 947'));
