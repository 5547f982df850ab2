import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  startPrivatePostgres,
  startPrivateRabbit,
  type PrivatePostgres,
  type PrivateRabbit,
} from '../../../../scripts/infra/privateParts.mjs';
import { isDatabaseAway } from '../../src/db/errors.js';
import { newId } from '../../src/db/newId.js';
import { eventually } from '../../src/testing/index.js';
import { violations } from './invariants.js';
import { change, consumer, producer, replicate, startService, type Running } from './parts.js';
import { createWorld, scalar, temporaryDirectory, type World } from './world.js';

// Starting a broker takes seconds, and much longer on a busy machine.
jest.setTimeout(150_000);

const directory = temporaryDirectory('restarts');
let broker: PrivateRabbit;
let database: PrivatePostgres;
let world: World;
let running: Running[] = [];
const keep = (service: Running): Running => {
  running.push(service);
  return service;
};

beforeAll(async () => {
  [broker, database] = await Promise.all([
    startPrivateRabbit({ dir: `${directory}/rabbit` }),
    startPrivatePostgres({ dir: `${directory}/postgres` }),
  ]);
});
afterEach(async () => {
  await Promise.all(running.map((service) => service.stop()));
  running = [];
  await world.destroy();
});
afterAll(async () => {
  await Promise.all([broker.stop(), database.stop()]);
  rmSync(directory, { recursive: true, force: true });
});

async function startWorld(): Promise<Running> {
  world = await createWorld({ amqpUrl: broker.url, databaseUrl: database.url });
  for (let replica = 0; replica < 2; replica += 1) {
    keep(
      startService(consumer, world.consumes, {
        subscriptions: { [producer]: replicate() },
        // A broker may come back with a queue that is dead: what was said until it is made anew is fetched.
        peer: () => world.feed,
      }),
    );
  }
  const billing = keep(startService(producer, world.produces, { relay: { confirmTimeoutMs: 1500 } }));
  await world.listened(2);
  return billing;
}

/** Commands keep coming; those that fail because the database is away have no effect and are not repeated. */
function keepChanging(billing: Running): { stop(): Promise<number> } {
  const accounts = Array.from({ length: 8 }, newId);
  let going = true;
  let answered = 0;
  const lane = async () => {
    for (let i = 0; going; i += 1) {
      try {
        await billing.db.transaction((tx) => change(tx, accounts[i % accounts.length] as string));
        answered += 1;
      } catch (error) {
        if (!isDatabaseAway(error)) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 8));
    }
  };
  const lanes = Promise.all([lane(), lane()]);
  return {
    async stop() {
      going = false;
      await lanes;
      return answered;
    },
  };
}
const effects = () => scalar(world.projects, 'SELECT count(*) FROM effect');
const logged = () => scalar(world.billing, 'SELECT count(*) FROM kit.event_log');

describe('in mid-flow', () => {
  it('the broker is killed and started again: nothing is lost, and commands are answered all the while', async () => {
    const changing = keepChanging(await startWorld());
    await eventually(effects, (count) => count > 100);
    await broker.kill('SIGKILL');
    const before = await logged();
    await eventually(logged, (count) => count > before + 100, { what: 'commands answered without a broker' });
    await broker.start();
    const atStart = await effects();
    await eventually(effects, (count) => count > atStart + 100, {
      timeoutMs: 45_000,
      what: 'events flowing again',
    });
    const answered = await changing.stop();
    await world.drained();
    expect(await violations(world)).toEqual([]);
    expect(await logged()).toBe(answered);
  });

  it('the broker stalls: the connection is given up, and what was not confirmed is sent again', async () => {
    const changing = keepChanging(await startWorld());
    await eventually(effects, (count) => count > 100);
    await broker.kill('SIGSTOP');
    const before = await logged();
    await eventually(logged, (count) => count > before + 100, {
      what: 'commands answered beside a stalled broker',
    });
    await eventually(
      async () => running.at(-1)?.messaging.connected.publish,
      (connected) => connected === false,
      {
        what: 'the stalled connection given up',
      },
    );
    await broker.kill('SIGCONT');
    const answered = await changing.stop();
    await world.drained();
    expect(await violations(world)).toEqual([]);
    expect(await logged()).toBe(answered);
  });

  it('the broker has no memory left: it takes nothing, consumers go on, and then everything comes', async () => {
    const changing = keepChanging(await startWorld());
    await eventually(effects, (count) => count > 100);
    await broker.control('set_vm_memory_high_watermark', '0.000001');
    const before = await logged();
    await eventually(logged, (count) => count > before + 150, {
      what: 'commands answered while the broker blocks',
    });
    await broker.control('set_vm_memory_high_watermark', '0.4');
    const answered = await changing.stop();
    await world.drained();
    expect(await violations(world)).toEqual([]);
    expect(await logged()).toBe(answered);
  });

  it('the database is killed and started again: what was answered is there, once', async () => {
    const changing = keepChanging(await startWorld());
    await eventually(effects, (count) => count > 100);
    await database.kill('SIGKILL');
    await database.start();
    const atStart = await effects();
    await eventually(effects, (count) => count > atStart + 100, {
      timeoutMs: 45_000,
      what: 'events flowing again',
    });
    const answered = await changing.stop();
    await world.drained();
    expect(await violations(world)).toEqual([]);
    // A commit whose answer was cut off may have happened; it was not answered with success.
    expect(await logged()).toBeGreaterThanOrEqual(answered);
  });
});
