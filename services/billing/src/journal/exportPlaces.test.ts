import { EventEmitter } from 'node:events';
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
const answer = (closed = false) => Object.assign(new EventEmitter(), { closed });

describe('Exports of the journal', () => {
  it('are two at once of one caller, and a place is free when one ends', () => {
    const places = createExportPlaces();
    const first = answer();
    places.take('accounting', first);
    places.take('accounting', answer());
    expect(codeOf(() => places.take('accounting', answer()))).toBe('too-many-requests 5');
    places.take('auditor', answer());
    first.emit('close');
    expect(codeOf(() => places.take('accounting', answer()))).toBeNull();
  });

  it('are so many of all callers together', () => {
    const places = createExportPlaces({ most: 2, ofOne: 2 });
    places.take('a', answer());
    places.take('b', answer());
    expect(codeOf(() => places.take('c', answer()))).toBe('busy 5');
  });

  it('take no place for a client that left before they began: nothing would give it back', () => {
    const places = createExportPlaces({ most: 1, ofOne: 1 });
    expect(places.take('a', answer(true))).toBe(false);
    expect(places.take('a', answer())).toBe(true);
  });
});
