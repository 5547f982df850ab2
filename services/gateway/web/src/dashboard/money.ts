import { add } from '../format/decimal.js';
import type { BillingSummary, ProjectsSummary } from './dashboardQueries.js';

export const series = ['invoiced', 'received', 'overdue', 'expected'] as const;
export type Series = (typeof series)[number];
/** null: nothing is known of it, because it may not be seen or is away. */
export type MonthOfMoney = { month: string } & Record<Series, string | null>;

interface Parts {
  billing: BillingSummary | undefined;
  projects: ProjectsSummary | undefined;
}

/** With the currency first that the most is done in. */
export function currenciesOf({ billing, projects }: Parts): string[] {
  const uses = [...(billing?.months ?? []), ...(projects?.expected ?? [])].map(({ currency }) => currency);
  const count = (currency: string) => uses.filter((other) => other === currency).length;
  return [...new Set(uses)].sort((a, b) => count(b) - count(a) || a.localeCompare(b));
}

/** From half a year ago to half a year ahead, month by month, in one currency. */
export function monthsOf({ billing, projects }: Parts, currency: string): MonthOfMoney[] {
  const today = billing?.today ?? projects?.today;
  if (!today) return [];
  return Array.from({ length: 13 }, (_, index) => {
    const month = monthFrom(today, index - 6);
    const isIt = (one: { month: string; currency: string }) =>
      one.month === month && one.currency === currency;
    const documents = billing?.months.find(isIt);
    const past = month <= today.slice(0, 7);
    // A month without documents is not in the answer: nothing was done in it.
    const figure = (name: 'invoiced' | 'received' | 'overdue') =>
      !past || !seen(billing, name) ? null : (documents?.[name] ?? '0');
    return {
      month,
      invoiced: figure('invoiced'),
      received: figure('received'),
      overdue: figure('overdue'),
      expected: projects?.expected.length ? (projects.expected.find(isIt)?.amount ?? '0') : null,
    };
  });
}

const seen = (billing: BillingSummary | undefined, name: 'invoiced' | 'received' | 'overdue'): boolean =>
  billing?.months.some((one) => one[name] !== null) ?? false;

/** The sum of a series; null where nothing is known of it. */
export function totalOf(months: readonly MonthOfMoney[], name: Series): string | null {
  const known = months.map((month) => month[name]).filter((amount) => amount !== null);
  return known.length === 0 ? null : known.reduce(add, '0');
}

/** `YYYY-MM`, so many months after a day’s own. */
export function monthFrom(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 7);
}
