import { invalid } from '../errors/domainError.js';
import { currencyScale } from './currencies.js';
import { formatDecimal, parseDecimal, type Minor } from './decimals.js';

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
