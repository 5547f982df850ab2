import pg from 'pg';
import type { Logger } from '../observability/logger.js';
import { watchReach, type Reach } from '../observability/reach.js';
import type { Clock } from './clock.js';
import { connect } from './connect.js';
import { identitySql } from './identity.js';
import { isDatabaseAway, isStalePlan } from './errors.js';
import { refuseSecondConnections } from './openTransactions.js';
import { statement, statementOf, type Statement } from './statement.js';
import { transaction } from './transaction.js';
import type { Tx } from './Tx.js';
import { typeParsers } from './typeParsers.js';

export interface DatabaseOptions {
  url: string;
  service: string;
  /** Few connections do more than many (measured: 4 beat 32 twice over). Default 6. */
  poolSize?: number;
  log: Logger;
  clock: Clock;
  /** How long one statement may take, and how long it may wait for a lock. Defaults 15 s and 10 s. */
  statementTimeoutMs?: number;
  lockTimeoutMs?: number;
}

export interface Database {
  readonly service: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told by each statement how it went. */
  readonly reach: Reach;
  /**
   * Throws while this service may say nothing: its database was restored, and others have seen more than it holds. Called
   * before each commit that writes events.
   */
  refuseEvents: () => void;
  /** Called with the identity of the database that each new connection leads to. */
  onConnection(listener: (identity: string | null) => void): void;
  /** Shared with Prisma: `new PrismaPg(db.pool)`. */
  readonly pool: pg.Pool;
  /** Outside any transaction, for reads. */
  query: Tx['query'];
  run: Tx['run'];
  /**
   * Runs in one transaction (READ COMMITTED), begun anew up to five times when PostgreSQL reports a
   * deadlock or a serialization failure: `run` may therefore be called more than once.
   */
  transaction<R>(run: (tx: Tx) => Promise<R>): Promise<R>;
  /** Called after each commit that wrote events: that is what wakes the relay. Returns how to stop it. */
  onEvents(listener: () => void): () => void;
  /** Tells the listeners; for transactions that were not opened here. */
  eventsWritten(): void;
  /** Wakes a scheduled job, by its name (`wakeJob`). */
  readonly jobs: Map<string, () => void>;
  close(): Promise<void>;
}

export function openDatabase(options: DatabaseOptions): Database {
  const { log, clock, service } = options;
  const connectionListeners = new Set<(identity: string | null) => void>();
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? 6,
    application_name: `closeout-${service}`,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 300_000,
    statement_timeout: options.statementTimeoutMs ?? 15_000,
    lock_timeout: options.lockTimeoutMs ?? 10_000,
    idle_in_transaction_session_timeout: 60_000,
    // For a network that swallows packets: the server's own timeouts would never reach us.
    query_timeout: (options.statementTimeoutMs ?? 15_000) + 5_000,
    keepAlive: true,
    options: '-c jit=off', // it compiles for longer than such short statements run
    types: typeParsers,
    // Statements are sent without waiting for the answer to the one before: BEGIN travels with the
    // first statement, COMMIT with the last.
    pipeline: true,
    // Before anybody gets the connection: behind it there may be another database than before.
    verify: (client: pg.ClientBase, done: (error?: Error) => void) => {
      client.query<{ identity: string | null }>(identitySql).then(
        ({ rows }) => {
          for (const listener of connectionListeners) listener(rows[0]?.identity ?? null);
          done();
        },
        (error: Error) => done(error),
      );
    },
  } as pg.PoolConfig);
  refuseSecondConnections(pool, log);
  // Whether it is away, the next statement finds out and says.
  pool.on('error', (error) => log.debug({ err: error }, 'an idle database connection was lost'));
  // A server that goes down tells a connection between two statements, too; unheard, that would end the process.
  // Whoever holds the connection learns of it from the next statement.
  pool.on('connect', (client) => void client.on('error', () => undefined));

  const reach = watchReach(log, 'postgresql');
  const listeners = new Set<() => void>();
  const database: Database = {
    service,
    clock,
    log,
    reach,
    refuseEvents: () => undefined,
    onConnection: (listener) => void connectionListeners.add(listener),
    pool,
    query: (text, values) => send(pool, reach, statement(text, values)),
    run: async (built) => send(pool, reach, statementOf(built)),
    transaction: (run) => transaction(database, run),
    onEvents(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    jobs: new Map(),
    eventsWritten() {
      for (const listener of listeners) listener();
    },
    close: () => pool.end(),
  };
  return database;
}

/** Unlike pool.query, a statement that PostgreSQL refuses does not cost the connection. */
async function send<Row>(pool: pg.Pool, reach: Reach, sent: Statement): Promise<Row[]> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await connect(pool, reach);
    try {
      const result = await client.query(sent);
      client.release();
      reach.back();
      return result.rows as Row[];
    } catch (error) {
      if (isDatabaseAway(error)) reach.gone(error);
      const broken = isDatabaseAway(error) || isStalePlan(error);
      client.release(broken);
      if (attempt > 1 || !isStalePlan(error)) throw error;
    }
  }
}
