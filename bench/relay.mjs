// Outbox relay ÷ bare confirmed publishing: the same messages to the same exchange and log queue.

import { once } from 'node:events';
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
import { interleavedRounds, median, medianRatio } from './support/rounds.mjs';

const floor = 0.6;
const messages = 20_000;
const inFlight = 1000; // as many as the relay has

export default async function relay({ databaseUrl, amqpUrl, rounds = 5 }) {
  const namespace = newNamespace();
  const exchange = `${namespace}billing.events`;
  const database = await createBenchDatabase(databaseUrl);
  const service = startService('billing', { databaseUrl: database.url, amqpUrl, namespace });
  const connection = await amqp.connect(amqpUrl, { noDelay: true });
  const channel = await connection.createConfirmChannel();

  const say = (count) =>
    database.client.query(
      `WITH logged AS (
          INSERT INTO kit.event_log (event_id, type, subject, aggregate_version, time, data)
          SELECT gen_random_uuid(), 'billing.customer-updated.v1', gen_random_uuid()::text, 1, now(), $2::jsonb FROM generate_series(1, $1)
          RETURNING id)
        INSERT INTO kit.outbox SELECT id FROM logged`,
      [count, JSON.stringify(customer('0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b21', 1))],
    );
  const published = async () =>
    Number((await database.client.query('SELECT published FROM kit.relay_progress')).rows[0].published);

  let total = 0;
  async function byRelay(count = messages) {
    await say(count);
    total += count;
    const began = performance.now();
    service.messaging.wakeRelay();
    while ((await published()) < total) await sleep(5);
    return (count / (performance.now() - began)) * 1000;
  }

  async function bare(count = messages) {
    const { rows } = await database.client.query('SELECT * FROM kit.event_log ORDER BY id LIMIT 500');
    const prepared = rows.map((row, i) => ({
      body: Buffer.from(JSON.stringify(row.data)),
      properties: {
        messageId: row.event_id,
        contentType: 'application/json',
        deliveryMode: 2,
        mandatory: true,
        headers: {
          cloudEvents_specversion: '1.0',
          cloudEvents_id: row.event_id,
          cloudEvents_source: 'billing',
          cloudEvents_type: row.type,
          cloudEvents_subject: row.subject,
          cloudEvents_time: row.time.toISOString(),
          cloudEvents_dataschema: `https://closeout.dev/schemas/${row.type}.json`,
          cloudEvents_aggregateversion: 1,
          cloudEvents_position: i,
        },
      },
    }));
    let sent = 0;
    let confirmed = 0;
    const began = performance.now();
    const onAck = ({ deliveryTag, multiple }) => {
      confirmed = multiple ? deliveryTag - base : confirmed + 1;
    };
    const base = bare.tag ?? 0;
    channel.on('ack', onAck);
    while (confirmed < count) {
      while (sent < count && sent - confirmed < inFlight) {
        const { body, properties } = prepared[sent % prepared.length];
        channel.publish(exchange, 'billing.customer-updated.v1', body, properties);
        sent += 1;
      }
      await once(channel, 'ack');
    }
    channel.off('ack', onAck);
    bare.tag = base + count;
    return (count / (performance.now() - began)) * 1000;
  }

  await byRelay(2000);
  await bare(2000);
  const results = await interleavedRounds({ bare, relay: byRelay }, rounds);
  await connection.close();
  await service.stop();
  await deleteFromBroker(amqpUrl, { queues: [`${exchange}.log`], exchanges: [exchange] });
  await database.drop();
  const ratio = medianRatio(results.relay, results.bare);
  return [
    {
      name: 'relay ÷ bare confirmed publishing',
      ratio,
      floor,
      ok: ratio >= floor,
      unit: 'messages/s',
      ours: median(results.relay),
      bare: median(results.bare),
      rounds,
    },
  ];
}

if (isMain(import.meta.url))
  for (const line of await relay(partsFromEnvironment())) console.log(JSON.stringify(line));
