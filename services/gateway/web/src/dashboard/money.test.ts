import { expect, it } from '@jest/globals';
import type { BillingSummary, ProjectsSummary } from './dashboardQueries.js';
import { currenciesOf, monthsOf, totalOf } from './money.js';

const billing: BillingSummary = {
  today: '2026-11-21',
  waiting: [],
  months: [
    { month: '2026-10', currency: 'EUR', invoiced: '400.00', received: '300.00', overdue: '100.00' },
    { month: '2026-11', currency: 'EUR', invoiced: '50.10', received: '0.00', overdue: '0.00' },
    { month: '2026-11', currency: 'JPY', invoiced: '7000', received: '0', overdue: '0' },
  ],
};
const projects: ProjectsSummary = {
  today: '2026-11-21',
  byStatus: [],
  waiting: [],
  expected: [{ month: '2027-02', currency: 'EUR', amount: '5000.00' }],
  closures: null,
};

it('currencies stay apart, the one that is used most first', () => {
  expect(currenciesOf({ billing, projects })).toEqual(['EUR', 'JPY']);
});

it('a year of months, with nothing where nothing was done', () => {
  const months = monthsOf({ billing, projects }, 'EUR');
  expect(months).toHaveLength(13);
  expect(months[0]).toEqual({ month: '2026-05', invoiced: '0', received: '0', overdue: '0', expected: '0' });
  expect(months[5]).toMatchObject({ month: '2026-10', invoiced: '400.00', overdue: '100.00' });
  expect(months[9]).toEqual({
    ...{ month: '2027-02', expected: '5000.00' },
    ...{ invoiced: null, received: null, overdue: null },
  });
  expect(totalOf(months, 'invoiced')).toBe('450.10');
});

it('what is away or not to be seen is not nothing', () => {
  const months = monthsOf({ billing: undefined, projects }, 'EUR');
  expect(totalOf(months, 'received')).toBeNull();
  expect(totalOf(months, 'expected')).toBe('5000.00');
  const receiptsOnly = {
    ...billing,
    months: billing.months.map((month) => ({ ...month, invoiced: null, overdue: null })),
  };
  expect(totalOf(monthsOf({ billing: receiptsOnly, projects }, 'EUR'), 'overdue')).toBeNull();
  expect(totalOf(monthsOf({ billing: receiptsOnly, projects }, 'EUR'), 'received')).toBe('300.00');
});
