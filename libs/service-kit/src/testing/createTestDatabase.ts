import { createHash } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { migrate, readMigrations } from '../db/migrate.js';
import { newId } from '../db/newId.js';
import { typeParsers } from '../db/typeParsers.js';

export interface TestDatabase {
  url: string;
  query<Row = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** PostgreSQL as the environment names it; `npm test` sets it. */
export function adminUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the tests with `npm test`');
  return url;
}

/** A database of its own, cloned in some 50 ms from a template that is migrated once for each state of the migration files. */
export async function createTestDatabase(options: { migrations: string }): Promise<TestDatabase> {
  const template = await ensureTemplate(options.migrations);
  const name = `test_${newId().replaceAll('-', '').slice(8)}`;
  await asAdmin((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`));
  const url = urlOf(name);
  const pool = new pg.Pool({ connectionString: url, max: 2, types: typeParsers });
  pool.on('error', () => undefined); // tests break connections on purpose
  return {
    url,
    query: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await pool.query(sql, values as unknown[])).rows as Row[],
    async drop() {
      await pool.end();
      await asAdmin((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

async function ensureTemplate(directory: string): Promise<string> {
  const migrations = await readMigrations(directory);
  const state = createHash('sha256');
  for (const migration of migrations) state.update(migration.name).update(migration.checksum);
  const name = `template_${state.digest('hex').slice(0, 20)}`;
  await asAdmin(async (client) => {
    // Workers that begin together: one makes the template, the others wait for it.
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [
      name,
    ]);
    if (rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name}`);
    await migrate({ url: urlOf(name), directory, log: pino({ level: 'silent' }) });
    await client.query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
  });
  return name;
}

async function asAdmin<R>(run: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: adminUrl() });
  client.on('error', () => undefined); // the next statement reports it
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(adminUrl());
  url.pathname = `/${database}`;
  return url.toString();
}
