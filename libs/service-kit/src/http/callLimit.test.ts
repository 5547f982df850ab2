import type { DomainError } from '@closeout/contracts/errors';
import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../auth/Actor.js';
import { createCallLimit } from './callLimit.js';

const actor = (id: string, kind: Actor['kind'] = 'user') => ({ id, kind }) as Actor;
const refusalOf = (run: () => void) => {
  try {
    run();
    return null;
  } catch (error) {
    const { code, kind, retryAfter } = error as DomainError;
    return { code, kind, retryAfter };
  }
};

describe('Calls of one caller in a minute', () => {
  it('are as many as are allowed; further ones wait for the next minute, and others do not', () => {
    let now = 600_000 + 18_000;
    const limit = createCallLimit(2, () => now);
    const call = (id: string) => refusalOf(() => limit.count(actor(id)));
    expect([call('a'), call('a')]).toEqual([null, null]);
    expect(call('a')).toEqual({ code: 'too-many-requests', kind: 'too-many', retryAfter: 42 });
    expect(call('b')).toBeNull();
    now += 42_000;
    expect(call('a')).toBeNull();
  });

  it('of other services are not counted', () => {
    const limit = createCallLimit(1, () => 0);
    for (let i = 0; i < 10; i += 1) limit.count(actor('projects', 'service'));
  });
});
