import { describe, expect, it } from '@jest/globals';
import { inConflict, keepTyped } from './keepTyped.js';

const before = { title: 'Roof', budget: '100', notes: '' };

describe('A form whose record a colleague has changed', () => {
  it('keeps what was typed and takes over the rest', () => {
    const typed = { ...before, title: 'New roof' };
    const now = { ...before, budget: '200' };
    expect(keepTyped(typed, before, now)).toEqual({ title: 'New roof', budget: '200', notes: '' });
    expect(inConflict(typed, before, now)).toEqual([]);
  });

  it('says which fields both have changed', () => {
    const typed = { ...before, title: 'New roof', notes: 'the same' };
    const now = { ...before, title: 'Old roof', notes: 'the same' };
    expect(keepTyped(typed, before, now).title).toBe('New roof');
    expect(inConflict(typed, before, now)).toEqual(['title']);
  });
});
