import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toProperties } from '../../src/broker/message.js';
import { queueOf } from '../../src/broker/topology.js';
import { openRelayStore, type RelayStore } from '../../src/outbox/relayStore.js';
import { newId } from '../../src/db/newId.js';
import { violations } from './invariants.js';
import { consumer, openWriter, producer, replicate, startService, type Running } from './parts.js';
import { createWorld, withChannel, type World } from './world.js';

let world: World;
let writer: Pick<Running, 'db' | 'stop'>;
let consumers: Running[];
let store: RelayStore;

beforeAll(async () => {
  world = await createWorld();
  writer = openWriter(producer, world.produces);
  store = await openRelayStore({ url: world.produces.databaseUrl, service: producer });
  consumers = [1, 2].map(() =>
    startService(consumer, world.consumes, { subscriptions: { [producer]: replicate() } }),
  );
  // The exchange has no relay here that would declare it: the consumers do.
  await world.listened(2);
});
afterAll(async () => {
  await Promise.all([store.close(), writer.stop(), ...consumers.map((service) => service.stop())]);
  await world.destroy();
});

it('every message twice and in any order, taken by two replicas, ends in the same state', async () => {
  const queue = queueOf(world.produces.namespace, consumer, producer);
  let positioned = 0;
  const runs = fc.asyncProperty(
    fc.integer({ min: 1, max: 60 }),
    fc.integer({ min: 1, max: 5 }),
    fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    async (changes, accounts, dice) => {
      await world.say(writer, changes, { accounts: Array.from({ length: accounts }, newId), lanes: 3 });
      const events = await store.position(positioned, 1000, positioned);
      const order = [...events, ...events].map((event) => ({ event, place: dice.next().value as number }));
      order.sort((a, b) => a.place - b.place);
      await withChannel(world.produces.amqpUrl, async (channel) => {
        for (const { event } of order)
          channel.sendToQueue(queue, Buffer.from(event.json), toProperties(event));
        await channel.waitForConfirms();
      });
      positioned = events.at(-1)?.position ?? positioned;
      await store.saveProgress(positioned);
      await world.drained();
      expect(await violations(world)).toEqual([]);
    },
  );
  await fc.assert(runs, { numRuns: 12, endOnFailure: true });
});
