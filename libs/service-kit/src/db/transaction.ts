import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { backoff } from '../waiting/backoff.js';
import { connect } from './connect.js';
import { isDatabaseAway, isRetryable, isStalePlan } from './errors.js';
import { flushStatement } from './flush.js';
import type { Database } from './openDatabase.js';
import { inTransaction } from './openTransactions.js';
import { attachPending, Pending } from './pending.js';
import { statement, statementOf, type Statement } from './statement.js';
import type { Tx } from './Tx.js';

const maxAttempts = 5;

/** See `Database.transaction`. */
export function transaction<R>(db: Database, run: (tx: Tx) => Promise<R>): Promise<R> {
  return retried(() => runOnce(db, run));
}

/** Runs a transaction anew after a deadlock or a serialization failure. */
export async function retried<R>(attemptOnce: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce();
    } catch (error) {
      if (attempt >= maxAttempts || !isRetryable(error)) throw error;
      await sleep(backoff(attempt, { firstMs: 10, maxMs: 160 }));
    }
  }
}

async function runOnce<R>(db: Database, run: (tx: Tx) => Promise<R>): Promise<R> {
  const client = await connect(db.pool, db.reach);
  // A connection that breaks between two statements says so by an event, which nobody else hears while
  // the client is out of the pool; the next statement fails and tells the caller.
  client.on('error', ignore);
  let broken: boolean | undefined;
  const pending = new Pending(db.clock, db.service);
  try {
    const tx = openTx(client, pending);
    // Not awaited: it travels with the first statement. When it fails, so does everything behind it.
    client.query('BEGIN').catch(ignore);
    const result = await inTransaction(db.pool, () => run(tx));
    pending.close();
    await commit(client, pending, db.refuseEvents);
    db.reach.back();
    if (pending.events.length > 0) db.eventsWritten();
    for (const job of pending.jobs) db.jobs.get(job)?.();
    return result;
  } catch (error) {
    pending.close();
    if (isDatabaseAway(error)) db.reach.gone(error);
    broken = isDatabaseAway(error) || isStalePlan(error) || !(await rollback(client));
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

/** A Tx on a connection that has begun a transaction. */
export function openTx(client: pg.ClientBase, pending: Pending): Tx {
  async function send<Row>(sent: Statement): Promise<Row[]> {
    pending.assertOpen();
    return (await client.query(sent)).rows as Row[];
  }
  const tx: Tx = {
    query: (text, values) => send(statement(text, values)),
    run: async (built) => send(statementOf(built)),
    emit: (event) => pending.emit(event),
    audit: (line) => pending.audit(line),
  };
  attachPending(tx, pending);
  return tx;
}

/** Pending writes and COMMIT in one go: when the writes fail, PostgreSQL makes the COMMIT a ROLLBACK. */
async function commit(client: pg.ClientBase, pending: Pending, refuseEvents: () => void): Promise<void> {
  if (pending.events.length > 0 && !pending.resyncs) refuseEvents();
  const flush = flushStatement(pending);
  const flushed = flush ? client.query(flush) : null;
  const committed = client.query('COMMIT');
  committed.catch(ignore); // looked at below, after the flush, whose failure is the one to tell
  await flushed;
  const { command } = await committed;
  // A use case that caught the error of a statement and went on: nothing of it was kept.
  if (command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back');
}

async function rollback(client: pg.ClientBase): Promise<boolean> {
  try {
    await client.query('ROLLBACK');
    return true;
  } catch {
    return false; // The connection is gone, and with it the transaction; the first error is the one to tell.
  }
}

function ignore(): void {
  // see where it is used
}
