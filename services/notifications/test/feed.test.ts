import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FeedItem, StoredEvent } from '@closeout/contracts/events';
import { serviceNames } from '@closeout/contracts/services';
import { newId } from '@closeout/service-kit/db';
import { eventually, type TestClient } from '@closeout/service-kit/testing';
import fc from 'fast-check';
import { startHarness, type Harness } from './support/harness.js';
import { producerNames, type ProducerName } from './support/producers.js';
import { tellStory } from './support/story.js';

let harness: Harness;
let accounting: TestClient;

beforeAll(async () => {
  harness = await startHarness({ replicas: 2 });
  accounting = await harness.as(['events.view_all']);
});
afterAll(() => harness?.close());

async function readAll(query = '', limit = 100): Promise<FeedItem[]> {
  const items: FeedItem[] = [];
  for (let after = 0; ;) {
    const { status, body } = await accounting.get(`/api/v1/events?after=${after}&limit=${limit}${query}`);
    expect(status).toBe(200);
    items.push(...(body.items as FeedItem[]));
    if (body.nextAfter === after) return items;
    after = body.nextAfter as number;
  }
}

const saidBy = (name: ProducerName): readonly StoredEvent[] => harness.producers.of[name].log;
const saidByAll = () => producerNames.reduce((sum, name) => sum + saidBy(name).length, 0);

/** The whole feed, once it holds everything that was said until now. */
async function completeFeed(timeoutMs = 20_000): Promise<FeedItem[]> {
  await eventually(
    async () => (await readAll('', 1000)).filter(({ source }) => source !== 'notifications').length,
    (count) => count === saidByAll(),
    { what: `${saidByAll()} events in the feed`, timeoutMs },
  );
  return readAll('', 1000);
}

/** Dense, every event once, each producer's in its order. */
function expectWhole(feed: readonly FeedItem[]): void {
  expect(feed.map(({ position }) => position)).toEqual(feed.map((_, i) => i + 1));
  for (const name of producerNames) {
    expect(feed.filter(({ source }) => source === name).map(({ id }) => id)).toEqual(
      saidBy(name).map(({ id }) => id),
    );
  }
}

const customer = (id: string, version: number) => ({
  ...{
    id,
    version,
    name: `Client ${version}`,
    email: null,
    phone: null,
    vatNumber: null,
    address: null,
    currency: 'EUR',
  },
  ...{ paymentTermsDays: 30, clientType: null, location: null, securityLevel: 0, status: 'ACTIVE' },
});

describe('the feed', () => {
  it('holds what was said as it was said, within a second', async () => {
    const id = newId();
    const event = await harness.producers.say('billing.customer-created.v1', id, 1, customer(id, 1));
    const started = Date.now();
    const [item] = await eventually(
      () => readAll(),
      (items) => items.some((one) => one.id === event.id),
    );
    expect(Date.now() - started).toBeLessThan(1000);
    expect(item).toEqual({
      position: 1,
      id: event.id,
      type: 'billing.customer-created.v1',
      source: 'billing',
      subject: id,
      time: event.time,
      aggregateVersion: 1,
      data: customer(id, 1),
    });
  });

  it('is dense, complete and in order when messages are lost, doubled and shuffled', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ copies: fc.nat({ max: 3 }), hold: fc.boolean() }), {
          minLength: 1,
          maxLength: 12,
        }),
        async (plan) => {
          const id = newId();
          const late: StoredEvent[] = [];
          for (const [i, { copies, hold }] of plan.entries()) {
            const type = i === 0 ? 'billing.customer-created.v1' : 'billing.customer-updated.v1';
            const event = await harness.producers.say(type, id, i + 1, customer(id, i + 1), {
              copies: hold ? 0 : copies,
            });
            if (hold) late.push(...Array.from({ length: copies }, () => event));
          }
          for (const event of late.reverse()) await harness.producers.publish(event);
          // The last message of a burst, if it is lost, is found with the next one that is not.
          await harness.producers.say(
            'billing.customer-updated.v1',
            id,
            plan.length + 1,
            customer(id, plan.length + 1),
          );
          const feed = await completeFeed();
          expectWhole(feed);
          const versions = feed
            .filter(({ subject }) => subject === id)
            .map(({ aggregateVersion }) => aggregateVersion);
          expect(versions).toEqual(Array.from({ length: plan.length + 1 }, (_, i) => i + 1));
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);

  it('is filled by all services at once, by two replicas, without a hole or a double', async () => {
    const story = tellStory(harness.producers);
    await Promise.all([
      ...Array.from({ length: 40 }, (_, i) => story.role(`role_${i}`, [])),
      ...Array.from({ length: 40 }, (_, i) => story.customer(`Client ${i}`)),
      ...Array.from({ length: 40 }, () =>
        story.projectCreated(story.project(newId()), { time: new Date(0) }),
      ),
    ]);
    expectWhole(await completeFeed());
  });

  it('survives that a producer cannot be asked, and a replica that dies', async () => {
    const [first] = harness.replicas;
    harness.producers.of.billing.away = true;
    const id = newId();
    // A gap that only the producer's own log can fill.
    await harness.producers.say('billing.customer-created.v1', id, 1, customer(id, 1), { copies: 0 });
    await harness.producers.say('billing.customer-updated.v1', id, 2, customer(id, 2));
    harness.url = harness.urlOf(await harness.addReplica());
    if (first) await harness.stopReplica(first);
    accounting = await harness.as(['events.view_all']);
    harness.producers.of.billing.away = false;
    expectWhole(await completeFeed());
  });

  it('is measured by how far it is behind each service', async () => {
    await completeFeed();
    const { billing } = harness.producers.of;
    const monitor = await harness.as(['operations.manage']);
    const lag = async (name: string, source: string) => {
      const { body } = await monitor.get('/metrics');
      return Number(
        new RegExp(`^closeout_feed_lag_${name}\\{source="${source}",.*\\} (.*)$`, 'm').exec(
          String(body),
        )?.[1],
      );
    };
    // A producer that was busy for a moment could not say.
    const becomes = (name: string, source: string, expected: number) =>
      eventually(
        () => lag(name, source),
        (value) => value === expected,
        { what: `${name} of ${source} behind` },
      );
    for (const source of serviceNames) await becomes('events', source, 0);
    // Said an hour ago, and not in the feed.
    const past = { copies: 0, time: new Date(Date.now() - 3_600_000) };
    const id = newId();
    await harness.producers.say('billing.customer-created.v1', id, 1, customer(id, 1), past);
    await harness.producers.say('billing.customer-updated.v1', id, 2, customer(id, 2), past);
    await becomes('events', 'billing', 2);
    expect(await lag('seconds', 'billing')).toBeGreaterThanOrEqual(3600);
    expect(await lag('seconds', 'projects')).toBe(0);
    billing.away = true;
    expect(await lag('events', 'billing')).toBeNaN();
    billing.away = false;
    await harness.producers.say('billing.customer-updated.v1', id, 3, customer(id, 3));
    expectWhole(await completeFeed());
  });

  it('holds what this service itself says', async () => {
    const story = tellStory(harness.producers);
    await story.role('sales', ['notify.project_creation']);
    await story.user('Sam', { roles: ['sales'] });
    const client = await story.customer('Client A');
    await story.projectCreated(story.project(client.id));
    const own = await eventually(
      () => readAll('&types=notifications'),
      (items) => items.length > 0,
      { what: 'an e-mail in the feed' },
    );
    expect(own[0]).toMatchObject({
      type: 'notifications.email-sent.v1',
      source: 'notifications',
      aggregateVersion: expect.any(Number),
    });
  });

  it('can be read by type and by service, and passes over the rest', async () => {
    const feed = await completeFeed();
    const roles = await readAll('&types=gateway.role-created.v1', 7);
    expect(roles).toEqual(feed.filter(({ type }) => type === 'gateway.role-created.v1'));
    const both = await readAll('&types=gateway.role-created.v1,billing', 50);
    expect(both).toEqual(
      feed.filter(({ type, source }) => type === 'gateway.role-created.v1' || source === 'billing'),
    );
    const { body } = await accounting.get('/api/v1/events?types=projects.closure-stalled.v1&limit=1');
    expect(body).toEqual({ items: [], nextAfter: feed.length, head: feed.length });
  });

  it('can be limited to services, by the reader or by the key that reads', async () => {
    const feed = await completeFeed();
    const billing = feed.filter(({ source }) => source === 'billing');
    expect(await readAll('&source=billing', 7)).toEqual(billing);
    expect(await readAll('&source=billing&types=gateway.role-created.v1')).toEqual([]);
    expect((await accounting.get('/api/v1/events?source=payroll')).status).toBe(400);

    const key = { kind: 'api-key', eventSources: ['billing', 'projects'] } as const;
    const ledger = await harness.as(['events.view_all'], key);
    const everything = (query = '') => ledger.get(`/api/v1/events?limit=1000${query}`);
    expect((await everything()).body.items).toEqual(
      feed.filter(({ source }) => source === 'billing' || source === 'projects'),
    );
    expect((await everything('&source=billing')).body.items).toEqual(billing);
    expect((await everything('&types=gateway')).body.items).toEqual([]);
    const refused = await everything('&source=billing,gateway');
    expect([refused.status, refused.body.code]).toEqual([403, 'event-source-forbidden']);
  });

  it('is complete, so that reading it needs a permission of its own', async () => {
    const bookkeeper = await harness.as(['journal.view', 'projects.view', 'customers.view']);
    const { status, body } = await bookkeeper.get('/api/v1/events');
    expect([status, body.permission]).toEqual([403, 'events.view_all']);
  });

  it.each([
    ['a misspelt event', 'billing,billing.receipt-isued.v1', 'billing.receipt-isued.v1'],
    ['an event without its version', 'billing.receipt-issued', 'billing.receipt-issued'],
    ['a version that was never released', 'billing.receipt-issued.v9', 'billing.receipt-issued.v9'],
    ['a service that does not exist', 'billings', 'billings'],
    ['a property that every object has', 'constructor', 'constructor'],
  ])('refuses %s by its name, instead of staying silent for ever', async (_, types, named) => {
    const { status, body } = await accounting.get(`/api/v1/events?types=${types}`);
    expect([status, body.code]).toEqual([400, 'invalid-request']);
    expect(body.errors).toEqual([
      {
        pointer: `?types/${types.split(',').length - 1}`,
        code: 'unknown-event-type',
        detail: expect.stringMatching(`^${named} is neither`),
      },
    ]);
  });

  it('tells its head, and where to go on', async () => {
    const head = (await completeFeed()).length;
    expect((await accounting.get(`/api/v1/events?after=${head}`)).body).toEqual({
      items: [],
      nextAfter: head,
      head,
    });
    expect((await accounting.get('/api/v1/events?limit=3')).body).toMatchObject({ nextAfter: 3, head });
  });

  it('refuses a reader who has seen more than there is, and tells it the head', async () => {
    const head = (await completeFeed()).length;
    for (const filter of ['', '&types=billing']) {
      const { status, body } = await accounting.get(`/api/v1/events?after=${head + 1}${filter}`);
      expect([status, body.code, body.head]).toEqual([409, 'after-beyond-head', head]);
    }
  });
});

describe('its partitions', () => {
  const months = () =>
    harness.db.query<{ name: string }>(
      "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'feed_event'::regclass ORDER BY 1",
    );

  it('are there for this month and the next ones, one month each', async () => {
    const present = (await months()).map(({ name }) => name);
    expect(present).toHaveLength(4);
    const now = new Date();
    expect(present[0]).toBe(
      `feed_event_${now.getUTCFullYear()}_${String(now.getUTCMonth() + 1).padStart(2, '0')}`,
    );
  });

  it('are made at once when the clock is beyond all of them, and the feed goes on densely across months', async () => {
    const before = await completeFeed();
    await harness.db.query(
      "UPDATE feed_head SET month = (date_trunc('month', now()) + interval '14 months')::date",
    );
    const id = newId();
    for (let version = 1; version <= 5; version += 1) {
      await harness.producers.say(
        version === 1 ? 'billing.customer-created.v1' : 'billing.customer-updated.v1',
        id,
        version,
        customer(id, version),
      );
    }
    const feed = await completeFeed();
    expectWhole(feed);
    expect(feed.length).toBeGreaterThanOrEqual(before.length + 5);
    expect(await months()).toHaveLength(5);
    // Pages that begin before, at and after the border.
    for (const after of [before.length - 3, before.length - 1, before.length, before.length + 1]) {
      const { body } = await accounting.get(`/api/v1/events?after=${after}&limit=4`);
      expect((body.items as FeedItem[]).map(({ position }) => position)).toEqual(
        feed.slice(after, after + 4).map(({ position }) => position),
      );
    }
  });

  it('are not opened in vain: a page reads from its own month on, by the index', async () => {
    const feed = await completeFeed();
    const plan = await harness.db.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT position FROM feed_event WHERE month >= (SELECT max(month) FROM feed_month) AND position > ${feed.length - 3}
        ORDER BY month, position LIMIT 10`,
    );
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Seq Scan on feed_event_');
  });
});
