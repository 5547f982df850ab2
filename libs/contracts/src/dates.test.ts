import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertHappened, dayIn, dayOf, isTimeZone, lastDayOfMonth } from './dates.js';
import { Day, EndDayOrMonth, EnteredDay, Instant, StartDayOrMonth } from './fields.js';
import { DomainError } from './errors.js';

describe('a day', () => {
  it.each(['2026-01-31', '2024-02-29', '2000-02-29', '0001-01-01'])('%s exists', (day) => {
    expect(Day.safeParse(day).success).toBe(true);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '2026-01-31T00:00:00Z',
    '',
    '31.01.2026',
    20260131,
    null,
  ])('%p does not', (day) => {
    expect(Day.safeParse(day).success).toBe(false);
  });

  it('is the UTC day of an instant', () => {
    expect(dayOf(new Date('2026-01-31T23:59:59.999Z'))).toBe('2026-01-31');
    expect(dayOf(new Date('2026-02-01T00:30:00.000+02:00'))).toBe('2026-01-31');
  });
});

describe('a day that is entered', () => {
  it.each(['2000-01-01', '2026-01-31', '9999-12-31'])('can be %s', (day) => {
    expect(EnteredDay.safeParse(day).success).toBe(true);
  });

  it.each([
    '1999-12-31',
    '0001-01-01',
    '0206-01-31',
    '206-01-31',
    '12026-01-31',
    '02026-01-31',
    '+012026-01-31',
  ])('cannot be %s', (day) => {
    expect(EnteredDay.safeParse(day).success).toBe(false);
    expect(StartDayOrMonth.safeParse(day).success).toBe(false);
    expect(EndDayOrMonth.safeParse(day.slice(0, -3)).success).toBe(false);
  });
});

describe('what happened', () => {
  const refusal = (day: string, now: string, pointer?: string): unknown => {
    try {
      assertHappened(day, new Date(now), pointer);
      return null;
    } catch (error) {
      return error instanceof DomainError && [error.kind, error.code, error.errors?.[0]?.pointer];
    }
  };

  it('is dated tomorrow by UTC at the latest, because somewhere it is tomorrow already', () => {
    expect(refusal('2026-03-01', '2026-02-28T23:59:00Z')).toBeNull();
    expect(refusal('2026-03-01', '2026-02-28T00:00:00Z')).toBeNull();
    expect(refusal('2026-03-02', '2026-02-28T23:59:59.999Z', '/date')).toEqual([
      'invalid',
      'date-in-future',
      '/date',
    ]);
    expect(refusal('2026-03-02', '2026-03-01T00:00:00Z')).toBeNull();
  });

  it('lies as far back as one likes', () => {
    expect(refusal('2000-01-01', '2026-02-28T12:00:00Z')).toBeNull();
  });
});

describe('the day in a time zone', () => {
  it.each([
    ['UTC', '2026-01-31T23:59:59.999Z', '2026-01-31'],
    ['Asia/Tokyo', '2026-01-30T22:39:00.000Z', '2026-01-31'],
    ['America/Los_Angeles', '2027-01-01T07:59:59.000Z', '2026-12-31'],
    ['America/Los_Angeles', '2027-01-01T08:00:00.000Z', '2027-01-01'],
    ['Europe/Berlin', '2026-03-28T22:59:00.000Z', '2026-03-28'],
    ['Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29'],
    ['Europe/Berlin', '2026-07-31T22:00:00.000Z', '2026-08-01'],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00.000Z', '2027-01-01'],
  ])('%s, %s: %s', (zone, instant, day) => {
    expect(dayIn(zone, new Date(instant))).toBe(day);
  });

  it('is that of a zone that exists', () => {
    expect(['UTC', 'Europe/Berlin', 'Asia/Kolkata'].every(isTimeZone)).toBe(true);
    expect(['', 'Europe/Bonn', '+02:00', 'Berlin', '../etc'].some(isTimeZone)).toBe(false);
  });
});

describe('a month', () => {
  it('stands for its first day where something starts, and for its last where something ends', () => {
    expect(StartDayOrMonth.parse('2026-01')).toBe('2026-01-01');
    expect(EndDayOrMonth.parse('2026-03')).toBe('2026-03-31');
    expect(EndDayOrMonth.parse('2028-02')).toBe('2028-02-29');
    expect(StartDayOrMonth.parse('2026-01-15')).toBe('2026-01-15');
  });

  it.each(['2026-13', '2026-00', '2026', '2026-1', 'next month'])('%s is none', (month) => {
    expect(StartDayOrMonth.safeParse(month).success).toBe(false);
    expect(EndDayOrMonth.safeParse(month).success).toBe(false);
  });

  it('ends on a day whose next day is in another month', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1970, max: 2199 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const yearMonth = `${year}-${String(month).padStart(2, '0')}`;
        const last = lastDayOfMonth(yearMonth);
        expect(last.startsWith(yearMonth)).toBe(true);
        expect(dayOf(new Date(Date.parse(last) + 86_400_000)).startsWith(yearMonth)).toBe(false);
      }),
    );
  });
});

it('an instant is in UTC, to the millisecond', () => {
  expect(Instant.safeParse('2026-01-31T09:30:00.000Z').success).toBe(true);
  expect(Instant.safeParse('2026-01-31T09:30:00.000+01:00').success).toBe(false);
  expect(Instant.safeParse(new Date().toISOString()).success).toBe(true);
});
