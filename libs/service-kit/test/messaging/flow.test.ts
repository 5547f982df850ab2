import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { violations } from './invariants.js';
import { consumer, producer, replicate, startService, type Running } from './parts.js';
import { createWorld, type World } from './world.js';

let world: World;
let running: Running[] = [];
const start = (...args: Parameters<typeof startService>): Running => {
  const service = startService(...args);
  running.push(service);
  return service;
};

beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await Promise.all(running.map((service) => service.stop()));
  running = [];
  await world.destroy();
});

describe('what a service says', () => {
  it('is applied by another once each, in order, with two replicas of both', async () => {
    const billing = [start(producer, world.produces), start(producer, world.produces)];
    for (let replica = 0; replica < 2; replica += 1) {
      start(consumer, world.consumes, { subscriptions: { [producer]: replicate() } });
    }
    await Promise.all(billing.map((service) => world.say(service, 500)));
    await world.drained();
    expect(await violations(world)).toEqual([]);
  });
});
