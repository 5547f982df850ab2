import { z } from 'zod';
import { isCurrency } from '../money/currencies.js';

/** 13 integer digits: with four decimals still far inside a PostgreSQL bigint, also when summed a thousandfold. */
const decimalPattern = /^-?(0|[1-9]\d{0,12})(\.\d{1,20})?$/;

/**
 * An amount as a client may send it: a decimal string, or a JSON number (taken by its shortest exact
 * decimal form). Whether it fits the currency's scale is checked where the currency is known.
 */
export const AmountInput = z
  .union([z.string(), z.number()], { error: 'expected a decimal string such as "8000.00"' })
  .transform((value) => String(value))
  .pipe(
    z
      .string()
      .regex(decimalPattern, 'expected a decimal such as "8000.00", at most 13 digits before the point'),
  )
  .meta({ description: 'Exact decimal, at most the currency’s number of decimals', examples: ['8000.00'] });

/** An amount as the API answers it: always with exactly the currency's decimals. */
export const Amount = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ description: 'Exact decimal with the currency’s number of decimals', examples: ['8000.00'] });

export const Currency = z
  .string()
  .refine(isCurrency, 'expected an ISO 4217 currency code such as "EUR"')
  .meta({ description: 'ISO 4217 currency code', examples: ['EUR'] });
