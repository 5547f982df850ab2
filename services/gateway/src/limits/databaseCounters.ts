import type pg from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';

export type Counter = RateLimiterPostgres;

/** Counters in the database, so that all replicas count together. */
export function databaseCounters(
  pool: pg.Pool,
): (counter: { name: string; points: number; seconds: number }) => Counter {
  // The limiter reckons with numbers, our connections give int8 as bigint.
  const storeClient = {
    async query(statement: pg.QueryConfig) {
      const { rows, rowCount } = await pool.query<{ points: number; expire: bigint | null }>(statement);
      return { rowCount, rows: rows.map((row) => ({ ...row, expire: row.expire && Number(row.expire) })) };
    },
  };
  return ({ name, points, seconds }) =>
    new RateLimiterPostgres({
      storeClient,
      storeType: 'pool',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points,
      duration: seconds,
    });
}
