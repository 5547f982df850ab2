import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'amqplib';
import pg from 'pg';
import { deadLetterQueueOf, exchangeOf, logQueueOf, queueOf } from '../../src/broker/topology.js';
import { migrate } from '../../src/db/migrate.js';
import { newId } from '../../src/db/newId.js';
import { typeParsers } from '../../src/db/typeParsers.js';
import { fetchFromPeers, type FeedPeer } from '../../src/inbox/fetchEvents.js';
import { createLogger } from '../../src/observability/logger.js';
import { readEvents } from '../../src/outbox/readEvents.js';
import { eventually } from '../../src/testing/index.js';
import { migrationsOf } from '../migrationsOf.js';
import { change, consumer, producer, tables, type Place, type Running } from './parts.js';

const log = createLogger({ service: 'test', level: 'silent' });

export interface World {
  /** Where producer and consumer live. */
  produces: Place;
  consumes: Place;
  /** Reads a service's database from outside. */
  billing: pg.Pool;
  projects: pg.Pool;
  /** Changes accounts, several at once, and resolves when all are committed. Gives the number of changes. */
  say(
    service: Pick<Running, 'db'>,
    changes: number,
    options?: { accounts?: readonly string[]; lanes?: number },
  ): Promise<number>;
  /** The producer's feed, as its peers read it. */
  feed: FeedPeer;
  /** Waits until so many consumers listen: what is said from then on reaches the queue. */
  listened(consumers?: number): Promise<void>;
  /** Waits until everything is published, delivered and applied, or moves no more. */
  drained(options?: { timeoutMs?: number }): Promise<void>;
  queueLength(queue: string): Promise<number>;
  destroy(): Promise<void>;
}

let migrations: Promise<string> | undefined;

/** Two databases and a namespace in the broker, which may be ones that the test kills. */
export async function createWorld(options: { databaseUrl?: string; amqpUrl?: string } = {}): Promise<World> {
  const server = options.databaseUrl ?? required('TEST_DATABASE_URL');
  const amqpUrl = options.amqpUrl ?? required('TEST_AMQP_URL');
  const namespace = `m${newId().replaceAll('-', '').slice(-10)}.`;
  migrations ??= migrationsOf({ '20260101000001_world': tables });
  const [billingUrl, projectsUrl] = await Promise.all([createDatabase(server), createDatabase(server)]);
  const billing = openPool(billingUrl);
  const projects = openPool(projectsUrl);

  async function drained({ timeoutMs = 45_000 } = {}): Promise<void> {
    const read = async () => ({
      unpublished: await scalar(
        billing,
        `SELECT (SELECT count(*) FROM kit.outbox) + (SELECT coalesce(max(position), 0) FROM kit.event_position) - published FROM kit.relay_progress`,
      ),
      queued: await queueLength(queueOf(namespace, consumer, producer)),
      dead: await queueLength(deadLetterQueueOf(namespace, consumer)),
      waiting: await scalar(projects, `SELECT count(*) FROM kit.inbox WHERE status = 'retry'`),
      missing:
        (await scalar(billing, 'SELECT count(*) FROM kit.event_log')) -
        (await scalar(projects, 'SELECT count(*) FROM kit.inbox')),
    });
    const quiet = (seen: Awaited<ReturnType<typeof read>>) =>
      Object.values(seen).every((count) => count <= 0);
    await eventually(read, quiet, {
      timeoutMs,
      what: 'an empty outbox, empty queues, an inbox that has it all',
    });
  }

  async function listened(consumers = 1): Promise<void> {
    const read = () =>
      withChannel(
        amqpUrl,
        async (channel) => (await channel.checkQueue(queueOf(namespace, consumer, producer))).consumerCount,
      );
    await eventually(read, (count) => count >= consumers, {
      timeoutMs: 30_000,
      what: `${consumers} consumers`,
    });
  }

  async function queueLength(queue: string): Promise<number> {
    return withChannel(amqpUrl, async (channel) => (await channel.checkQueue(queue)).messageCount);
  }

  return {
    produces: { namespace, amqpUrl, databaseUrl: billingUrl },
    consumes: { namespace, amqpUrl, databaseUrl: projectsUrl },
    billing,
    projects,
    drained,
    listened,
    queueLength,
    feed: feedOf(billing),
    say,
    async destroy() {
      await Promise.all([billing.end(), projects.end()]);
      await withChannel(amqpUrl, async (channel) => {
        const queues = [queueOf(namespace, consumer, producer), deadLetterQueueOf(namespace, consumer)];
        for (const service of [producer, consumer]) queues.push(logQueueOf(namespace, service));
        for (const queue of queues) await channel.deleteQueue(queue);
        for (const service of [producer, consumer])
          await channel.deleteExchange(exchangeOf(namespace, service));
        await channel.deleteExchange(deadLetterQueueOf(namespace, consumer));
      });
      await dropDatabases(server, [billingUrl, projectsUrl]);
    },
  };
}

async function say(
  service: Pick<Running, 'db'>,
  changes: number,
  {
    accounts = Array.from({ length: 10 }, newId),
    lanes = 4,
  }: { accounts?: readonly string[]; lanes?: number } = {},
): Promise<number> {
  let left = changes;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const id = accounts[left % accounts.length] as string;
      await service.db.transaction((tx) => change(tx, id));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return changes;
}

/** In the shape of a peer, read straight from the database. */
function feedOf(pool: pg.Pool): FeedPeer {
  const db = {
    service: producer,
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await pool.query(text, values as unknown[])).rows as Row[],
  };
  return {
    async get(path, schema) {
      const query = new URL(path, 'http://peer').searchParams;
      const types = query.get('types')?.split(',');
      const page = await readEvents(db, {
        after: Number(query.get('after')),
        limit: Number(query.get('limit')),
        types,
      });
      return schema.parse(JSON.parse(JSON.stringify(page)));
    },
  };
}

export const fetchFeed = (world: World) => fetchFromPeers(() => world.feed);

export async function scalar(pool: pg.Pool, sql: string, values: unknown[] = []): Promise<number> {
  const { rows } = await pool.query<Record<string, unknown>>(sql, values);
  return Number(Object.values(rows[0] ?? {})[0]);
}

export async function withChannel<R>(
  amqpUrl: string,
  work: (channel: import('amqplib').ConfirmChannel) => Promise<R>,
): Promise<R> {
  const connection = await connect(amqpUrl);
  connection.on('error', () => undefined); // the work under way fails, and tells
  try {
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => undefined);
    return await work(channel);
  } finally {
    await connection.close().catch(() => undefined); // closed by the broker already
  }
}

async function createDatabase(server: string): Promise<string> {
  const name = `test_${newId().replaceAll('-', '').slice(8)}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migrate({ url: url.toString(), directory: await (migrations as Promise<string>), log });
  return url.toString();
}

async function dropDatabases(server: string, urls: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  for (const url of urls)
    await client.query(`DROP DATABASE IF EXISTS ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
  await client.end();
}

function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 2, types: typeParsers });
  pool.on('error', () => undefined); // tests break connections on purpose
  return pool;
}

export function temporaryDirectory(name: string): string {
  return mkdtempSync(join(tmpdir(), `closeout-${name}-`));
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with \`npm test\``);
  return value;
}
