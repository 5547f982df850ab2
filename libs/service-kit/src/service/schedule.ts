import { withLease } from '../db/lease.js';
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
        if (options.oneReplica)
          await withLease(db, `job ${name}`, (lost) => job(AbortSignal.any([stopping.signal, lost])));
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
