import { DomainError } from '@closeout/contracts';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type pg from 'pg';
import { networkOf } from './clientAddress.js';

/**
 * Failed sign-ins are counted three ways, in the database, so that all replicas count together:
 * for one e-mail address from one network (somebody guesses one password), for one e-mail address from
 * anywhere (many guess it together), and for one network (somebody tries many addresses).
 * The middle one is far larger than the first: otherwise anybody could lock anybody else out.
 */
export interface SignInLimits {
  /** @throws DomainError 429 `too-many-requests` when the attempt is not to be made at all */
  check(email: string, address: string): Promise<void>;
  failed(email: string, address: string): Promise<void>;
  succeeded(email: string, address: string): Promise<void>;
}

const windowSeconds = 15 * 60;

export function createSignInLimits(pool: pg.Pool, failures: number): SignInLimits {
  // The limiter reckons with numbers, our connections give int8 as bigint.
  const storeClient = {
    async query(statement: pg.QueryConfig) {
      const { rows, rowCount } = await pool.query<{ points: number; expire: bigint | null }>(statement);
      return { rowCount, rows: rows.map((row) => ({ ...row, expire: row.expire && Number(row.expire) })) };
    },
  };
  const limiter = (keyPrefix: string, points: number) =>
    new RateLimiterPostgres({
      storeClient,
      storeType: 'pool',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      points,
      duration: windowSeconds,
    });
  const limiters = [
    {
      limiter: limiter('pair', failures),
      keyOf: (email: string, network: string) => `${email} ${network}`.slice(-240),
    },
    { limiter: limiter('email', failures * 10), keyOf: (email: string) => email.slice(-240) },
    { limiter: limiter('net', failures * 10), keyOf: (_: string, network: string) => network },
  ];

  return {
    async check(email, address) {
      const states = await Promise.all(
        limiters.map(({ limiter, keyOf }) => limiter.get(keyOf(email, networkOf(address)))),
      );
      const waits = states.map((state, i) =>
        state && state.consumedPoints >= (limiters[i]?.limiter.points ?? 0) ? state.msBeforeNext : 0,
      );
      const wait = Math.max(...waits);
      if (wait > 0)
        throw tooMany('Too many failed sign-ins. Wait before you try again.', Math.ceil(wait / 1000));
    },
    async failed(email, address) {
      await Promise.all(
        limiters.map(({ limiter, keyOf }) => limiter.penalty(keyOf(email, networkOf(address)))),
      );
    },
    async succeeded(email, address) {
      const [pair] = limiters;
      await pair?.limiter.delete(pair.keyOf(email, networkOf(address)));
    },
  };
}

export function tooMany(detail: string, retryAfter: number): DomainError {
  return new DomainError('too-many', 'too-many-requests', { detail, retryAfter });
}
