import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import type { Logger } from '../observability/logger.js';

interface OpenTransaction {
  pool: pg.Pool;
  open: boolean;
}

const current = new AsyncLocalStorage<OpenTransaction>();

/** Runs what happens in a transaction on a connection of the pool. */
export async function inTransaction<R>(pool: pg.Pool, run: () => Promise<R>): Promise<R> {
  const transaction = { pool, open: true };
  try {
    return await current.run(transaction, run);
  } finally {
    transaction.open = false; // what was begun in it and goes on may use the pool again
  }
}

/**
 * Whoever holds a connection and waits for a second one waits for others who do the same: as many of them as the
 * pool has connections, and nothing moves until the wait times out. In production that is logged; everywhere else
 * it is an error, so that each test of a use case is a test of this too.
 */
export function refuseSecondConnections(pool: pg.Pool, log: Logger): void {
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
  pool.connect = ((...args: unknown[]) => {
    const transaction = current.getStore();
    if (transaction?.open && transaction.pool === pool) {
      const error = new Error('a second connection was asked for in a transaction: use its tx');
      if (process.env['NODE_ENV'] !== 'production') throw error;
      log.error({ err: error }, 'a transaction asks for a second connection');
    }
    return connect(...args);
  }) as typeof pool.connect;
}

/** Nothing remote happens in a transaction: its connection and its locks would be held for as long as another service likes. */
export function refuseCallsInTransactions(log: Logger, peer: string): void {
  if (!current.getStore()?.open) return;
  const error = new Error(`${peer} was called in a transaction: ask before it begins`);
  if (process.env['NODE_ENV'] !== 'production') throw error;
  log.error({ err: error }, 'a transaction calls another service');
}
