// Consuming with the inbox ÷ the same SQL and acks without it: the same messages from a queue of the same kind.

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import amqp from 'amqplib';
import pg from 'pg';
import { newId } from '@closeout/service-kit/db';
import {
  createBenchDatabase,
  customer,
  deleteFromBroker,
  isMain,
  newNamespace,
  partsFromEnvironment,
  startService,
} from './support/messagingParts.mjs';
import { interleavedRounds, median, medianRatio } from './support/rounds.mjs';

const floor = 0.5;
const messages = 10_000;
const type = 'billing.customer-updated.v1';
const tables =
  'CREATE TABLE replica (id uuid PRIMARY KEY, version integer NOT NULL, name text NOT NULL, currency text NOT NULL);';
/** What applies one event, in both: a replica where the newest version wins. */
const upsert = `INSERT INTO replica (id, version, name, currency) VALUES ($1, $2, $3, $4)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name WHERE replica.version < excluded.version`;
const valuesOf = (data) => [data.id, data.version, data.name, data.currency];

export default async function inbox({ databaseUrl, amqpUrl, rounds = 5 }) {
  const namespace = newNamespace();
  const exchange = `${namespace}billing.events`;
  const database = await createBenchDatabase(databaseUrl, tables);
  const connection = await amqp.connect(amqpUrl, { noDelay: true });
  const channel = await connection.createConfirmChannel();
  await channel.assertExchange(exchange, 'topic', { durable: true });
  const queue = `${namespace}projects.billing.v1`;
  const bareQueue = `${namespace}bare`;
  await channel.assertQueue(bareQueue, { durable: true, arguments: { 'x-queue-type': 'quorum' } });

  let position = 0;
  /** Fills a queue, with as many customers as messages. */
  async function fill(target, count) {
    let confirmed = 0;
    for (let i = 0; i < count; i += 1) {
      const data = customer(randomUUID(), 1);
      position += 1;
      const headers = {
        cloudEvents_specversion: '1.0',
        cloudEvents_id: newId(),
        cloudEvents_source: 'billing',
        cloudEvents_type: type,
        cloudEvents_subject: data.id,
        cloudEvents_time: new Date().toISOString(),
        cloudEvents_aggregateversion: 1,
        cloudEvents_position: position,
      };
      channel.sendToQueue(
        target,
        Buffer.from(JSON.stringify(data)),
        { persistent: true, headers },
        () => (confirmed += 1),
      );
      if (i % 500 === 499) await channel.waitForConfirms();
    }
    await channel.waitForConfirms();
    return confirmed;
  }
  const applied = async () =>
    Number((await database.client.query('SELECT count(*) AS n FROM replica')).rows[0].n);

  async function withInbox(count = messages) {
    await declareQueue();
    await fill(queue, count);
    await database.client.query('TRUNCATE replica');
    let handled = 0;
    let first = 0;
    let began = 0;
    const service = startService('projects', {
      databaseUrl: database.url,
      amqpUrl,
      namespace,
      subscriptions: {
        billing: {
          [type]: async (tx, event) => {
            await tx.query(upsert, valuesOf(event.data));
            handled += 1;
          },
        },
      },
      consumer: {
        async order(settle, ack) {
          if (await settle()) ack();
          if (began > 0) return;
          began = performance.now();
          first = handled;
        },
      },
    });
    while (handled < count) await sleep(2);
    while ((await applied()) < count) await sleep(1); // the last commit
    const rate = ((count - first) / (performance.now() - began)) * 1000;
    await service.stop();
    return rate;
  }

  /** The consumer declares its own queue; it must be there before it is filled. */
  async function declareQueue() {
    const service = startService('projects', {
      databaseUrl: database.url,
      amqpUrl,
      namespace,
      subscriptions: { billing: { [type]: async () => {} } },
    });
    for (;;) {
      const probe = await connection.createChannel();
      probe.on('error', () => {}); // not there yet
      try {
        const { consumerCount } = await probe.checkQueue(queue);
        await probe.close();
        if (consumerCount > 0) break;
      } catch {
        await sleep(20); // the failed check closed the channel
      }
    }
    await service.stop();
  }

  async function bare(count = messages) {
    await fill(bareQueue, count);
    await database.client.query('TRUNCATE replica');
    const client = new pg.Client({ connectionString: database.url, pipeline: true });
    await client.connect();
    const consuming = await connection.createChannel();
    await consuming.prefetch(500);
    const waiting = [];
    const { consumerTag } = await consuming.consume(bareQueue, (message) => {
      waiting.push(message);
      consuming.emit('arrived');
    });
    let done = 0;
    let first = 0;
    let began = 0;
    while (done < count) {
      if (waiting.length === 0) await once(consuming, 'arrived');
      const batch = waiting.splice(0, 250);
      client.query('BEGIN');
      for (const message of batch) {
        await client.query({
          name: 'upsert',
          text: upsert,
          values: valuesOf(JSON.parse(message.content.toString())),
        });
      }
      await client.query('COMMIT');
      consuming.ack(batch.at(-1), true);
      done += batch.length;
      if (began === 0) {
        began = performance.now();
        first = done;
      }
    }
    const rate = ((count - first) / (performance.now() - began)) * 1000;
    await consuming.cancel(consumerTag);
    await consuming.close();
    await client.end();
    return rate;
  }

  await withInbox(1000);
  await bare(1000);
  const results = await interleavedRounds({ bare, withInbox }, rounds);
  await deleteFromBroker(amqpUrl, {
    queues: [queue, bareQueue, `${namespace}projects.dead-letters`, `${namespace}projects.events.log`],
    exchanges: [exchange, `${namespace}projects.events`],
  });
  await connection.close();
  await database.drop();
  const ratio = medianRatio(results.withInbox, results.bare);
  return [
    {
      name: 'consume with inbox ÷ same SQL and acks without',
      ratio,
      floor,
      ok: ratio >= floor,
      unit: 'messages/s',
      ours: median(results.withInbox),
      bare: median(results.bare),
      rounds,
    },
  ];
}

if (isMain(import.meta.url))
  for (const line of await inbox(partsFromEnvironment())) console.log(JSON.stringify(line));
