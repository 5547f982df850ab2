// Commit in one service → commit in another at 50 events a second, beyond a publish made right after the commit (which is
// unsafe: a crash between the two loses the event).

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import amqp from 'amqplib';
import {
  createBenchDatabase,
  customer,
  deleteFromBroker,
  isMain,
  newNamespace,
  partsFromEnvironment,
  startService,
} from './support/messagingParts.mjs';
import { interleavedRounds, median, percentile } from './support/rounds.mjs';

const limits = { p50: 10, p99: 35 };
const perSecond = 50;
const type = 'billing.customer-updated.v1';
const tables = 'CREATE TABLE customer (id uuid PRIMARY KEY, version integer NOT NULL);';
const write = 'INSERT INTO customer (id, version) VALUES ($1, $2)';

export default async function latency({ databaseUrl, amqpUrl, rounds = 5, events = 300 }) {
  const namespace = newNamespace();
  const [billing, projects] = await Promise.all([
    createBenchDatabase(databaseUrl, tables),
    createBenchDatabase(databaseUrl, tables),
  ]);
  const committed = new Map();
  let elapsed = [];
  const arrived = (id) => {
    elapsed.push(performance.now() - committed.get(id));
    committed.delete(id);
  };

  const producer = startService('billing', { databaseUrl: billing.url, amqpUrl, namespace });
  let handled = [];
  const consumer = startService('projects', {
    databaseUrl: projects.url,
    amqpUrl,
    namespace,
    subscriptions: {
      billing: {
        [type]: async (tx, event) => {
          await tx.query(write, [event.data.id, 1]);
          handled.push(event.data.id);
        },
      },
    },
    consumer: {
      async order(settle, ack) {
        if (!(await settle())) return;
        for (const id of handled.splice(0)) arrived(id);
        ack();
      },
    },
  });

  const connection = await amqp.connect(amqpUrl, { noDelay: true });
  const listening = await amqp.connect(amqpUrl, { noDelay: true });
  const channel = await connection.createConfirmChannel();
  const exchange = `${namespace}bare`;
  await channel.assertExchange(exchange, 'topic', { durable: true });
  await channel.assertQueue(`${namespace}bare`, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  await channel.bindQueue(`${namespace}bare`, exchange, type);
  const consuming = await listening.createChannel();
  await consuming.consume(`${namespace}bare`, async (message) => {
    const data = JSON.parse(message.content.toString());
    await consumer.db.transaction((tx) => tx.query(write, [data.id, 1]));
    arrived(data.id);
    consuming.ack(message);
  });

  /** One event after the other, at random distances that average to the rate. */
  async function atRate(say) {
    elapsed = [];
    const under = [];
    const began = performance.now();
    for (let i = 0; i < events; i += 1) {
      const due = began + ((i + Math.random()) * 1000) / perSecond;
      await sleep(Math.max(0, due - performance.now()));
      under.push(say(customer(randomUUID(), 1)));
    }
    await Promise.all(under);
    while (elapsed.length < events) await sleep(5);
    return elapsed;
  }

  const ours = () =>
    atRate(async (data) => {
      await producer.db.transaction(async (tx) => {
        await tx.query(write, [data.id, 1]);
        tx.emit({ type, subject: data.id, aggregateVersion: 1, data });
        committed.set(data.id, performance.now()); // in case it arrives before this process hears of its own commit
      });
      if (committed.has(data.id)) committed.set(data.id, performance.now());
    });
  const bare = () =>
    atRate(async (data) => {
      await producer.db.transaction((tx) => tx.query(write, [data.id, 1]));
      committed.set(data.id, performance.now());
      channel.publish(exchange, type, Buffer.from(JSON.stringify(data)), {
        persistent: true,
        mandatory: true,
      });
    });

  while (!(producer.messaging.connected.publish && consumer.messaging.connected.consume)) await sleep(10);
  await sleep(1500); // queues and bindings; nothing is measured yet
  events = Math.round(events / 3);
  await ours();
  await bare();
  events *= 3;
  const results = await interleavedRounds({ bare, ours }, rounds);

  await Promise.all([producer.stop(), consumer.stop(), connection.close(), listening.close()]);
  await deleteFromBroker(amqpUrl, {
    queues: [
      'bare',
      'billing.events.log',
      'projects.events.log',
      'projects.billing.v1',
      'projects.dead-letters',
    ].map((name) => namespace + name),
    exchanges: ['bare', 'billing.events', 'projects.events'].map((name) => namespace + name),
  });
  await Promise.all([billing.drop(), projects.drop()]);

  return Object.entries(limits).map(([name, limit]) => {
    const share = Number(name.slice(1)) / 100;
    const of = (samples) => median(samples.map((round) => percentile(round, share)));
    const beyond = median(
      results.ours.map((round, i) => percentile(round, share) - percentile(results.bare[i], share)),
    );
    return {
      name: `commit → consumer's commit at ${perSecond}/s, ${name} beyond a publish right after the commit`,
      beyond,
      limit,
      ok: beyond <= limit,
      unit: 'ms',
      ours: of(results.ours),
      bare: of(results.bare),
      rounds,
    };
  });
}

if (isMain(import.meta.url))
  for (const line of await latency(partsFromEnvironment())) console.log(JSON.stringify(line));
