import { gauges } from '@closeout/service-kit/observability';
import type { Kit } from '@closeout/service-kit/service';

interface Pending {
  pending: bigint;
  stuck: bigint;
  age: number;
}

/** Closures that wait for billing. Stuck are those that finance was told of: billing was asked five times in vain. */
export function closureMetrics({ db, metrics }: Pick<Kit, 'db' | 'metrics'>): void {
  const helpOf = {
    closures_pending: 'Financial closures that wait for billing',
    closures_stuck: 'Financial closures that billing has not decided after five questions',
    closure_oldest_pending_seconds: 'How long the oldest pending closure waits',
  };
  gauges(
    metrics,
    helpOf,
    [],
    async ({ closures_pending, closures_stuck, closure_oldest_pending_seconds }) => {
      // NaN: the database cannot be asked now, and the other metrics are wanted all the same.
      const now = await readPending().catch(() => ({ pending: NaN, stuck: NaN, age: NaN }));
      closures_pending.set(Number(now.pending));
      closures_stuck.set(Number(now.stuck));
      closure_oldest_pending_seconds.set(now.age);
    },
  );

  async function readPending(): Promise<Pending> {
    const [row] = await db.query<Pending>(
      `SELECT count(*) AS pending, count(stalled_at) AS stuck,
        coalesce(extract(epoch FROM now() - min(requested_at)), 0)::float8 AS age
      FROM financial_closure WHERE status = 'PENDING'`,
    );
    return row as Pending;
  }
}
