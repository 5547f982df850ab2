import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayPattern, readDay, writeDay } from './readDay.js';

it.each([
  ['1.2.2026', 'de', '2026-02-01'],
  ['01.02.26', 'de', '2026-02-01'],
  [' 27.11.2026 ', 'de-AT', '2026-11-27'],
  ['01/02/2026', 'en-GB', '2026-02-01'],
  ['01/02/2026', 'en-US', '2026-01-02'],
  ['2026-02-01', 'en-US', '2026-02-01'],
  ['2026-2-1', 'de', '2026-02-01'],
  ['29.02.2028', 'de', '2028-02-29'],
])('%s in %s is the day %s', (typed, locale, day) => {
  expect(readDay(typed, locale)).toBe(day);
});

it.each([
  '',
  '1.2.',
  '31.02.2026',
  '29.02.2026',
  '0.1.2026',
  '1.13.2026',
  'tomorrow',
  '1. Februar 2026',
  '1.2.202',
])('“%s” is no day', (typed) => {
  expect(readDay(typed, 'de')).toBe('');
});

it('a day is read back as it was written, in every language', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
      fc.constantFrom('de', 'de-AT', 'en', 'en-GB', 'en-US', 'en-CA', 'en-ZA'),
      (date, locale) => {
        const day = date.toISOString().slice(0, 10);
        expect(readDay(writeDay(day, locale), locale)).toBe(day);
      },
    ),
  );
});

it('the field shows how a day is typed', () => {
  expect(dayPattern('de', 'TMJ')).toBe('TT.MM.JJJJ');
  expect(dayPattern('en-GB', 'DMY')).toBe('DD/MM/YYYY');
  expect(dayPattern('en-US', 'DMY')).toBe('MM/DD/YYYY');
});
