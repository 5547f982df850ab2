import { withLease } from '../db/lease.js';
import type { Database } from '../db/openDatabase.js';
import { isNeighbourAway } from '../inbox/failurePolicy.js';
import type { Logger } from '../observability/logger.js';
import { around } from '../waiting/backoff.js';

/** May say in how many milliseconds it has something to do again, where that is sooner than it would run by itself. */
export type Job = (signal: AbortSignal) => Promise<void> | Promise<number | undefined>;

export interface ScheduleOptions {
  /** At any moment only one replica runs it. */
  oneReplica?: boolean;
  /** How long a woken job waits for more that it could do in the same run. Default 0. */
  gatherMs?: number;
}

/** Has a job run at once; once more, where it is running. */
export type Wake = () => void;

export type Schedule = (name: string, everyMs: number, job: Job, options?: ScheduleOptions) => Wake;

export interface Scheduler {
  schedule: Schedule;
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

  function schedule(name: string, everyMs: number, job: Job, options: ScheduleOptions = {}): Wake {
    const { gatherMs = 0 } = options;
    let timer: NodeJS.Timeout | undefined;
    let atWork = false;
    let woken = false;

    function later(ms: number): void {
      timer = setTimeout(() => {
        timers.delete(timer as NodeJS.Timeout);
        timer = undefined;
        const done: Promise<void> = run().finally(() => running.delete(done));
        running.add(done);
      }, ms);
      timers.add(timer);
    }

    async function run(): Promise<void> {
      atWork = true;
      woken = false;
      let said: unknown;
      try {
        if (options.oneReplica)
          await withLease(db, `job ${name}`, stopping.signal, async (signal) => {
            said = await job(signal);
          });
        else said = await job(stopping.signal);
      } catch (error) {
        if (!stopping.signal.aborted && !isNeighbourAway(error))
          log.error({ err: error, job: name }, 'scheduled job failed; it runs again');
      }
      atWork = false;
      const soonMs = typeof said === 'number' ? said : Infinity;
      if (!stopping.signal.aborted) later(woken ? gatherMs : Math.min(around(everyMs), soonMs));
    }

    const begin = () => later(woken ? gatherMs : everyMs * Math.random());
    if (started) begin();
    else waiting.push(begin);

    const wake = (): void => {
      if (woken) return;
      woken = true;
      if (atWork || timer === undefined || stopping.signal.aborted) return;
      clearTimeout(timer);
      timers.delete(timer);
      later(gatherMs);
    };
    db.jobs.set(name, wake);
    return wake;
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
