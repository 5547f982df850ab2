import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError } from '@closeout/contracts/errors';
import { billingEvents } from '@closeout/contracts/events/billing';
import { exchangeOf, queueOf } from '../../src/broker/topology.js';
import { newId } from '../../src/db/newId.js';
import type { FeedPeer } from '../../src/inbox/fetchEvents.js';
import type { Subscriptions } from '../../src/inbox/subscriptions.js';
import { eventually } from '../../src/testing/index.js';
import { violations } from './invariants.js';
import { consumer, eventType, openWriter, producer, replicate, startService, type Running } from './parts.js';
import { createWorld, scalar, withChannel, type World } from './world.js';

let world: World;
let running: Pick<Running, 'stop'>[];
const keep = <S extends Pick<Running, 'stop'>>(service: S): S => {
  running.push(service);
  return service;
};
const startConsumer = (options: { table?: Subscriptions; everyMs?: number } = {}) =>
  keep(
    startService(consumer, world.consumes, {
      subscriptions: { [producer]: options.table ?? replicate() },
      peer: () => world.feed,
      reconcileEveryMs: options.everyMs ?? 60_000,
      reconcileGraceMs: 0,
    }),
  );
const queue = () => queueOf(world.produces.namespace, consumer, producer);
const effects = () => scalar(world.projects, 'SELECT count(*) FROM effect');

beforeEach(async () => {
  world = await createWorld();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((service) => service.stop()));
  await world.destroy();
});

describe('comparing with the producer’s feed heals', () => {
  it('a deleted queue', async () => {
    const billing = keep(startService(producer, world.produces));
    startConsumer();
    await world.listened();
    await world.say(billing, 100);
    await withChannel(world.produces.amqpUrl, (channel) => channel.deleteQueue(queue()));
    await world.say(billing, 100);
    await world.drained();
    await world.say(billing, 10);
    await world.drained();
    expect(await violations(world)).toEqual([]);
  });

  it('a lost binding, which is also made again', async () => {
    const billing = keep(startService(producer, world.produces));
    startConsumer({ everyMs: 300 });
    await world.listened();
    const { amqpUrl, namespace } = world.produces;
    await withChannel(amqpUrl, (channel) =>
      channel.unbindQueue(queue(), exchangeOf(namespace, producer), eventType),
    );
    await world.say(billing, 50);
    await world.drained();
    expect(await violations(world)).toEqual([]);
  });

  it('a queue that an earlier release declared with other arguments: it is made anew', async () => {
    const billing = keep(startService(producer, world.produces));
    const { amqpUrl, namespace } = world.produces;
    await withChannel(amqpUrl, async (channel) => {
      await channel.assertExchange(exchangeOf(namespace, producer), 'topic', { durable: true });
      await channel.assertQueue(queue(), { durable: true, arguments: { 'x-queue-type': 'quorum' } });
      await channel.bindQueue(queue(), exchangeOf(namespace, producer), eventType);
    });
    await world.say(billing, 50);
    startConsumer();
    await world.listened();
    await world.drained();
    await world.say(billing, 10);
    await world.drained();
    expect(await violations(world)).toEqual([]);
  });

  it('a consumer that is brand-new, even while there is no broker', async () => {
    const billing = keep(startService(producer, world.produces));
    await world.say(billing, 700);
    await eventually(
      () => billing.messaging.status(),
      (status) => status.outbox.size === 0,
    );
    const cutOff = { ...world.consumes, amqpUrl: 'amqp://127.0.0.1:1' };
    for (let replica = 0; replica < 2; replica += 1) {
      keep(
        startService(consumer, cutOff, {
          subscriptions: { [producer]: replicate() },
          peer: () => world.feed,
        }),
      );
    }
    await eventually(effects, (count) => count === 700);
    startConsumer(); // so that there are queues to look into
    await world.drained();
    expect(await violations(world)).toEqual([]);
  });

  it('at once after a restart, although the comparison before it failed half-way', async () => {
    const billing = keep(startService(producer, world.produces));
    await world.say(billing, 30);
    await eventually(
      () => billing.messaging.status(),
      (status) => status.outbox.size === 0,
    );
    const cutOff = { ...world.consumes, amqpUrl: 'amqp://127.0.0.1:1' };
    let asked = 0;
    const away: FeedPeer = {
      get: () => {
        asked += 1;
        return Promise.reject(new DomainError('unavailable', 'service-unavailable', { detail: 'away' }));
      },
    };
    const table = { subscriptions: { [producer]: replicate() } };
    const before = startService(consumer, cutOff, { ...table, peer: () => away });
    await eventually(
      async () => asked,
      (times) => times > 0,
    );
    await before.stop();
    keep(startService(consumer, cutOff, { ...table, peer: () => world.feed }));
    await eventually(effects, (count) => count === 30, { timeoutMs: 2000 });
    startConsumer(); // so that there are queues to look into
    await world.drained();
    expect(await violations(world)).toEqual([]);
  });

  it('a type that is subscribed to later: it begins with the first event', async () => {
    const writer = keep(openWriter(producer, world.produces));
    keep(startService(producer, world.produces));
    const created = billingEvents.customerCreated;
    const first = startConsumer({ table: { [created.type]: async () => {} }, everyMs: 100 });
    await world.say(writer, 20);
    await eventually(
      () => scalar(world.projects, 'SELECT coalesce(max(position), 0) FROM kit.reconciliation'),
      (position) => position === 20,
    );
    await first.stop();
    running = running.filter((service) => service !== first);
    startConsumer({ table: { ...replicate(), [created.type]: async () => {} } });
    await world.drained();
    expect(await violations(world)).toEqual([]);
  });
});

describe('a feed follower', () => {
  it('appends a producer’s events in its order, without gaps, once, whoever of two replicas is first', async () => {
    const billing = keep(startService(producer, world.produces));
    await world.say(billing, 120, { accounts: [newId(), newId()] });
    for (let replica = 0; replica < 2; replica += 1) {
      const service = keep(startService(consumer, world.consumes, { peer: () => world.feed }));
      service.messaging.followFeed({
        source: producer,
        async append(tx, events) {
          for (const event of events) {
            await tx.query(
              'INSERT INTO appended (place, event_id) SELECT coalesce(max(place), 0) + 1, $1 FROM appended',
              [event.id],
            );
          }
        },
      });
    }
    await world.say(billing, 400);
    const appended = () => scalar(world.projects, 'SELECT count(*) FROM appended');
    await eventually(appended, (count) => count >= 520);
    const { rows: ours } = await world.projects.query('SELECT place, event_id FROM appended ORDER BY place');
    const { rows: theirs } = await world.billing.query(
      'SELECT p.position AS place, e.event_id FROM kit.event_position p JOIN kit.event_log e ON e.id = p.event_log_id ORDER BY p.position',
    );
    expect(ours).toEqual(theirs);
  });

  it('follows its own service’s feed without asking itself over HTTP', async () => {
    const billing = keep(startService(producer, world.produces));
    const seen: number[] = [];
    billing.messaging.followFeed({
      source: producer,
      append: async (_tx, events) => void seen.push(...events.map((event) => event.position)),
    });
    await world.say(billing, 30);
    await eventually(
      async () => seen,
      (positions) => positions.length === 30,
    );
    expect(seen).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  });
});
