import { expect, it } from '@jest/globals';
import { newAppSecret, setupOf, stepOf } from '../src/secondFactor/oneTimeCode.js';

/** RFC 6238, appendix B: the last six digits. */
const secret = Buffer.from('12345678901234567890');
const at = (seconds: number) => new Date(seconds * 1000);

it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [20_000_000_000, '353130'],
])('the code at second %d is that of the specification', (seconds, code) => {
  expect(stepOf(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
});

it('a clock may be wrong by one step and no more', () => {
  const seconds = 1_111_111_109;
  const step = Math.floor(seconds / 30);
  expect(stepOf(secret, '081804', at(seconds + 30))).toBe(step);
  expect(stepOf(secret, '081804', at(seconds - 30))).toBe(step);
  expect(stepOf(secret, '081804', at(seconds + 60))).toBeNull();
  expect(stepOf(secret, '081804', at(seconds - 60))).toBeNull();
});

it('a code may be written in two groups', () => expect(stepOf(secret, ' 287 082', at(59))).toBe(1));

it('the app is told by whom and for whom the codes are', () => {
  const { secret, uri } = setupOf(newAppSecret(), 'finance@closeout.test');
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const { searchParams, pathname } = new URL(uri);
  expect(decodeURIComponent(pathname)).toContain('Closeout:finance@closeout.test');
  expect(Object.fromEntries(searchParams)).toMatchObject({ secret, issuer: 'Closeout', period: '30' });
});
