import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { openDatabase, systemClock, type Database } from '../src/db/index.js';
import { withLease } from '../src/db/lease.js';
import { createScheduler, type Scheduler } from '../src/service/schedule.js';
import { createTestDatabase, eventually, type TestDatabase } from '../src/testing/index.js';
import { migrationsOf } from './migrationsOf.js';

const log = pino({ level: 'silent' });
let test: TestDatabase;
let databases: Database[];
beforeAll(async () => {
  test = await createTestDatabase({ migrations: await migrationsOf() });
  databases = [1, 2].map(() => openDatabase({ url: test.url, service: 'projects', log, clock: systemClock }));
});
afterAll(async () => {
  await Promise.all(databases.map((db) => db.close()));
  await test.drop();
});

const replicas = (): Scheduler[] => databases.map((db) => createScheduler(db, log));

describe('a scheduled job', () => {
  it('of one replica never runs on two at once', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const schedulers = replicas();
    for (const scheduler of schedulers) {
      scheduler.schedule(
        'alone',
        2,
        async () => {
          running += 1;
          most = Math.max(most, running);
          await databases[0]?.query('SELECT 1');
          running -= 1;
          runs += 1;
        },
        { oneReplica: true },
      );
      scheduler.start();
    }
    await eventually(
      async () => runs,
      (n) => n > 30,
      { what: 'thirty runs' },
    );
    await Promise.all(schedulers.map((scheduler) => scheduler.stop()));
    expect(most).toBe(1);
  });

  it('of one replica leaves the pool to what it does, however many there are', async () => {
    const db = openDatabase({ url: test.url, service: 'projects', poolSize: 1, log, clock: systemClock });
    const scheduler = createScheduler(db, log);
    const done = new Set<string>();
    for (const name of ['first', 'second', 'third'])
      scheduler.schedule(
        name,
        2,
        async () => {
          await db.query('SELECT 1');
          done.add(name);
        },
        { oneReplica: true },
      );
    scheduler.start();
    await eventually(
      async () => done.size,
      (n) => n === 3,
      { what: 'all three jobs' },
    );
    await scheduler.stop();
    await db.close();
  });

  it('that fails runs again', async () => {
    let runs = 0;
    const [scheduler] = replicas();
    scheduler?.schedule('failing', 1, async () => {
      runs += 1;
      throw new Error('on purpose');
    });
    scheduler?.start();
    await eventually(
      async () => runs,
      (n) => n >= 3,
    );
    await scheduler?.stop();
  });

  it('that is woken runs at once, and once more where it was running; what woke it before the start counts', async () => {
    let runs = 0;
    const ends: (() => void)[] = [];
    const [scheduler] = replicas();
    const wake = scheduler?.schedule('woken', 3_600_000, async () => {
      runs += 1;
      await new Promise<void>((resolve) => ends.push(resolve));
    });
    const see = (n: number) =>
      eventually(
        async () => runs,
        (seen) => seen === n,
        { what: `run ${n}` },
      );
    wake?.();
    scheduler?.start();
    await see(1);
    wake?.();
    wake?.();
    ends[0]?.();
    await see(2);
    ends[1]?.();
    await new Promise(setImmediate);
    wake?.();
    await see(3);
    ends[2]?.();
    await scheduler?.stop();
    expect(runs).toBe(3);
  });

  it('that says when it has something to do again runs then', async () => {
    let runs = 0;
    const [scheduler] = replicas();
    const wake = scheduler?.schedule('due soon', 3_600_000, async () => {
      runs += 1;
      return 1;
    });
    wake?.();
    scheduler?.start();
    await eventually(
      async () => runs,
      (n) => n > 5,
    );
    await scheduler?.stop();
  });

  it('of one replica keeps others out until it is over, and lets them in at once then', async () => {
    const [first, second] = databases as [Database, Database];
    let others = 0;
    const { signal } = new AbortController();
    await withLease(first, 'long', signal, async (mine) => {
      await withLease(second, 'long', signal, async () => void (others += 1));
      expect(mine.aborted).toBe(false);
    });
    expect(others).toBe(0);
    await withLease(second, 'long', signal, async () => void (others += 1));
    expect(others).toBe(1);
  });

  it('is told to stop, and waited for', async () => {
    let ended = false;
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const [scheduler] = replicas();
    const job = async (signal: AbortSignal) => {
      begun();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      ended = true;
    };
    scheduler?.schedule('long', 1, job, { oneReplica: true });
    scheduler?.start();
    await hasBegun;
    await scheduler?.stop();
    expect(ended).toBe(true);
  });
});
