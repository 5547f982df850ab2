import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Logger } from '../observability/logger.js';
import { newId } from './newId.js';

/** The lock and the table of `prisma migrate`, which never runs at the same time, and shows what was applied. */
const prismaLock = 72707369;
const bookkeeping = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

export interface MigrateOptions {
  url: string;
  /** The service's own, in Prisma's layout: `<directory>/<timestamp>_<name>/migration.sql`. None: only the kit's. */
  directory?: string;
  log: Logger;
}

/** The kit's own tables, which every service has. */
const kitMigrations = join(import.meta.dirname, '../../migrations');

/**
 * Applies what is missing of the kit's migrations and the service's, each migration in a transaction of its own. Replicas that start together wait
 * for one another.
 * @throws Error when an applied migration was edited since, or one failed earlier
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const migrations = await readMigrations(options.directory);
  const client = new pg.Client({ connectionString: options.url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // the next statement fails, and tells the caller
  // What a migration found and does not decide by itself.
  client.on('notice', ({ severity, message }) => {
    if (severity === 'WARNING') options.log.warn(message);
  });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [prismaLock]);
    await client.query(bookkeeping);
    const applied = await readApplied(client);
    for (const migration of migrations) {
      const checksum = applied.get(migration.name);
      if (checksum === undefined) {
        await apply(client, migration);
        options.log.info({ migration: migration.name }, 'migration applied');
      } else if (checksum !== migration.checksum) {
        throw new Error(
          `migration ${migration.name} was edited after it had been applied; restore it and add a new one`,
        );
      }
      applied.delete(migration.name);
    }
    // A newer release has been here: it changed the schema in ways that this one can bear, or it must not be run.
    if (applied.size > 0)
      options.log.info({ migrations: [...applied.keys()] }, 'the database knows newer migrations');
  } finally {
    await client.end(); // and with the session goes the lock
  }
}

/**
 * The kit's and the service's, in the order of their names, which begin with a timestamp: a migration finds the tables that
 * there were when it was written, whoever made them.
 * @throws Error when a name stands in both folders
 */
export async function readMigrations(directory?: string): Promise<Migration[]> {
  const [kit, own] = await Promise.all([
    readFolder(kitMigrations),
    directory === undefined ? [] : readFolder(directory),
  ]);
  const kitNames = new Set(kit.map(({ name }) => name));
  const twice = own.find(({ name }) => kitNames.has(name));
  if (twice)
    throw new Error(`migration ${twice.name} is the service kit's: ${directory} must not hold it too`);
  return [...kit, ...own].sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function readFolder(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function readApplied(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  for (const row of rows) {
    if (!row.finished)
      throw new Error(`migration ${row.migration_name} failed earlier; resolve it before starting`);
  }
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [newId(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`migration ${migration.name} failed: ${String(error)}`, { cause: error });
  }
}
