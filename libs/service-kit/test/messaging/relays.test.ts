import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exchangeOf, logQueueOf } from '../../src/broker/topology.js';
import { newId } from '../../src/db/newId.js';
import { eventually } from '../../src/testing/index.js';
import { violations } from './invariants.js';
import { consumer, openWriter, producer, replicate, startService, type Running } from './parts.js';
import { startChild } from './startChild.js';
import { createWorld, scalar, withChannel, type World } from './world.js';

let world: World;
let running: Pick<Running, 'stop'>[];
const keep = <S extends Pick<Running, 'stop'>>(service: S): S => {
  running.push(service);
  return service;
};
const startConsumer = () =>
  keep(startService(consumer, world.consumes, { subscriptions: { [producer]: replicate() } }));

beforeEach(async () => {
  world = await createWorld();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((service) => service.stop()));
  await world.destroy();
});

const published = () => scalar(world.billing, 'SELECT published FROM kit.relay_progress');

describe('two relays of one service', () => {
  it('keep the order: one works, the other takes over when it is gone', async () => {
    startConsumer();
    await world.listened();
    const versions = await listen();
    const first = keep(startService(producer, world.produces));
    const second = keep(startService(producer, world.produces));
    const accounts = [newId(), newId(), newId()];
    await Promise.all([world.say(first, 200, { accounts }), world.say(second, 200, { accounts })]);
    await first.messaging.stop();
    await world.say(second, 200, { accounts });
    await world.drained();
    expect(await violations(world)).toEqual([]);
    for (const seen of Object.values(versions.seen)) expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    await versions.close();
  });

  /** Hears, as any consumer would, in which order each account's versions come first. */
  async function listen(): Promise<{ seen: Record<string, number[]>; close(): Promise<void> }> {
    const seen: Record<string, number[]> = {};
    const { connect } = await import('amqplib');
    const connection = await connect(world.produces.amqpUrl);
    const channel = await connection.createChannel();
    const exchange = exchangeOf(world.produces.namespace, producer);
    await channel.assertExchange(exchange, 'topic', { durable: true });
    const { queue } = await channel.assertQueue('', { exclusive: true });
    await channel.bindQueue(queue, exchange, '#');
    await channel.consume(
      queue,
      (message) => {
        const headers = message?.properties.headers ?? {};
        const versions = (seen[headers['cloudEvents_subject'] as string] ??= []);
        const version = headers['cloudEvents_aggregateversion'] as number;
        if (!versions.includes(version)) versions.push(version);
      },
      { noAck: true },
    );
    return { seen, close: () => connection.close() };
  }
});

describe('an event that the broker cannot route', () => {
  it('is not taken for published; the way is made again, and it goes out', async () => {
    const billing = keep(startService(producer, world.produces));
    await world.say(billing, 1);
    await eventually(published, (count) => count === 1);
    const { amqpUrl, namespace } = world.produces;
    await withChannel(amqpUrl, (channel) => channel.deleteQueue(logQueueOf(namespace, producer)));
    await world.say(billing, 3);
    await eventually(published, (count) => count === 4, { what: 'the returned events published' });
    const inLog = () => world.queueLength(logQueueOf(namespace, producer));
    expect(await eventually(inLog, (count) => count === 3)).toBe(3);
  });
});

describe('a relay without a broker', () => {
  it('gives positions all the same, so that the feed goes on', async () => {
    keep(startService(producer, { ...world.produces, amqpUrl: 'amqp://127.0.0.1:1' }));
    await world.say(keep(openWriter(producer, world.produces)), 50);
    const positions = () => scalar(world.billing, 'SELECT count(*) FROM kit.event_position');
    await eventually(positions, (count) => count === 50);
    expect(await published()).toBe(0);
  });

  it('that is killed hands over to the one that waits', async () => {
    startConsumer();
    await world.listened();
    const child = startChild({ role: 'relay', at: 'before publish', place: world.produces });
    const writer = keep(openWriter(producer, world.produces));
    await world.say(writer, 10);
    const waiting = keep(startService(producer, world.produces));
    expect(
      await Promise.race([child.died, eventually(published, (count) => count > 0).then(() => 'published')]),
    ).toBeDefined();
    await world.say(writer, 10);
    await world.drained();
    await child.kill();
    expect(await violations(world)).toEqual([]);
    expect(waiting.messaging.connected.publish).toBe(true);
  });
});
