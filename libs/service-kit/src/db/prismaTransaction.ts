import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { flushStatement } from './flush.js';
import type { Database } from './openDatabase.js';
import { inTransaction } from './openTransactions.js';
import { Pending } from './pending.js';
import { openTx, retried } from './transaction.js';
import type { Tx } from './Tx.js';

/** Whatever `prisma generate` made: only its interactive transactions matter here. */
export interface PrismaLike {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each generated client has types of its own
  $transaction(run: (client: any) => Promise<any>, options?: any): Promise<any>;
}

export type TransactionClientOf<P extends PrismaLike> = Omit<
  P,
  '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends' | '$use'
>;

/** Catches the connection on which Prisma begins its transaction, so that our statements run in the same one. */
const captured = new AsyncLocalStorage<{ client: pg.PoolClient | null }>();
const watched = new WeakSet<pg.Pool>();

function watch(pool: pg.Pool): void {
  if (watched.has(pool)) return;
  watched.add(pool);
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => Promise<pg.PoolClient> | undefined;
  pool.connect = ((...args: unknown[]) => {
    const slot = captured.getStore();
    const connecting = connect(...args);
    if (!slot || !connecting) return connecting;
    return connecting.then((client) => {
      slot.client ??= client;
      return client;
    });
  }) as typeof pool.connect;
}

/**
 * For work that is easier with Prisma: the same Tx contract (emit, audit, query), and the Prisma
 * transaction client beside it. Several times slower than `db.transaction`: not for hot paths.
 *
 * The client must have been made on the kit's pool: `new PrismaClient({ adapter: new PrismaPg(db.pool) })`.
 */
export function prismaTransaction<P extends PrismaLike, R>(
  db: Database,
  prisma: P,
  run: (tx: Tx & { prisma: TransactionClientOf<P> }) => Promise<R>,
): Promise<R> {
  watch(db.pool);
  return retried(() => runOnce(db, prisma, run));
}

async function runOnce<P extends PrismaLike, R>(
  db: Database,
  prisma: P,
  run: (tx: Tx & { prisma: TransactionClientOf<P> }) => Promise<R>,
): Promise<R> {
  const slot: { client: pg.PoolClient | null } = { client: null };
  const pending = new Pending(db.clock, db.service);
  const running = captured.run(slot, () =>
    prisma.$transaction(
      (client: TransactionClientOf<P>) =>
        captured.exit(async () => {
          if (!slot.client) throw new Error('the Prisma client must be made on the pool of openDatabase');
          const tx = Object.assign(openTx(slot.client, pending), { prisma: client });
          const outcome = await inTransaction(db.pool, () => run(tx));
          pending.close();
          if (pending.events.length > 0) db.refuseEvents();
          const flush = flushStatement(pending);
          // Without a flush a statement all the same: in a transaction that failed, Prisma's COMMIT would quietly roll back.
          await slot.client.query(flush ?? 'SELECT');
          return outcome;
        }),
      { timeout: 15_000, maxWait: 5_000 },
    ),
  );
  // Out of time, Prisma rolls back while `run` is still at work: what it sends from then on would count by itself.
  const result = (await running.finally(() => pending.close())) as R;
  if (pending.events.length > 0) db.eventsWritten();
  for (const job of pending.jobs) db.jobs.get(job)?.();
  return result;
}
