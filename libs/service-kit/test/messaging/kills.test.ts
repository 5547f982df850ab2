import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../src/testing/index.js';
import type { ChildTask } from './child.js';
import { violations } from './invariants.js';
import { consumer, openWriter, producer, replicate, startService, type Running } from './parts.js';
import { startChild } from './startChild.js';
import { createWorld, scalar, type World } from './world.js';

let world: World;
let running: Pick<Running, 'stop'>[];
const keep = <S extends Pick<Running, 'stop'>>(service: S): S => {
  running.push(service);
  return service;
};
const startConsumer = () =>
  keep(startService(consumer, world.consumes, { subscriptions: { [producer]: replicate() } }));
const startRelay = () => keep(startService(producer, world.produces));
const lose = async (task: Omit<ChildTask, 'place'>) => {
  const place = task.role === 'relay' ? world.produces : world.consumes;
  expect(await startChild({ ...task, place }).died).toBe('SIGKILL');
};
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

describe('a relay that is killed', () => {
  it('between commit and publish has lost nothing', async () => {
    startConsumer();
    await world.listened();
    await world.say(keep(openWriter(producer, world.produces)), 300);
    await lose({ role: 'relay', at: 'before publish' });
    expect(await effects()).toBe(0);
    startRelay();
    await world.drained();
    expect(await violations(world)).toEqual([]);
  });

  it('between publish and delete publishes again what the consumers then know already', async () => {
    const service = startConsumer();
    await world.listened();
    await world.say(keep(openWriter(producer, world.produces)), 300);
    await lose({ role: 'relay', at: 'before save' });
    expect(await published()).toBeLessThan(300);
    await eventually(effects, (count) => count > 0, { what: 'what the lost relay published' });
    startRelay();
    await world.drained();
    expect(await violations(world)).toEqual([]);
    expect(service.messaging.connected.consume).toBe(true);
  });
});

describe('a consumer that is killed', () => {
  it('before its commit has applied nothing, and another one applies it', async () => {
    const child = startChild({ role: 'consumer', at: 'in handler', no: 100, place: world.consumes });
    await world.listened();
    await world.say(startRelay(), 300);
    expect(await child.died).toBe('SIGKILL');
    const before = await effects();
    expect(before).toBeLessThan(300);
    startConsumer();
    await world.drained();
    expect(await violations(world)).toEqual([]);
  });

  it('after its commit and before its ack is not repeated', async () => {
    const child = startChild({ role: 'consumer', at: 'after commit', place: world.consumes });
    await world.listened();
    await world.say(startRelay(), 300);
    expect(await child.died).toBe('SIGKILL');
    expect(await effects()).toBeGreaterThan(0);
    startConsumer();
    await world.drained();
    expect(await violations(world)).toEqual([]);
  });

  it('again and again by one event sets that one aside, and gets on with the others', async () => {
    const first = startChild({ role: 'consumer', at: 'in handler', no: 1, place: world.consumes });
    await world.listened();
    await world.say(startRelay(), 20);
    expect(await first.died).toBe('SIGKILL');
    const { rows } = await world.billing.query<{ event_id: string }>(
      'SELECT event_id FROM kit.event_log ORDER BY id LIMIT 1 OFFSET 4',
    );
    const eventId = rows[0]?.event_id as string;
    // Twice more in its batch, then alone, when it has been set aside; then no more for a while. Once more where the
    // first child was gone before the event had come to it.
    for (let time = 0; time < 3; time += 1) await lose({ role: 'consumer', at: 'on event', eventId });
    let child: ReturnType<typeof startChild>;
    const startAgain = () => {
      child = startChild({ role: 'consumer', at: 'on event', eventId, place: world.consumes });
      return child.died;
    };
    let left = 1;
    void startAgain().then(() => {
      if ((left -= 1) === 0) void startAgain();
    });
    await eventually(effects, (count) => count === 19, { what: 'all other events applied' });
    const { rows: waiting } = await world.projects.query(
      `SELECT event_id, attempts FROM kit.inbox WHERE status = 'retry'`,
    );
    expect(waiting).toEqual([{ event_id: eventId, attempts: 1 }]);
    left = 0;
    await child!.kill();
  });
});
