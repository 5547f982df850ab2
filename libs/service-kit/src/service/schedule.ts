import pg from 'pg';
import type { Database } from '../db/openDatabase.js';
import { isNeighbourAway } from '../inbox/failurePolicy.js';
import type { Logger } from '../observability/logger.js';
import { around } from '../waiting/backoff.js';

export type Job = (signal: AbortSignal) => Promise<void>;

export interface ScheduleOptions {
  /** At any moment only one replica runs it. */
  oneReplica?: boolean;
}

export interface Scheduler {
  schedule(name: string, everyMs: number, job: Job, options?: ScheduleOptions): void;
  start(): void;
  /** Aborts what runs and waits for it. */
  stop(): Promise<void>;
}

/** Repeated work beside the requests. The next run is counted from the end of the last, so runs never pile up. */
export function createScheduler(db: Database, log: Logger): Scheduler {
  const stopping = new AbortController();
  const waiting: (() => void)[] = [];
  const running = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let started = false;

  function later(ms: number, run: () => Promise<void>): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const done: Promise<void> = run().finally(() => running.delete(done));
      running.add(done);
    }, ms);
    timers.add(timer);
  }

  function schedule(name: string, everyMs: number, job: Job, options: ScheduleOptions = {}): void {
    const run = async (): Promise<void> => {
      try {
        if (options.oneReplica) await withLock(db, name, () => job(stopping.signal));
        else await job(stopping.signal);
      } catch (error) {
        if (!stopping.signal.aborted && !isNeighbourAway(error))
          log.error({ err: error, job: name }, 'scheduled job failed; it runs again');
      }
      if (!stopping.signal.aborted) later(around(everyMs), run);
    };
    const begin = () => later(everyMs * Math.random(), run);
    if (started) begin();
    else waiting.push(begin);
  }

  return {
    schedule,
    start() {
      started = true;
      for (const begin of waiting.splice(0)) begin();
    },
    async stop() {
      stopping.abort();
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}

/**
 * Does nothing while another replica holds the lock, which goes with its connection, should this process die. The connection
 * is none of the pool's: the job asks that for its own, and as many jobs as it has connections would wait for each other.
 */
async function withLock(db: Database, name: string, job: () => Promise<void>): Promise<void> {
  const client = new pg.Client(db.pool.options);
  client.on('error', () => undefined); // the next statement finds out and says
  await client.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked',
      [`kit.job.${name}`],
    );
    if (rows[0]?.locked) await job();
  } finally {
    await client.end().catch(() => undefined); // gone already, and the lock with it
  }
}
