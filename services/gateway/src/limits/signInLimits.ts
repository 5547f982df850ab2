import { DomainError } from '@closeout/contracts/errors';
import type pg from 'pg';
import { networkOf } from './clientAddress.js';
import { databaseCounters, type Counter } from './databaseCounters.js';

/** Somebody who tries a password. */
export interface Attempt {
  email: string;
  address: string;
  /** What the account signed in with before (a device, a session), by a name that only its holder can bring; null: nothing. */
  known: string | null;
}

/**
 * Failed sign-ins are counted in the database, so that all replicas count together.
 *
 * A device that signed in to the account before counts by itself (OWASP, “Slow down online guessing attacks with
 * device cookies”): what strangers try never keeps its owner out. Strangers are counted for one account from one
 * network (somebody guesses one password), for one account from anywhere (many guess it together) and for one network
 * (somebody tries many accounts). The last one locks nobody out, or one person could do that to everybody behind one
 * address: it only leaves each account there fewer tries.
 */
export interface SignInLimits {
  /** @throws DomainError 429 `too-many-requests` when the attempt is not to be made at all */
  check(attempt: Attempt): Promise<void>;
  failed(attempt: Attempt): Promise<void>;
  succeeded(attempt: Attempt): Promise<void>;
}

const windowSeconds = 15 * 60;
/** So often an account may be tried from a network from which many are tried. */
const triesFromNoisyNetwork = 3;

export function createSignInLimits(pool: pg.Pool, failures: number): SignInLimits {
  const counter = databaseCounters(pool);
  const [device, pair, account, network] = ['device', 'pair', 'email', 'net'].map((name) =>
    counter({ name, points: failures, seconds: windowSeconds }),
  ) as [Counter, Counter, Counter, Counter];

  /** What an attempt counts for. */
  function countersOf({ email, address, known }: Attempt): { limiter: Counter; key: string }[] {
    if (known !== null) return [{ limiter: device, key: `${known} ${email}`.slice(0, 240) }];
    return [
      { limiter: pair, key: `${email} ${networkOf(address)}`.slice(-240) },
      { limiter: account, key: email.slice(-240) },
      { limiter: network, key: networkOf(address) },
    ];
  }

  return {
    async check(attempt) {
      const counters = countersOf(attempt);
      const states = await Promise.all(counters.map(({ limiter, key }) => limiter.get(key)));
      const used = counters.map((_, i) => states[i]?.consumedPoints ?? 0);
      const noisy = (used[2] ?? 0) >= failures * 10;
      const allowed = [noisy ? Math.min(triesFromNoisyNetwork, failures) : failures, failures * 10, Infinity];
      const waits = states.map((state, i) =>
        state && (used[i] ?? 0) >= (allowed[i] ?? Infinity) ? state.msBeforeNext : 0,
      );
      const wait = Math.max(...waits);
      if (wait > 0)
        throw tooMany('Too many failed sign-ins. Wait before you try again.', Math.ceil(wait / 1000));
    },
    async failed(attempt) {
      await Promise.all(countersOf(attempt).map(({ limiter, key }) => limiter.penalty(key)));
    },
    async succeeded(attempt) {
      const [own] = countersOf(attempt);
      await own?.limiter.delete(own.key);
    },
  };
}

export function tooMany(detail: string, retryAfter: number): DomainError {
  return new DomainError('too-many', 'too-many-requests', { detail, retryAfter });
}
