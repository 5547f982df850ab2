import { compare } from '../../format/decimal.js';

/** Whether what was typed is an amount above zero, and not more than there is. */
export const fitsInto = (amount: string, left: string): boolean =>
  /^\d+(\.\d+)?$/.test(amount) && compare(amount, '0') > 0 && compare(amount, left) <= 0;
