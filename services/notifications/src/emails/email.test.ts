import { describe, expect, it } from '@jest/globals';
import { decideFate, type Outcome, type RetryPolicy } from './email.js';

const policy: RetryPolicy = {
  maxRefusals: 3,
  firstMs: 1000,
  maxMs: 60_000,
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

  it('that the server did not want now is tried again after the delay', () => {
    expect(decideFate(first, notNow, policy, soon, 4000)).toEqual({
      status: 'QUEUED',
      reason: '451 try later',
      refusals: 1,
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
