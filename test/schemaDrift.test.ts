import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@closeout/service-kit/testing';
import { databaseFacts } from './schema/databaseFacts.js';
import { differences } from './schema/differences.js';
import { schemaFacts } from './schema/schemaFacts.js';

const services = join(import.meta.dirname, '../services');
const schemaOf = (service: string) => join(services, service, 'prisma/schema.prisma');
const withTables = readdirSync(services).filter((service) => existsSync(schemaOf(service)));

let db: TestDatabase | undefined;
afterEach(async () => {
  await db?.drop();
  db = undefined;
});

async function migrated(service: string): Promise<TestDatabase> {
  db = await createTestDatabase({ migrations: join(services, service, 'prisma/migrations') });
  return db;
}

async function driftOf(service: string, database: TestDatabase): Promise<string[]> {
  return differences(await schemaFacts(schemaOf(service)), await databaseFacts(database));
}

it('Every service that keeps data is compared', () => {
  expect(withTables).toEqual(expect.arrayContaining(['billing', 'gateway', 'notifications', 'projects']));
});

it.each(withTables)(
  'The migrations of %s make the tables that its schema.prisma describes',
  async (service) => {
    expect(await driftOf(service, await migrated(service))).toEqual([]);
  },
);

describe('A difference is named by its column', () => {
  it.each([
    [
      'a type',
      'ALTER TABLE email ALTER COLUMN attempts TYPE bigint',
      'email.attempts: bigint not null default 0 after the migrations, integer not null default 0 in schema.prisma',
    ],
    [
      'null where there may be none',
      'ALTER TABLE email ALTER COLUMN subject DROP NOT NULL',
      'email.subject: text null after the migrations, text not null in schema.prisma',
    ],
    [
      'another default',
      "ALTER TABLE email ALTER COLUMN status SET DEFAULT 'SENT'",
      'email.status: text not null default SENT after the migrations, text not null default QUEUED in schema.prisma',
    ],
    [
      'a column that only the migrations make',
      'ALTER TABLE email ADD COLUMN reply_to text',
      'email.reply_to: text null after the migrations, not in schema.prisma',
    ],
    [
      'a column that only schema.prisma has',
      'ALTER TABLE role DROP COLUMN permissions',
      'role.permissions: not after the migrations, text[] not null in schema.prisma',
    ],
    [
      'a key that the migrations do not make',
      'ALTER TABLE email DROP CONSTRAINT email_once_per_event_and_recipient',
      'email, unique email_once_per_event_and_recipient: not after the migrations, (event_id, recipient) in schema.prisma',
    ],
  ])('%s', async (_what, sql, difference) => {
    const database = await migrated('notifications');
    await database.query(sql);
    expect(await driftOf('notifications', database)).toEqual([difference]);
  });

  it('a reference that the migrations do not make', async () => {
    const database = await migrated('projects');
    await database.query('ALTER TABLE deliverable DROP CONSTRAINT deliverable_project_id_fkey');
    expect(await driftOf('projects', database)).toEqual([
      'deliverable, foreign key (project_id): not after the migrations, project (id) on delete no action on update no action in schema.prisma',
    ]);
  });
});

/** pg reads a date as text; Prisma's generator for Kysely would call it a Date. */
it.each(withTables.filter((service) => readFileSync(schemaOf(service), 'utf8').includes('prisma-kysely')))(
  'Calendar days of %s are text in the types that statements are checked with',
  (service) => {
    const models = readFileSync(schemaOf(service), 'utf8');
    const undeclared = [...models.matchAll(/^(?<before>.*)\n *(?<name>\w+) +DateTime.*@db\.Date\b/gm)].filter(
      ({ groups }) => !groups?.['before']?.includes('@kyselyType('),
    );
    expect(undeclared.map(({ groups }) => groups?.['name'])).toEqual([]);
  },
);
