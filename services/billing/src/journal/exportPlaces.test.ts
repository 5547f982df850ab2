import { describe, expect, it } from '@jest/globals';
import { createExportPlaces } from './exportPlaces.js';

const codeOf = (run: () => unknown) => {
  try {
    run();
    return null;
  } catch (error) {
    const { code, retryAfter } = error as { code: string; retryAfter: number };
    return `${code} ${retryAfter}`;
  }
};

describe('Exports of the journal', () => {
  it('are two at once of one caller, and a place is free when one ends', () => {
    const places = createExportPlaces();
    const leave = places.take('accounting');
    places.take('accounting');
    expect(codeOf(() => places.take('accounting'))).toBe('too-many-requests 5');
    places.take('auditor');
    leave();
    expect(codeOf(() => places.take('accounting'))).toBeNull();
  });

  it('are so many of all callers together', () => {
    const places = createExportPlaces({ most: 2, ofOne: 2 });
    places.take('a');
    places.take('b');
    expect(codeOf(() => places.take('c'))).toBe('busy 5');
  });
});
