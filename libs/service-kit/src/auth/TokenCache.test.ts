import { describe, expect, it } from '@jest/globals';
import { anonymous } from './Actor.js';
import { TokenCache } from './TokenCache.js';

const entry = (expiresAt: number, keyId = 'k') => ({ actor: anonymous, expiresAt, keyId });

describe('remembered tokens', () => {
  it('are bounded: the least recently used go first', () => {
    const cache = new TokenCache(2);
    cache.set('a', entry(10));
    cache.set('b', entry(10));
    cache.get('a', 0);
    cache.set('c', entry(10));
    expect(['a', 'b', 'c'].map((key) => cache.get(key, 0) !== null)).toEqual([true, false, true]);
    expect(cache.size).toBe(2);
  });

  it('are never good at or past their expiry', () => {
    const cache = new TokenCache();
    cache.set('a', entry(10));
    expect([cache.get('a', 9) !== null, cache.get('a', 10), cache.get('a', 9)]).toEqual([true, null, null]);
  });

  it('are forgotten with their key', () => {
    const cache = new TokenCache();
    cache.set('a', entry(10, 'old'));
    cache.set('b', entry(10, 'new'));
    cache.forget(({ keyId }) => keyId === 'old');
    expect([cache.get('a', 0), cache.get('b', 0) !== null]).toEqual([null, true]);
  });

  it('are known by their hash only', () => {
    expect(TokenCache.keyOf('abc')).not.toContain('abc');
  });
});
