import { isDecimal } from './decimal.js';

/**
 * What somebody typed, as the API takes it: "1.234,50" in German and "1,234.50" in English are "1234.50". Text that is no
 * amount is left as it is, for the API to say so at the field.
 */
export function readAmount(typed: string, locale: string): string {
  const decimal =
    new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  const other = decimal === ',' ? '.' : ',';
  const text = typed.trim().replaceAll(/[\s'’]/g, '');
  const grouped = new RegExp(`^-?\\d{1,3}(\\${other}\\d{3})+(\\${decimal}\\d*)?$`);
  if (grouped.test(text)) return text.replaceAll(other, '').replace(decimal, '.');
  return text.replace(/[.,]/, '.');
}

/**
 * An amount of the API as somebody would type it, with at least `scale` decimals and never fewer than it has. `readAmount`
 * reads it back as the same amount. What is no amount is left as it is.
 */
export function writeAmount(amount: string, locale: string, scale = 0): string {
  if (!isDecimal(amount)) return amount;
  const written = (useGrouping: boolean): string =>
    new Intl.NumberFormat(locale, {
      useGrouping,
      minimumFractionDigits: Math.max(scale, amount.split('.')[1]?.length ?? 0),
      maximumFractionDigits: 20,
    }).format(amount as Intl.StringNumericLiteral);
  const grouped = written(true);
  // Not every locale groups by thousands.
  return isDecimal(readAmount(grouped, locale)) ? grouped : written(false);
}
