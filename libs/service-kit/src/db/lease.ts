import { randomUUID } from 'node:crypto';
import type { Tx } from './Tx.js';

/** Work that one replica does at a time, for as long as it prolongs the lease. No connection is held meanwhile. */
export interface Lease {
  /** Takes or prolongs it. False while another replica has it. */
  take(seconds: number): Promise<boolean>;
  giveBack(): Promise<void>;
}

export function createLease(db: Pick<Tx, 'query'>, name: string): Lease {
  const holder = randomUUID();
  return {
    async take(seconds) {
      const rows = await db.query(
        `INSERT INTO kit.lease AS l (name, holder, until) VALUES ($1, $2, now() + $3 * interval '1 second')
          ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
          WHERE l.holder = excluded.holder OR l.until < now() RETURNING name`,
        [name, holder, seconds],
      );
      return rows.length > 0;
    },
    async giveBack() {
      await db.query('DELETE FROM kit.lease WHERE name = $1 AND holder = $2', [name, holder]);
    },
  };
}

/** A replica that was killed holds the others up for as long. */
const seconds = 15;

/**
 * Does a job unless another replica is at it. The lease is prolonged for as long as the job takes. The job's signal tells it to stop: when
 * `stopping` does, or when the lease is lost all the same (the process or the database stood still).
 */
export async function withLease(
  db: Pick<Tx, 'query'>,
  name: string,
  stopping: AbortSignal,
  job: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const lease = createLease(db, name);
  if (!(await lease.take(seconds))) return;
  const over = new AbortController();
  const stop = (): void => over.abort(stopping.reason);
  // Not AbortSignal.any: what lives as long as the service would keep something of each run for as long.
  stopping.addEventListener('abort', stop);
  if (stopping.aborted) stop();
  let prolonging: Promise<unknown> = Promise.resolve();
  const prolong = (): void => {
    prolonging = lease.take(seconds).then(
      (taken) => taken || over.abort(new Error(`the lease of ${name} was lost`)),
      () => undefined, // tried again in time, or it runs out
    );
  };
  const timer = setInterval(prolong, (seconds * 1000) / 3);
  try {
    await job(over.signal);
  } finally {
    stopping.removeEventListener('abort', stop);
    clearInterval(timer);
    await prolonging; // else it would be taken once more after it was given back
    await lease.giveBack().catch(() => undefined); // it runs out by itself
  }
}
