import { z } from 'zod';
import { firstDay, lastDayOfMonth } from '../dates.js';

/** A calendar day that exists, `YYYY-MM-DD`. There was no year 0, and PostgreSQL has none. */
export const Day = z.iso
  .date('expected a day that exists, such as "2026-01-31"')
  .refine((day) => day >= '0001-01-01', 'expected a day from the year 1 on')
  .meta({ description: 'Calendar day', examples: ['2026-01-31'] });

/** A calendar day in a request. Answers, events and filters take any `Day`: what was stored before this rule stays readable. */
export const EnteredDay = Day.refine((day) => day >= firstDay, `expected a day from ${firstDay} on`).meta({
  description: 'Calendar day, from 2000-01-01 on',
  examples: ['2026-01-31'],
});

/** An instant, RFC 3339 in UTC. */
export const Instant = z.iso
  .datetime({ precision: 3 })
  .meta({ description: 'Instant, RFC 3339 UTC', examples: ['2026-01-31T09:30:00.000Z'] });

const month = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** A day, or a month that stands for its first day (`startDate`). */
export const StartDayOrMonth = z
  .string()
  .transform((value) => (month.test(value) ? `${value}-01` : value))
  .pipe(EnteredDay)
  .meta({ description: 'Day, or a month that stands for its first day', examples: ['2026-01'] });

/** A day, or a month that stands for its last day (`endDate`). */
export const EndDayOrMonth = z
  .string()
  .transform((value) => (month.test(value) ? lastDayOfMonth(value) : value))
  .pipe(EnteredDay)
  .meta({ description: 'Day, or a month that stands for its last day', examples: ['2026-03'] });
