import { beforeEach, describe, expect, it } from '@jest/globals';
import { createCallerCache, type CallerCache } from './callerCache.js';

let now: number;
let asked: string[];
let revokedAt: Map<string, number>;
let cache: CallerCache;
let answer: () => Promise<void>;
const connection = {};

beforeEach(() => {
  now = 1_000;
  asked = [];
  revokedAt = new Map();
  answer = async () => undefined;
  cache = createCallerCache({
    clock: { now: () => new Date(now) },
    most: 3,
    revocations: {
      refuse: () => undefined,
      isRevokedSince: (subject, since) => (revokedAt.get(subject) ?? -1) >= since,
      poll: async () => undefined,
      onRevoked: () => undefined,
    },
    async resolve(credential) {
      asked.push(credential);
      await answer();
      const actor = {
        kind: 'user' as const,
        id: credential,
        name: '',
        permissions: new Set<string>(),
        clearance: 0,
      };
      return {
        caller: {
          actor,
          authorization: credential,
          expiresAt: now + 100,
          subject: `session of ${credential}`,
        },
        goodUntil: now + 100,
      };
    },
  });
});

describe('What is known of a credential', () => {
  it('is asked for once, also when many calls come at the same time', async () => {
    await Promise.all([cache.find('a'), cache.find('a'), cache.find('a')]);
    await cache.find('a');
    expect(asked).toEqual(['a']);
    expect(cache.known('a', connection)?.actor.id).toBe('a');
    expect(cache.known('b', connection)).toBeNull();
  });

  it('is good until its end, also on the connection that sent it last', async () => {
    await cache.find('a');
    expect(cache.known('a', connection)).not.toBeNull();
    now += 99;
    expect(cache.known('a', connection)).not.toBeNull();
    now += 1;
    expect(cache.known('a', connection)).toBeNull();
    await cache.find('a');
    expect(asked).toEqual(['a', 'a']);
  });

  it('is worth nothing once its session is revoked, also on the connection that sent it last', async () => {
    await cache.find('a');
    expect(cache.known('a', connection)).not.toBeNull();
    revokedAt.set('session of a', now);
    expect(cache.known('a', connection)).toBeNull();
  });

  it('is worth nothing when it was revoked while it was being asked for', async () => {
    answer = async () => void revokedAt.set('session of a', (now += 1));
    await cache.find('a');
    expect(cache.known('a', connection)).toBeNull();
  });

  it('is forgotten when a signing key is dropped', async () => {
    await cache.find('a');
    cache.known('a', connection);
    cache.clear();
    expect(cache.known('a', connection)).toBeNull();
  });

  it('is bounded: the oldest goes first', async () => {
    for (const credential of ['a', 'b', 'c', 'd']) await cache.find(credential);
    expect(cache.known('a', connection)).toBeNull();
    expect(cache.known('d', connection)).not.toBeNull();
  });

  it('is no refusal: who was refused is asked about anew', async () => {
    answer = () => Promise.reject(new Error('no'));
    await expect(cache.find('a')).rejects.toThrow('no');
    await expect(cache.find('a')).rejects.toThrow('no');
    expect(asked).toEqual(['a', 'a']);
  });
});
