import { expect, it } from '@jest/globals';
import { hashOfRecoveryCode, newRecoveryCode } from './recoveryCode.js';

it('a recovery code is four groups of four, and no two are alike', () => {
  const codes = Array.from({ length: 200 }, newRecoveryCode);
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  expect(new Set(codes).size).toBe(200);
});

it.each(['10AB-CDEF-GHJK-MNPQ', '10abcdefghjkmnpq', ' lOAB CDEF GHJK MNPQ '])(
  'it is the same however it is typed: “%s”',
  (typed) => expect(hashOfRecoveryCode(typed)).toEqual(hashOfRecoveryCode('10AB-CDEF-GHJK-MNPQ')),
);
