import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { openDatabase, systemClock, type Database } from '../src/db/index.js';
import { excluded, insertRows, type Params, prepared, tablesOf } from '../src/sql/index.js';
import { createTestDatabase, type TestDatabase } from '../src/testing/index.js';
import { migrationsOf } from './migrationsOf.js';

interface Account {
  id: number;
  version: number;
  owner: string | null;
  balance: bigint;
  notes: unknown;
}

const tables = tablesOf<{ account: Account }>();
let test: TestDatabase;
let db: Database;
beforeAll(async () => {
  const migrations = await migrationsOf({
    '20260102000000_account':
      'CREATE TABLE account (id integer PRIMARY KEY, version integer NOT NULL, owner text, balance bigint NOT NULL, notes jsonb)',
  });
  test = await createTestDatabase({ migrations });
  const log = pino({ level: 'silent' });
  db = openDatabase({ url: test.url, service: 'projects', poolSize: 1, log, clock: systemClock });
});
beforeEach(() => db.query('TRUNCATE account'));
afterAll(async () => {
  await db.close();
  await test.drop();
});

const account = (id: number, of: Partial<Account> = {}) => ({
  ...{ id, version: 1, owner: 'Ada', balance: 100n, notes: null, ...of },
});
const all = () => db.run(tables.selectFrom('account').selectAll().orderBy('id'));

const insertAccounts = insertRows(
  tables.insertInto('account'),
  { id: 'integer', version: 'integer', owner: 'text', balance: 'bigint', notes: 'jsonb' },
  (insert) =>
    insert.onConflict((on) =>
      on
        .column('id')
        .doUpdateSet((eb) => excluded(eb, ['version', 'balance']))
        .whereRef('account.version', '<', 'excluded.version'),
    ),
);

it('A statement that was built runs in the transaction and is rolled back with it', async () => {
  const failed = db.transaction(async (tx) => {
    await tx.run(tables.insertInto('account').values(account(1)));
    expect(await tx.run(tables.selectFrom('account').select(['id', 'balance']))).toEqual([
      { id: 1, balance: 100n },
    ]);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await all()).toEqual([]);
});

it('After the end of a transaction nothing is run in it', async () => {
  const tx = await db.transaction((tx) => Promise.resolve(tx));
  await expect(tx.run(tables.selectFrom('account').selectAll())).rejects.toThrow('the transaction is over');
});

it('A prepared statement is built once, and PostgreSQL plans it once for each connection', async () => {
  let built = 0;
  const withdraw = prepared(({ id, amount }: Params<{ id: number; amount: bigint }>) => {
    built += 1;
    return tables
      .updateTable('account')
      .set('balance', (eb) => eb('balance', '-', amount))
      .where('id', '=', id)
      .where('owner', '=', 'Ada')
      .returning('balance');
  });
  await db.run(tables.insertInto('account').values([account(1), account(2), account(3, { owner: 'Bob' })]));
  expect(await db.run(withdraw({ id: 1, amount: 30n }))).toEqual([{ balance: 70n }]);
  expect(await db.run(withdraw({ id: 2, amount: 1n }))).toEqual([{ balance: 99n }]);
  expect(await db.run(withdraw({ id: 3, amount: 1n }))).toEqual([]);
  expect(built).toBe(1);
  expect(
    await db.query(
      `SELECT count(*) AS statements, sum(generic_plans + custom_plans) AS runs FROM pg_prepared_statements WHERE statement LIKE 'update "account"%'`,
    ),
  ).toEqual([{ statements: 1n, runs: '3' }]);
});

it('However many rows are inserted by one statement, and of one that is there the newest version stays', async () => {
  await db.run(insertAccounts([account(1), account(2, { owner: null, notes: { said: ['"a"', null] } })]));
  await db.run(insertAccounts([account(1, { version: 2, balance: 5n }), account(2, { balance: 5n })]));
  await db.run(insertAccounts([]));
  expect(await db.query('SELECT id FROM account WHERE notes IS NULL')).toEqual([{ id: 1 }]);
  expect(await all()).toEqual([
    account(1, { version: 2, balance: 5n }),
    account(2, { owner: null, notes: { said: ['"a"', null] } }),
  ]);
  expect(
    await db.query(
      `SELECT count(*) AS statements FROM pg_prepared_statements WHERE statement LIKE 'insert into "account" % select * from unnest%'`,
    ),
  ).toEqual([{ statements: 1n }]);
});

it('A statement that is executed by itself is refused: it would run outside the transaction', async () => {
  await expect(tables.selectFrom('account').selectAll().execute()).rejects.toThrow('tx.run or db.run');
  await expect(sql`SELECT 1`.execute(tables)).rejects.toThrow('tx.run or db.run');
});
