import { invalid } from './errors/domainError.js';

/** The first day that can be entered. What lies before is a slip, such as `0206-01-31`. */
export const firstDay = '2000-01-01';

/** `2026-02` → `2026-02-28`. */
export function lastDayOfMonth(yearMonth: string): string {
  const [year = 0, monthOfYear = 0] = yearMonth.split('-').map(Number);
  return new Date(Date.UTC(year, monthOfYear, 0)).toISOString().slice(0, 10);
}

/** The UTC calendar day of an instant. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in a time zone of the IANA's. @throws RangeError for one that does not exist */
export function dayIn(timeZone: string, instant: Date): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}

/** Names of the IANA's only: an offset such as `+02:00` knows no summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return dayIn(name, new Date(0)) !== '';
  } catch {
    return false;
  }
}

/**
 * What happened is dated no later than tomorrow by UTC: east of Greenwich a day begins before it does in UTC.
 * @param pointer the field of the request that says the day
 * @throws DomainError `date-in-future` (invalid)
 */
export function assertHappened(day: string, now: Date, pointer?: string): void {
  const tomorrow = dayOf(new Date(now.getTime() + 86_400_000));
  if (day <= tomorrow) return;
  const code = 'date-in-future';
  const detail = `${day} is in the future. What happened is dated ${tomorrow} at the latest.`;
  throw invalid(code, detail, pointer === undefined ? undefined : [{ pointer, code, detail }]);
}
