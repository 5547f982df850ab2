import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { toProperties } from '../../src/broker/message.js';
import { queueOf } from '../../src/broker/topology.js';
import { newId } from '../../src/db/newId.js';
import { openRelayStore, type RelayStore } from '../../src/outbox/relayStore.js';
import { eventually } from '../../src/testing/index.js';
import { violations } from './invariants.js';
import { consumer, openWriter, producer, replicate, startService, type Running } from './parts.js';
import { startChild } from './startChild.js';
import { createWorld, scalar, withChannel, type World } from './world.js';

/*
 * The fault tests are worth something only if they fail when the thing they test is wrong. Each variant here is wrong on
 * purpose, in one of the three classic ways, and the invariants must say so.
 */

let world: World;
let running: Pick<Running, 'stop'>[];
const keep = <S extends Pick<Running, 'stop'>>(service: S): S => {
  running.push(service);
  return service;
};
const queued = () => world.queueLength(queueOf(world.produces.namespace, consumer, producer));
const effects = () => scalar(world.projects, 'SELECT count(*) FROM effect');
const published = () => scalar(world.billing, 'SELECT published FROM kit.relay_progress');

beforeEach(async () => {
  world = await createWorld();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((service) => service.stop()));
  await world.destroy();
});

describe('the invariants are seen to break', () => {
  it('when a consumer acks before its commit and is killed in between', async () => {
    const child = startChild({
      role: 'consumer',
      at: 'in handler',
      no: 1,
      ackFirst: true,
      place: world.consumes,
    });
    await world.listened();
    await world.say(keep(startService(producer, world.produces)), 50);
    expect(await child.died).toBe('SIGKILL');
    keep(startService(consumer, world.consumes, { subscriptions: { [producer]: replicate() } }));
    await world.listened();
    await eventually(published, (count) => count === 50);
    await eventually(queued, (count) => count === 0);
    await eventually(
      async () => [await effects(), await effects()],
      ([before, after]) => before === after,
    );
    expect(await violations(world)).toContainEqual(expect.stringMatching(/^I2: event .* applied 0 times/));
  });

  it('when there is no inbox and messages come twice', async () => {
    const record = async (_tx: unknown, _consumer: string, events: readonly { id: string }[]) =>
      new Set(events.map((event) => event.id));
    // Small batches: two copies in one would still be seen to be the same.
    const options = { inbox: { record }, consumer: { batch: 10 } };
    keep(startService(consumer, world.consumes, { subscriptions: { [producer]: replicate() }, ...options }));
    await world.listened();
    const store = await openRelayStore({ url: world.produces.databaseUrl, service: producer });
    await world.say(keep(openWriter(producer, world.produces)), 30);
    const events = await store.position(0, 100, 0);
    await withChannel(world.produces.amqpUrl, async (channel) => {
      const queue = queueOf(world.produces.namespace, consumer, producer);
      for (const event of [...events, ...events])
        channel.sendToQueue(queue, Buffer.from(event.json), toProperties(event));
      await channel.waitForConfirms();
    });
    await store.close();
    await eventually(queued, (count) => count === 0);
    await eventually(effects, (count) => count > 30);
    expect(await violations(world)).toContainEqual(expect.stringMatching(/^I2: event .* applied 2 times/));
  });

  it('when two relays share the work by skipping what the other has locked', async () => {
    keep(startService(consumer, world.consumes, { subscriptions: { [producer]: replicate() } }));
    await world.listened();
    const writer = keep(openWriter(producer, world.produces));
    await world.billing.query('CREATE SEQUENCE naive_position');
    await world.say(writer, 400, { accounts: [newId(), newId()] });
    for (let replica = 0; replica < 2; replica += 1) {
      keep(startService(producer, world.produces, { relay: { openStore: openNaiveStore, batch: 10 } }));
    }
    await eventually(
      () => scalar(world.billing, 'SELECT count(*) FROM kit.outbox'),
      (count) => count === 0,
    );
    expect(await violations(world)).toContainEqual(
      expect.stringMatching(/^feed: version \d+ of .* after \d+$/),
    );
  });
});

/** Without the lock, and with a pause between taking rows and numbering them that makes the race show at once. */
async function openNaiveStore(options: { url: string; service: string }): Promise<RelayStore> {
  const store = await openRelayStore(options);
  const { db, stop } = openWriter(options.service, { namespace: '', amqpUrl: '', databaseUrl: options.url });
  return {
    ...store,
    lock: async () => true,
    async position(after, limit) {
      const rows = await db.transaction(async (tx) => {
        const taken = await tx.query<{ id: bigint }>(
          'DELETE FROM kit.outbox WHERE id IN (SELECT id FROM kit.outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING id',
          [limit],
        );
        await tx.query('SELECT pg_sleep(random() * 0.02)');
        return tx.query<{ event_id: string; subject: string; aggregate_version: number; json: string }>(
          `WITH numbered AS (INSERT INTO kit.event_position (position, event_log_id)
              SELECT nextval('naive_position'), id FROM unnest($1::bigint[]) AS id ORDER BY id RETURNING event_log_id)
            SELECT e.event_id, e.subject, e.aggregate_version, e.data::text AS json
            FROM numbered n JOIN kit.event_log e ON e.id = n.event_log_id ORDER BY e.id`,
          [taken.map((row) => row.id)],
        );
      });
      return rows.map((row, i) => ({
        position: after + i + 1,
        id: row.event_id,
        source: options.service,
        type: 'billing.customer-updated.v1',
        subject: row.subject,
        aggregateVersion: row.aggregate_version,
        time: new Date().toISOString(),
        json: row.json,
        correlationId: null,
        causationId: null,
        traceparent: null,
      }));
    },
    positionOnly: async () => 0,
    read: async () => [],
    saveProgress: async () => undefined,
    async close() {
      await store.close();
      await stop();
    },
  };
}
