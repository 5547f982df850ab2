import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineEvent, type EventDraft } from '@closeout/contracts/events';
import { projectsEvents } from '@closeout/contracts/events/projects';
import { pino } from 'pino';
import { z } from 'zod';
import {
  isDatabaseBusy,
  newId,
  openDatabase,
  prismaTransaction,
  systemClock,
  violates,
  type Database,
  type Tx,
} from '../src/db/index.js';
import { runWithContext } from '../src/observability/index.js';
import { createTestDatabase, eventually, type TestDatabase } from '../src/testing/index.js';
import { migrationsOf } from './migrationsOf.js';

let test: TestDatabase;
let db: Database;
beforeAll(async () => {
  const migrations = await migrationsOf({
    '20260102000000_account': `CREATE TABLE account (id integer PRIMARY KEY, balance bigint NOT NULL, opened date NOT NULL DEFAULT '2026-02-28',
      rate numeric NOT NULL DEFAULT 1.50, CONSTRAINT balance_not_negative CHECK (balance >= 0));`,
  });
  test = await createTestDatabase({ migrations });
  db = openDatabase({
    url: test.url,
    service: 'projects',
    poolSize: 4,
    log: pino({ level: 'silent' }),
    clock: systemClock,
    lockTimeoutMs: 300,
  });
  await db.query('INSERT INTO account (id, balance) SELECT i, 100 FROM generate_series(1, 50) i');
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

const { example, draft } = projectsEvents.projectCreated;
const event = (subject: string, aggregateVersion = 1) =>
  draft(subject, aggregateVersion, { ...example, title: subject });
const balance = async (id: number) =>
  (await db.query<{ balance: bigint }>('SELECT balance FROM account WHERE id = $1', [id]))[0]?.balance;

describe('columns', () => {
  it('arrive exact: bigint, decimal string, calendar day', async () => {
    expect(
      await db.query(
        'SELECT balance, opened, rate, 9223372036854775807::bigint AS most FROM account WHERE id = 1',
      ),
    ).toEqual([{ balance: 100n, opened: '2026-02-28', rate: '1.50', most: 9223372036854775807n }]);
  });
});

describe('a transaction', () => {
  it('writes its events in the order they were said, with the ids of what caused each', async () => {
    await db.transaction(async (tx) => {
      tx.emit(event('first'));
      runWithContext({ correlationId: 'c-2', causationId: 'e-2' }, () => tx.emit(event('second')));
      tx.emit(event('third', 7));
    });
    const rows =
      await db.query(`SELECT subject, aggregate_version, correlation_id, causation_id, data->>'title' AS title
      FROM kit.event_log e JOIN kit.outbox USING (id) WHERE subject IN ('first', 'second', 'third') ORDER BY id`);
    expect(rows).toEqual([
      { subject: 'first', aggregate_version: 1, correlation_id: null, causation_id: null, title: 'first' },
      {
        subject: 'second',
        aggregate_version: 1,
        correlation_id: 'c-2',
        causation_id: 'e-2',
        title: 'second',
      },
      { subject: 'third', aggregate_version: 7, correlation_id: null, causation_id: null, title: 'third' },
    ]);
  });

  it('wakes the relay after its commit, and only if it said something', async () => {
    const seen: number[] = [];
    const count = async () =>
      Number(
        (await db.query<{ n: bigint }>(`SELECT count(*) AS n FROM kit.event_log WHERE subject = 'woken'`))[0]
          ?.n,
      );
    const woken: Promise<unknown>[] = [];
    const off = db.onEvents(() => woken.push(count().then((n) => seen.push(n))));
    await db.transaction(async (tx) => tx.audit({ action: 'look', record: 'customer', id: '1' }));
    await db.transaction(async (tx) => tx.emit(event('woken')));
    off();
    await Promise.all(woken);
    expect(seen).toEqual([1]);
  });

  it('refuses an event that is unknown or breaks its schema, and keeps nothing', async () => {
    const emitting = (unheard: EventDraft) =>
      db.transaction(async (tx) => {
        await tx.query('UPDATE account SET balance = 0 WHERE id = 2');
        tx.emit(unheard);
      });
    const unknown = defineEvent({
      type: 'projects.never-heard.v1',
      summary: 'In no catalog',
      schema: z.object({}),
      example: {},
    });
    await expect(emitting(unknown.draft('x', 1, {}))).rejects.toThrow('not in the event catalog');
    await expect(emitting({ ...event('bad'), data: { ...example, version: 'one' } })).rejects.toThrow(
      'breaks its schema',
    );
    expect(await balance(2)).toBe(100n);
  });

  it('names the constraint that it violated', async () => {
    const error = await db
      .transaction((tx) => tx.query('UPDATE account SET balance = -1 WHERE id = 3'))
      .catch((reason: unknown) => reason);
    expect([violates(error, 'balance_not_negative'), violates(error, 'account_pkey')]).toEqual([true, false]);
  });

  it('that swallowed the error of a statement is not taken for done', async () => {
    const swallowing = db.transaction(async (tx) => {
      await tx.query('UPDATE account SET balance = 1 WHERE id = 4');
      await tx.query('SELECT 1/0').catch(() => undefined); // what the transaction must not forget
      tx.emit(event('swallowed'));
    });
    await expect(swallowing).rejects.toThrow();
    expect(await balance(4)).toBe(100n);
  });

  it('takes no statement after its end', async () => {
    let kept: Tx | undefined;
    await db.transaction(async (tx) => {
      kept = tx;
      await tx.query('SELECT 1');
    });
    await expect(kept?.query('SELECT 1')).rejects.toThrow('something in it was not awaited');
    expect(() => kept?.emit(event('late'))).toThrow('the transaction is over');
  });

  it('is begun anew after a deadlock, so that two that lock crosswise both succeed', async () => {
    const patient = openDatabase({
      url: test.url,
      service: 'projects',
      poolSize: 2,
      log: pino({ level: 'silent' }),
      clock: systemClock,
    });
    let attempts = 0;
    let holding = 0;
    let meet = () => {};
    const met = new Promise<void>((resolve) => (meet = resolve));
    const move = (from: number, to: number) =>
      patient.transaction(async (tx) => {
        attempts += 1;
        await tx.query('UPDATE account SET balance = balance - 1 WHERE id = $1', [from]);
        holding += 1;
        if (holding === 2) meet(); // each holds what the other needs next
        await met;
        await tx.query('UPDATE account SET balance = balance + 2 WHERE id = $1', [to]);
        tx.emit(event('crosswise'));
      });
    await Promise.all([move(11, 12), move(12, 11)]);
    await patient.close();
    expect([attempts, await balance(11), await balance(12)]).toEqual([3, 101n, 101n]);
    expect(await db.query(`SELECT FROM kit.event_log WHERE subject = 'crosswise'`)).toHaveLength(2);
  });

  it('waits for a lock only so long, and says that it was busy', async () => {
    let release = () => {};
    let locked = () => {};
    const isLocked = new Promise<void>((resolve) => (locked = resolve));
    const holding = db.transaction(async (tx) => {
      await tx.query('UPDATE account SET balance = 1 WHERE id = 20');
      locked();
      await new Promise<void>((resolve) => (release = resolve));
    });
    await isLocked;
    const error = await db
      .transaction((tx) => tx.query('UPDATE account SET balance = 2 WHERE id = 20'))
      .catch((reason: unknown) => reason);
    release();
    await holding;
    expect(isDatabaseBusy(error)).toBe(true);
    expect(await balance(20)).toBe(1n);
  });

  it('survives that a migration changes a table whose statements are prepared', async () => {
    const text = 'SELECT * FROM account WHERE id = $1';
    for (let i = 0; i < 20; i += 1) await db.query(text, [30]);
    await Promise.all(Array.from({ length: 8 }, () => db.transaction((tx) => tx.query(text, [30]))));
    await test.query('ALTER TABLE account ADD COLUMN note text');
    const rows = await Promise.all(
      Array.from({ length: 8 }, () => db.transaction((tx) => tx.query(text, [30]))),
    );
    expect(rows.every(([row]) => row && 'note' in row)).toBe(true);
    expect(await db.query(text, [30])).toHaveLength(1);
  });

  it('whose connection dies is told so, and the next one gets another', async () => {
    const dying = db.transaction(async (tx) => {
      const [self] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await test.query('SELECT pg_terminate_backend($1)', [self?.pid]);
      await eventually(
        () => test.query('SELECT FROM pg_stat_activity WHERE pid = $1', [self?.pid]),
        (rows) => rows.length === 0,
      );
      await tx.query('UPDATE account SET balance = 5 WHERE id = 40');
    });
    await expect(dying).rejects.toThrow();
    expect(await db.transaction((tx) => tx.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
    expect(await balance(40)).toBe(100n);
  });

  it('that asks the pool for a second connection is an error of the program, found by the test that runs into it', async () => {
    const second = 'a second connection was asked for in a transaction';
    await expect(db.transaction(() => db.query('SELECT 1'))).rejects.toThrow(second);
    await expect(db.transaction(() => db.pool.query('SELECT 1'))).rejects.toThrow(second);
    await expect(db.transaction(() => db.transaction(async () => 1))).rejects.toThrow(second);
    // What was only begun in it, and goes on after it, may ask.
    let goOn = () => {};
    const later = await db.transaction(async () => {
      const over = new Promise<void>((resolve) => (goOn = resolve));
      return { count: over.then(() => db.query<{ one: number }>('SELECT 1 AS one')) };
    });
    goOn();
    expect(await later.count).toEqual([{ one: 1 }]);
  });

  it('gives its connection back whatever happens', async () => {
    await Promise.allSettled(
      Array.from({ length: 30 }, (_, i) =>
        db.transaction((tx) => tx.query(i % 2 ? 'SELECT 1' : 'SELECT 1/0')),
      ),
    );
    expect([db.pool.totalCount - db.pool.idleCount, db.pool.waitingCount]).toEqual([0, 0]);
  });
});

describe('a Prisma transaction', () => {
  /** Begins and ends transactions on the pool as Prisma's adapter does. */
  const prisma = () => ({
    async $transaction(run: (client: { pid(): Promise<number> }) => Promise<unknown>) {
      const client = await db.pool.connect();
      await client.query('BEGIN');
      try {
        const result = await run({
          pid: async () =>
            ((await client.query('SELECT pg_backend_pid() AS pid')).rows[0] as { pid: number }).pid,
        });
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      } finally {
        client.release();
      }
    },
  });

  it('is one with the statements and events of the kit', async () => {
    const pids = await prismaTransaction(db, prisma(), async (tx) => {
      const [row] = await tx.query<{ pid: number; balance: bigint }>(
        'UPDATE account SET balance = 7 WHERE id = 45 RETURNING balance, pg_backend_pid() AS pid',
      );
      tx.emit(event('with prisma'));
      expect(row?.balance).toBe(7n);
      return [row?.pid, await (tx.prisma as unknown as { pid(): Promise<number> }).pid()];
    });
    expect(pids[0]).toBe(pids[1]);
    expect(
      await db.query(`SELECT FROM kit.outbox JOIN kit.event_log USING (id) WHERE subject = 'with prisma'`),
    ).toHaveLength(1);
  });

  it('that is out of time takes no further statement: it would count by itself', async () => {
    let rolledBack = () => {};
    const over = new Promise<void>((resolve) => (rolledBack = resolve));
    const impatient = {
      async $transaction(run: (client: object) => Promise<unknown>) {
        const client = await db.pool.connect();
        await client.query('BEGIN');
        const late = run({}).catch((error: unknown) => error);
        await client.query('ROLLBACK');
        queueMicrotask(() => setImmediate(rolledBack));
        void late.finally(() => client.release());
        throw new Error('Transaction already closed');
      },
    };
    let refused: unknown;
    const done = new Promise<void>((resolve) => {
      const attempt = prismaTransaction(db, impatient, async (tx) => {
        await over;
        await tx
          .query('UPDATE account SET balance = 9 WHERE id = 47')
          .catch((error: unknown) => (refused = error));
        resolve();
      });
      void expect(attempt).rejects.toThrow('Transaction already closed');
    });
    await done;
    expect(String(refused)).toContain('the transaction is over');
    expect(await balance(47)).toBe(100n);
  });

  it('that fails leaves nothing', async () => {
    const failing = prismaTransaction(db, prisma(), async (tx) => {
      await tx.query('UPDATE account SET balance = 8 WHERE id = 46');
      tx.emit(event('failed with prisma'));
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await balance(46)).toBe(100n);
    expect(await db.query(`SELECT FROM kit.event_log WHERE subject = 'failed with prisma'`)).toHaveLength(0);
  });
});

it('ids are in the order of their making, even within a millisecond', () => {
  const ids = Array.from({ length: 20_000 }, newId);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))).toBe(
    true,
  );
});
