import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideFate, retryDelayMs, type Outcome, type RetryPolicy } from './email.js';

const policy: RetryPolicy = {
  maxRefusals: 3,
  firstDelayMs: 1000,
  longestDelayMs: 60_000,
  giveUpAfterMs: 3_600_000,
};
const queuedAt = new Date('2026-01-31T09:00:00Z');
const soon = new Date('2026-01-31T09:00:10Z');
const late = new Date('2026-01-31T10:00:00Z');
const first = { attempts: 1, refusals: 0, queuedAt };
const notNow: Outcome = { kind: 'refused', permanent: false, reason: '451 try later' };
const never: Outcome = { kind: 'refused', permanent: true, reason: '550 no such user' };
const away: Outcome = { kind: 'unreachable', reason: 'connect ECONNREFUSED' };

describe('an e-mail', () => {
  it('that the server took is sent', () => {
    expect(decideFate(first, { kind: 'accepted' }, policy, soon, 0)).toEqual({ status: 'SENT' });
  });

  it('that the server refused for good has failed at once', () => {
    expect(decideFate(first, never, policy, soon, 0)).toMatchObject({
      status: 'FAILED',
      reason: '550 no such user',
    });
  });

  it('that the server did not want now is tried again, with a delay that doubles', () => {
    expect(decideFate(first, notNow, policy, soon, 0.999999)).toMatchObject({
      status: 'QUEUED',
      refusals: 1,
      nextAttemptAt: new Date(soon.getTime() + 1000),
    });
    expect(decideFate({ ...first, attempts: 3, refusals: 1 }, notNow, policy, soon, 0.999999)).toMatchObject({
      nextAttemptAt: new Date(soon.getTime() + 4000),
    });
  });

  it('has failed when the server did not want it too often', () => {
    expect(decideFate({ ...first, refusals: 2 }, notNow, policy, soon, 0).status).toBe('FAILED');
  });

  it('stays queued however often the server was away, until it is too old', () => {
    expect(decideFate({ ...first, attempts: 1000 }, away, policy, soon, 0)).toMatchObject({
      status: 'QUEUED',
      refusals: 0,
    });
    expect(decideFate({ ...first, attempts: 1000 }, away, policy, late, 0).status).toBe('FAILED');
  });
});

it('a delay lies between half of the full one and the full one, which never passes the longest', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 0.999999, noNaN: true }),
      (attempts, random) => {
        const full = Math.min(60_000, 1000 * 2 ** Math.min(attempts - 1, 40));
        const delay = retryDelayMs(attempts, policy, random);
        return delay >= full / 2 && delay <= full;
      },
    ),
  );
});
