import { expect, it } from '@jest/globals';
import { forgetOthers, keep, keptAs, keptIn, mayBeKept } from './kept.js';

function memory() {
  const all = new Map<string, string>();
  return {
    getItem: (key: string) => all.get(key) ?? null,
    setItem: (key: string, text: string) => void all.set(key, text),
    removeItem: (key: string) => void all.delete(key),
    key: (index: number) => [...all.keys()][index] ?? null,
    get length() {
      return all.size;
    },
  };
}

it('what somebody typed is there for them again, and for nobody who signs in after them', () => {
  const store = memory();
  const kept = { before: { title: '' }, typed: { title: 'Observatory' } };
  keep(store, keptAs('petra', '/projects/new'), kept);
  keep(store, keptAs('sam', '/quotes/new'), kept);
  store.setItem('closeout.language', 'de');
  forgetOthers(store, 'petra');
  expect(keptIn(store, keptAs('petra', '/projects/new'))).toEqual(kept);
  expect(keptIn(store, keptAs('sam', '/quotes/new'))).toBeNull();
  forgetOthers(store, null);
  expect(keptIn(store, keptAs('petra', '/projects/new'))).toBeNull();
  expect(store.getItem('closeout.language')).toBe('de');
});

it('a form with a password is never kept', () => {
  expect(mayBeKept({ name: '', email: '' })).toBe(true);
  expect(mayBeKept({ email: '', newPassword: '' })).toBe(false);
  expect(mayBeKept({ secret: '' })).toBe(false);
  expect(mayBeKept({ code: '' })).toBe(false);
});

it('a browser without room for it goes on without', () => {
  const full = {
    ...memory(),
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  };
  expect(() => keep(full, keptAs('petra', '/'), { before: {}, typed: {} })).not.toThrow();
});
