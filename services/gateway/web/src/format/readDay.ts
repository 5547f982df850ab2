type Part = 'day' | 'month' | 'year';

const partsOf = (locale: string): Intl.DateTimeFormatPart[] =>
  new Intl.DateTimeFormat(locale, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  }).formatToParts(Date.UTC(2026, 10, 27));

const orderIn = (locale: string): Part[] =>
  partsOf(locale).flatMap(({ type }) =>
    type === 'day' || type === 'month' || type === 'year' ? [type] : [],
  );

/**
 * What somebody typed, as the API takes it: "1.2.2026" in German and "01/02/2026" in British English are "2026-02-01". A year of two
 * digits is one of this century. '' where it is no day.
 */
export function readDay(typed: string, locale: string): string {
  const text = typed.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const numbers = iso?.slice(1) ?? text.split(/[^\d]+/).filter(Boolean);
  if (numbers.length !== 3 || /[^\d\s./-]/.test(text)) return '';
  const order: Part[] = iso ? ['year', 'month', 'day'] : orderIn(locale);
  const of = (part: Part): string => numbers[order.indexOf(part)] ?? '';
  const year = of('year').length === 2 ? `20${of('year')}` : of('year');
  const day = `${year}-${of('month').padStart(2, '0')}-${of('day').padStart(2, '0')}`;
  return isDay(day) ? day : '';
}

/** A day of the API as somebody would type it: `readDay` reads it back as the same day. What is no day is left as it is. */
export function writeDay(day: string, locale: string): string {
  if (!isDay(day)) return day;
  const [year = '', month = '', date = ''] = day.split('-');
  const numbers: Partial<Record<string, string>> = { year, month, day: date };
  return partsOf(locale)
    .map(({ type, value }) => numbers[type] ?? value)
    .join('');
}

/** How a day is typed, in the letters of the language: "TT.MM.JJJJ". @param letters of day, month and year */
export const dayPattern = (locale: string, letters: string): string => {
  const [day = 'D', month = 'M', year = 'Y'] = letters;
  const words: Partial<Record<string, string>> = {
    day: day.repeat(2),
    month: month.repeat(2),
    year: year.repeat(4),
  };
  return partsOf(locale)
    .map(({ type, value }) => words[type] ?? value)
    .join('');
};

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}
