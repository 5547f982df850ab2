import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { billingEvents } from '@closeout/contracts/events/billing';
import { z } from 'zod';
import { toHeaders } from '../../src/broker/message.js';
import { exchangeOf, queueOf } from '../../src/broker/topology.js';
import { newId } from '../../src/db/newId.js';
import {
  discardDeadLetter,
  getDeadLetter,
  listDeadLetters,
  replayDeadLetter,
} from '../../src/inbox/deadLetters.js';
import { on, RetryLater, type Subscriptions } from '../../src/inbox/subscriptions.js';
import { eventually } from '../../src/testing/index.js';
import { violations } from './invariants.js';
import { change, consumer, eventType, producer, replicate, startService, type Running } from './parts.js';
import { createWorld, scalar, withChannel, type World } from './world.js';

let world: World;
let running: Running[];
const keep = (service: Running): Running => {
  running.push(service);
  return service;
};
const startProducer = () => keep(startService(producer, world.produces));
const startConsumer = (table: Subscriptions) =>
  keep(startService(consumer, world.consumes, { subscriptions: { [producer]: table } }));
const effects = () => scalar(world.projects, 'SELECT count(*) FROM effect');

beforeEach(async () => {
  world = await createWorld();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((service) => service.stop()));
  await world.destroy();
});

/** As a producer might that does not use this kit. */
async function publish(type: string, body: Buffer, headers: Record<string, unknown>): Promise<void> {
  const { amqpUrl, namespace } = world.produces;
  await withChannel(amqpUrl, async (channel) => {
    channel.publish(exchangeOf(namespace, producer), type, body, { persistent: true, headers });
    await channel.waitForConfirms();
  });
}
const headersOf = (id: string, type = eventType) =>
  toHeaders({
    id,
    source: producer,
    type,
    subject: newId(),
    aggregateVersion: 1,
    time: new Date().toISOString(),
    position: 1,
    correlationId: null,
    causationId: null,
    traceparent: null,
  });

describe('what a service says', () => {
  it('is applied by another once each, in order, with two replicas of both', async () => {
    const billing = [startProducer(), startProducer()];
    const consumers = [startConsumer(replicate()), startConsumer(replicate())];
    await world.listened(consumers.length);
    await Promise.all(billing.map((service) => world.say(service, 500)));
    await world.drained();
    expect(await violations(world)).toEqual([]);
  });

  it('carries who caused it, and so does what is said in answer', async () => {
    const service = startConsumer({
      [eventType]: async (tx, event) => change(tx, event.subject).then(() => undefined),
    });
    await world.listened();
    await world.say(startProducer(), 1);
    const read = async () =>
      (await world.projects.query('SELECT causation_id, correlation_id FROM kit.event_log')).rows;
    const [answer] = await eventually(read, (rows) => rows.length === 1);
    const { rows } = await world.billing.query('SELECT event_id FROM kit.event_log');
    expect(answer).toEqual({ causation_id: rows[0].event_id, correlation_id: rows[0].event_id });
    await eventually(
      () => service.messaging.status(),
      (status) => status.outbox.size === 0,
    );
  });
});

describe('an event that cannot be applied yet', () => {
  it('waits in the database, lets the others pass, and is applied when its cause has gone', async () => {
    let missing = true;
    const failing = new Set<number>();
    startConsumer(
      replicate((_tx, _id, no) => {
        if (missing && no % 7 === 0) failing.add(no);
        if (missing && no % 7 === 0) throw new RetryLater('what it refers to is not there yet');
      }),
    );
    await world.listened();
    await world.say(startProducer(), 50);
    const waiting = () => scalar(world.projects, `SELECT count(*) FROM kit.inbox WHERE status = 'retry'`);
    await eventually(
      async () => (await effects()) + (await waiting()),
      (count) => count === 50,
    );
    expect(failing.size).toBeGreaterThan(0);
    missing = false;
    await world.drained();
    expect(await violations(world)).toEqual([]);
  });
});

describe('an event whose next attempt is far away', () => {
  it('is tried at once by a service that comes back; what another replica is trying is left to it', async () => {
    const first = startConsumer(
      replicate(() => {
        throw new RetryLater('what it refers to is not there yet');
      }),
    );
    await world.listened();
    await world.say(startProducer(), 2);
    const parked = () => scalar(world.projects, `SELECT count(*) FROM kit.inbox WHERE status = 'retry'`);
    await eventually(parked, (count) => count === 2);
    await first.stop();
    running = running.filter((service) => service !== first);
    await world.projects.query(`UPDATE kit.inbox SET next_at = now() + interval '20 minutes'`);
    await world.projects.query(
      `UPDATE kit.inbox SET last_error = 'an attempt is under way'
        WHERE event_id = (SELECT max(event_id::text)::uuid FROM kit.inbox)`,
    );
    startConsumer(replicate());
    await eventually(effects, (count) => count === 1, { timeoutMs: 2000 });
    expect(await parked()).toBe(1);
  });
});

describe('a poison message', () => {
  it('goes to the dead letters with its reason, and everything else is applied', async () => {
    const billing = startProducer();
    const strict = z.object({
      name: z.string(),
      version: z.int().refine((version) => version !== 3, 'never a third version'),
    });
    const inner = replicate()[eventType];
    startConsumer({
      [eventType]: async (tx, event) => (await on(strict, async () => {})(tx, event), inner?.(tx, event)),
    });
    await world.listened();
    await world.say(billing, 40, { accounts: [newId(), newId()], lanes: 2 });
    await world.drained();
    const { rows } = await world.billing.query<{ event_id: string }>(
      'SELECT event_id FROM kit.event_log WHERE aggregate_version = 3',
    );
    expect(rows).toHaveLength(2);
    expect(
      await violations(
        world,
        rows.map((row) => row.event_id),
      ),
    ).toEqual([]);
    const { items } = await listDeadLetters(running[1]?.db as Running['db'], { limit: 10, status: 'dead' });
    expect(items.map((item) => item.reason)).toEqual([
      expect.stringContaining('never a third version'),
      expect.stringContaining('never a third version'),
    ]);
  });

  it('that is not even JSON is kept byte for byte, once, and can only be discarded', async () => {
    const { db } = startConsumer(replicate());
    await world.listened();
    const body = Buffer.from([0xff, 0x00, 0x7b]);
    const headers = headersOf(newId());
    await publish(eventType, body, headers);
    await publish(eventType, body, headers);
    await publish(eventType, Buffer.from('{}'), { anything: 'else' });
    const letters = await eventually(
      () => listDeadLetters(db, { limit: 10 }),
      ({ items }) => items.length === 2,
    );
    await eventually(
      () => world.queueLength(queueOf(world.produces.namespace, consumer, producer)),
      (length) => length === 0,
    );
    const broken = letters.items.find((letter) => letter.reason.includes('no JSON'));
    expect(await getDeadLetter(db, broken?.id as string)).toMatchObject({
      body: { encoding: 'base64', content: body.toString('base64') },
      headers: expect.objectContaining({ cloudEvents_type: eventType }),
    });
    const replaying = db.transaction((tx) => replayDeadLetter(tx, broken?.id as string));
    await expect(replaying).rejects.toMatchObject({ code: 'dead-letter-unreadable' });
    await db.transaction((tx) => discardDeadLetter(tx, broken?.id as string, 'a fault of the sender'));
    expect((await listDeadLetters(db, { limit: 10, status: 'dead' })).items).toHaveLength(1);
    const { rows } = await world.projects.query(`SELECT action, record_id FROM kit.audit_log`);
    expect(rows).toEqual([{ action: 'discardDeadLetter', record_id: broken?.id }]);
  });

  it('is applied once an operator replays it, after what was wrong with it was put right', async () => {
    let broken = true;
    const { db, messaging } = startConsumer(
      replicate(() => {
        if (broken) throw new Error('a fault in our own code');
      }),
    );
    await world.listened();
    await world.say(startProducer(), 1);
    const { items } = await eventually(
      () => listDeadLetters(db, { limit: 1 }),
      (page) => page.items.length === 1,
    );
    const id = items[0]?.id as string;
    await db.transaction((tx) => replayDeadLetter(tx, id));
    messaging.wakeRetries();
    // Still broken: it is dead again, one letter as before.
    await eventually(
      () => listDeadLetters(db, { limit: 9 }),
      (page) => page.items.length === 1 && page.items[0]?.status === 'dead',
    );
    broken = false;
    await db.transaction((tx) => replayDeadLetter(tx, id));
    await expect(db.transaction((tx) => replayDeadLetter(tx, id))).rejects.toMatchObject({
      code: 'dead-letter-resolved',
    });
    messaging.wakeRetries();
    await world.drained();
    expect(await violations(world)).toEqual([]);
  });

  it('list of dead letters comes page by page, newest first', async () => {
    const { db } = startConsumer(replicate(() => Promise.reject(new Error('always'))));
    await world.listened();
    await world.say(startProducer(), 5);
    await eventually(
      () => listDeadLetters(db, { limit: 10 }),
      ({ items }) => items.length === 5,
    );
    const all = await listDeadLetters(db, { limit: 10 });
    expect(all.next).toBeNull();
    const first = await listDeadLetters(db, { limit: 3 });
    const second = await listDeadLetters(db, { limit: 3, before: first.next ?? undefined });
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(second.next).toBeNull();
  });
});

describe('a message that nobody asked for', () => {
  it('of a type that is no longer subscribed to is taken off the queue and not recorded', async () => {
    startConsumer(replicate());
    await world.listened();
    const other = billingEvents.customerCreated.type;
    const queue = queueOf(world.produces.namespace, consumer, producer);
    await withChannel(world.produces.amqpUrl, (channel) =>
      channel.bindQueue(queue, exchangeOf(world.produces.namespace, producer), other),
    );
    await publish(other, Buffer.from('{}'), headersOf(newId(), other));
    await publish(eventType, Buffer.from(JSON.stringify({ unknown: 'field' })), headersOf(newId()));
    await eventually(effects, (count) => count === 1);
    expect(await scalar(world.projects, 'SELECT count(*) FROM kit.inbox')).toBe(1);
    expect(await scalar(world.projects, 'SELECT count(*) FROM kit.dead_letter')).toBe(0);
  });
});
