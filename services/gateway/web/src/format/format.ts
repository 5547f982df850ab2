import { decimalsOf } from '@closeout/contracts/money';

/** Amounts and days as people of a locale write them. */
export interface Formats {
  locale: string;
  money(amount: string, currency: string): string;
  /** A day, `YYYY-MM-DD`: the same everywhere on earth. */
  day(day: string): string;
  instant(instant: string): string;
  percent(percent: number): string;
  /** "7.50" hours as people write them: "7.5 h". */
  duration(hours: string): string;
  /** How many decimals amounts of a currency have. */
  scale(currency: string): number;
}

export function formatsOf(locale: string): Formats {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const instant = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const hourNumber = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const currencies = new Map<string, Intl.NumberFormat>();
  const currencyFormat = (currency: string): Intl.NumberFormat => {
    const known = currencies.get(currency);
    if (known) return known;
    // The browser's own number of decimals is that of prices in shops: none for forints.
    const scale = decimalsOf(currency);
    const decimals = { minimumFractionDigits: scale, maximumFractionDigits: scale };
    const made = new Intl.NumberFormat(locale, { style: 'currency', currency, ...decimals });
    currencies.set(currency, made);
    return made;
  };
  return {
    locale,
    // From the string itself: a number in between would lose cents of large amounts.
    money: (amount, currency) => currencyFormat(currency).format(amount as Intl.StringNumericLiteral),
    day: (text) => day.format(new Date(`${text}T00:00:00Z`)),
    instant: (text) => instant.format(new Date(text)),
    duration: (hours) => `${hourNumber.format(hours as Intl.StringNumericLiteral)}\u00a0h`,
    percent: (value) => percent.format(value / 100),
    scale: decimalsOf,
  };
}
