import type pg from 'pg';
import type { Reach } from '../observability/reach.js';
import { isDatabaseAway } from './errors.js';

/** A connection of the pool. */
export async function connect(pool: pg.Pool, reach: Reach): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    if (isDatabaseAway(error)) reach.gone(error);
    throw error;
  }
}
