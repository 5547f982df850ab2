import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { checkVersion, etagOf, matchesNone, readIfMatch } from './version.js';

const withIfMatch = (value?: string) => ({ headers: { 'if-match': value } }) as unknown as IncomingMessage;

describe('a version that the caller saw', () => {
  it.each([
    ['"3"', 3],
    ['W/"3"', 3],
    ['3', 3],
    ['*', null],
    [undefined, null],
  ])('is read from If-Match %s', (header, version) => {
    expect(readIfMatch(withIfMatch(header))).toBe(version);
  });

  it.each(['', '"a"', '"1", "2"', '-1', '"99999999999999999999"'])(
    'is refused when it is none: %j',
    (header) => {
      expect(() => readIfMatch(withIfMatch(header))).toThrow(
        expect.objectContaining({ code: 'invalid-request' }),
      );
    },
  );

  it('must be the current one, if it is given', () => {
    expect(() => checkVersion(null, 5)).not.toThrow();
    expect(() => checkVersion(5, 5)).not.toThrow();
    expect(() => checkVersion(4, 5)).toThrow(
      expect.objectContaining({ code: 'stale-version', kind: 'stale', extra: { currentVersion: 5 } }),
    );
  });
});

describe('an ETag', () => {
  it('is the version of one resource; lists have none', () => {
    expect([etagOf({ version: 2 }), etagOf({ items: [] }), etagOf(null), etagOf('text')]).toEqual([
      '"2"',
      null,
      null,
      null,
    ]);
  });

  it('is found among those the caller has', () => {
    expect([
      matchesNone('"1", W/"2"', '"2"'),
      matchesNone('"1"', '"2"'),
      matchesNone(undefined, '"2"'),
    ]).toEqual([true, false, false]);
  });
});
