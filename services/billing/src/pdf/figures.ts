import { currencyScale, fromMinor, type Minor } from '@closeout/contracts/money';

/** Amounts, quantities and days as readers of a locale write them. Decimals stay strings all the way: no cent is lost. */
export interface Figures {
  /** With the currency: "EUR 1,234.50". */
  money(minor: Minor): string;
  /** In a column whose head names the currency: "1,234.50". */
  amount(minor: Minor): string;
  /** At least the currency's decimals, at most six. */
  unitPrice(decimal: string): string;
  quantity(decimal: string): string;
  /** "19" → "19%" or "19 %". */
  rate(perCent: string): string;
  /** `YYYY-MM-DD` → "9 February 2026". */
  day(day: string): string;
  currency: string;
}

export function figuresOf(locale: string, currency: string): Figures {
  const scale = currencyScale(currency);
  const decimals = (least: number, most: number, more: Intl.NumberFormatOptions = {}) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most, ...more });
  const plain = decimals(scale, scale);
  const money = decimals(scale, scale, { style: 'currency', currency, currencyDisplay: 'code' });
  const price = decimals(scale, 6);
  const quantity = decimals(0, 6);
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const exact = (format: Intl.NumberFormat, decimal: string): string => format.format(decimal as `${number}`);
  return {
    money: (minor) => exact(money, fromMinor(minor, currency)),
    amount: (minor) => exact(plain, fromMinor(minor, currency)),
    unitPrice: (decimal) => exact(price, decimal),
    quantity: (decimal) => exact(quantity, decimal),
    rate: (perCent) => `${exact(quantity, perCent)}${locale.startsWith('de') ? '\u00a0' : ''}%`,
    day: (day) => date.format(new Date(`${day}T00:00:00Z`)),
    currency,
  };
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
