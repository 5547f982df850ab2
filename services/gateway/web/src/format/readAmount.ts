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
