import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { migrate } from '../src/index.js';
import { createTestDatabase, type TestDatabase } from '../src/testing/index.js';
import { addMigration, migrationsWith } from './kitMigrations.js';

const log = pino({ level: 'silent' });
const first = '20260102000000_first';
const second = '20260103000000_second';

let database: TestDatabase;
let directory: string;
beforeEach(async () => {
  directory = await migrationsWith({ [first]: 'CREATE TABLE a (n integer); INSERT INTO a VALUES (1)' });
  database = await createTestDatabase({ migrations: await migrationsWith() });
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
    expect(await applied()).toEqual(['20260101000000_service_kit', '20261128170000_event_log_epochs', first]);
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
    expect(await applied()).toEqual(['20260101000000_service_kit', '20261128170000_event_log_epochs', first]);
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
    directory = await migrationsWith({ [first]: 'CREATE TABLE a (n integer); INSERT INTO a VALUES (1)' });
    await expect(run()).resolves.toBeUndefined();
  });
});
