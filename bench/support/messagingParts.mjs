// What the messaging benchmarks share: a database with the kit's tables, services, a namespace in the broker.

import { randomUUID } from 'node:crypto';
import amqp from 'amqplib';
import pg from 'pg';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { migrate, openDatabase, systemClock } from '@closeout/service-kit/db';
import { createMessaging } from '@closeout/service-kit/messaging';

export const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });

/** Data of about 1 KiB that the catalog accepts for `billing.customer-updated.v1`. */
export function customer(id, version) {
  return {
    id,
    version,
    name: 'Client A',
    email: 'accounts@client-a.example',
    phone: '+49 30 1234567',
    vatNumber: 'DE123456789',
    address: 'Hauptstraße 1, 10115 Berlin. '.padEnd(700, 'Side entrance, second floor. '),
    currency: 'EUR',
    paymentTermsDays: 30,
    clientType: null,
    location: null,
    securityLevel: 0,
    status: 'ACTIVE',
  };
}

export async function createBenchDatabase(server, tables = '') {
  const name = `bench_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await migrate({ url: url.href, log });
  await client.query(tables);
  return {
    url: url.href,
    client,
    async drop() {
      await client.end();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}

export function startService(name, { databaseUrl, amqpUrl, namespace, ...options }) {
  const db = openDatabase({ url: databaseUrl, service: name, log, clock: systemClock });
  const messaging = createMessaging({
    name,
    namespace,
    amqpUrl,
    databaseUrl,
    db,
    log,
    metrics: new Registry(),
    subscriptions: {},
    consumers: [],
    peer: () => ({ get: async () => null }),
    ...options,
  });
  messaging.start();
  return {
    db,
    messaging,
    async stop() {
      await messaging.stop();
      await db.close();
    },
  };
}

export const newNamespace = () => `bench${randomUUID().slice(0, 8)}.`;

/** Deletes what a benchmark left in the broker. */
export async function deleteFromBroker(amqpUrl, { queues, exchanges }) {
  const connection = await amqp.connect(amqpUrl);
  const channel = await connection.createChannel();
  for (const queue of queues) await channel.deleteQueue(queue);
  for (const exchange of exchanges) await channel.deleteExchange(exchange);
  await connection.close();
}

/** What the environment names, or what `npm test` would use. */
export function partsFromEnvironment() {
  const databaseUrl = process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL;
  const amqpUrl = process.env.BENCH_AMQP_URL ?? process.env.TEST_AMQP_URL;
  if (!databaseUrl || !amqpUrl)
    throw new Error('set BENCH_DATABASE_URL and BENCH_AMQP_URL, or use `npm run bench`');
  return { databaseUrl, amqpUrl };
}

/** True when the module was started by itself, not by `npm run bench`. */
export function isMain(url) {
  return process.argv[1] !== undefined && new URL(`file://${process.argv[1]}`).href === url;
}
