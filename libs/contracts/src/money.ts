import { z } from 'zod';
import { currencyScale, isCurrency } from './currencies.js';
import { formatDecimal, parseDecimal, type Minor } from './decimals.js';
import { invalid } from './errors.js';

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

/**
 * Reads a decimal at the currency's scale. Refuses more decimals than the currency has, unless they
 * are zeros ("8000.00" JPY is exact; "8000.001" EUR is not).
 * @throws DomainError `amount-scale` (invalid), pointing at `pointer`
 */
export function toMinor(decimal: string, currency: string, pointer = '/amount'): Minor {
  const minor = parseDecimal(decimal, currencyScale(currency));
  if (minor !== null) return minor;
  const detail = `${decimal} has more decimals than ${currency} (${currencyScale(currency)}).`;
  throw invalid('amount-scale', detail, [{ pointer, code: 'amount-scale', detail }]);
}

/** Minor units as the wire's decimal string: 800000n EUR → "8000.00". */
export function fromMinor(minor: Minor, currency: string): string {
  return formatDecimal(minor, currencyScale(currency));
}
