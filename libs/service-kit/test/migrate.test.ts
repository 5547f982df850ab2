import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { migrate } from '../src/db/index.js';
import { createTestDatabase, type TestDatabase } from '../src/testing/index.js';
import { addMigration, migrationsOf } from './migrationsOf.js';

const log = pino({ level: 'silent' });
const first = '20260102000000_first';
const second = '20260103000000_second';
const tables = '20260101000000_service_kit';
const epochs = '20261128170000_event_log_epochs';
const audited = '20261128240000_audited_projects';

let database: TestDatabase;
let directory: string;
beforeEach(async () => {
  directory = await migrationsOf({ [first]: 'CREATE TABLE a (n integer); INSERT INTO a VALUES (1)' });
  database = await createTestDatabase({ migrations: await migrationsOf() });
});
afterEach(() => database.drop());

const applied = async () =>
  (
    await database.query<{ migration_name: string }>(
      'SELECT migration_name FROM _prisma_migrations ORDER BY started_at, migration_name',
    )
  ).map((row) => row.migration_name);
const run = () => migrate({ url: database.url, directory, log });

describe('migrations', () => {
  it('are applied once, by whichever of several replicas comes first', async () => {
    await Promise.all([run(), run(), run()]);
    expect(await applied()).toEqual([tables, epochs, audited, first]);
    expect(await database.query('SELECT n FROM a')).toEqual([{ n: 1 }]);
  });

  it('are recorded as Prisma records them', async () => {
    await run();
    const [row] = await database.query(
      'SELECT length(id) AS id, length(checksum) AS checksum, finished_at >= started_at AS finished, rolled_back_at, logs, applied_steps_count FROM _prisma_migrations WHERE migration_name = $1',
      [first],
    );
    expect(row).toEqual({
      id: 36,
      checksum: 64,
      finished: true,
      rolled_back_at: null,
      logs: null,
      applied_steps_count: 1,
    });
  });

  it('that were edited after they had been applied are refused', async () => {
    await run();
    await addMigration(directory, first, 'CREATE TABLE a (n bigint)');
    await addMigration(directory, second, 'CREATE TABLE b (n integer)');
    await expect(run()).rejects.toThrow(`migration ${first} was edited after it had been applied`);
    expect(await applied()).not.toContain(second);
  });

  it('that fail leave nothing, and can be mended', async () => {
    await addMigration(directory, second, 'CREATE TABLE b (n integer); SELECT 1/0');
    await expect(run()).rejects.toThrow(`migration ${second} failed`);
    expect(await applied()).toEqual([tables, epochs, audited, first]);
    await addMigration(directory, second, 'CREATE TABLE b (n integer)');
    await run();
    expect(await applied()).toContain(second);
  });

  it('that Prisma left half done must be resolved first', async () => {
    await run();
    await database.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'y', $1)`,
      [second],
    );
    await expect(run()).rejects.toThrow(`migration ${second} failed earlier`);
  });

  it('of a newer release do not keep an older one from starting', async () => {
    await addMigration(directory, second, 'CREATE TABLE b (n integer)');
    await run();
    directory = await migrationsOf({ [first]: 'CREATE TABLE a (n integer); INSERT INTO a VALUES (1)' });
    await expect(run()).resolves.toBeUndefined();
  });
});

describe('the kit’s migrations', () => {
  const kitSql = (name: string) =>
    readFile(new URL(`../migrations/${name}/migration.sql`, import.meta.url), 'utf8');
  const checksumOf = (sql: string) => createHash('sha256').update(sql).digest('hex');
  const between = { '20260201000000_notes': 'CREATE TABLE note AS SELECT count(*) FROM kit.event_log' };
  beforeEach(() => database.query('DROP SCHEMA kit CASCADE; DROP TABLE _prisma_migrations'));
  const recorded = () =>
    database.query(
      'SELECT id, migration_name, checksum, started_at FROM _prisma_migrations ORDER BY started_at',
    );
  const names = async () => (await recorded()).map((row) => row['migration_name']);
  const migrateWith = async (own: Record<string, string>) =>
    migrate({ url: database.url, directory: await migrationsOf(own), log });

  /** As releases did whose services held copies of the kit's migrations among their own. */
  async function migratedByAnEarlierRelease(copies: Record<string, string>): Promise<void> {
    await database.query(
      `CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
         migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
         started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`,
    );
    for (const [name, sql] of Object.entries(copies).sort()) {
      await database.query(sql);
      await database.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
         VALUES (gen_random_uuid()::text, $1, $2, clock_timestamp(), clock_timestamp(), 1)`,
        [checksumOf(sql), name],
      );
    }
  }

  it('take their places between the service’s, so that each finds the tables of its time', async () => {
    await migrateWith(between);
    expect(await names()).toEqual([tables, '20260201000000_notes', epochs, audited]);
  });

  it('are not applied again to a database of a release whose services held copies of them', async () => {
    await migratedByAnEarlierRelease({
      [tables]: await kitSql(tables),
      ...between,
      [epochs]: await kitSql(epochs),
      [audited]: await kitSql(audited),
    });
    const before = await recorded();
    await migrateWith(between);
    expect(await recorded()).toEqual(before);

    await migrateWith({ ...between, '20261129000000_more': 'CREATE TABLE more (n integer)' });
    expect(await recorded()).toEqual([
      ...before,
      expect.objectContaining({ migration_name: '20261129000000_more' }),
    ]);
  });

  it('are completed in a database of a release that had the first of them only', async () => {
    await migratedByAnEarlierRelease({ [tables]: await kitSql(tables), ...between });
    await migrateWith(between);
    expect(await names()).toEqual([tables, '20260201000000_notes', epochs, audited]);
    expect(await database.query('SELECT count(*)::int AS epochs FROM kit.log_epoch')).toEqual([
      { epochs: 1 },
    ]);
  });

  it('may not lie among a service’s too', async () => {
    await expect(migrateWith({ [tables]: await kitSql(tables) })).rejects.toThrow(
      `migration ${tables} is the service kit's`,
    );
  });

  it('of released versions stay as they are: databases remember their checksums', async () => {
    expect([checksumOf(await kitSql(tables)), checksumOf(await kitSql(epochs))]).toEqual([
      '7bd89729a169d3880d40b7ee6f2581e58ec6d5263c18fd8143bafb87cda5794c',
      'edeb0cb24dae3db86890a472d7e289126d94ab4f668dd11c0549782706ec6396',
    ]);
  });
});
