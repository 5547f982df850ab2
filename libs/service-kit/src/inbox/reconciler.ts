import type { StoredEvent } from '@closeout/contracts/events';
import { around, backoff } from '../waiting/backoff.js';
import { rawMessageOf } from '../broker/message.js';
import type { MessagingMetrics } from '../broker/metrics.js';
import type { Database } from '../db/openDatabase.js';
import { readSeen, rememberSeen } from '../eventLog/logStore.js';
import type { Logger } from '../observability/logger.js';
import { createWaker } from '../waiting/waker.js';
import type { Inbox } from './createInbox.js';
import { toDelivery } from './delivery.js';
import { isNeighbourAway } from './failurePolicy.js';
import type { EventsPage } from '../outbox/readEvents.js';
import type { Seen } from '../eventLog/seen.js';
import type { FetchEvents } from './fetchEvents.js';
import { createLease } from '../db/lease.js';
import type { Subscriptions } from './subscriptions.js';

export interface ReconcilerOptions {
  db: Database;
  consumer: string;
  producer: string;
  subscriptions: Subscriptions;
  inbox: Inbox;
  fetch: FetchEvents;
  metrics: MessagingMetrics;
  log: Logger;
  /** Something older than the grace was missing: the queue or a binding may be gone. */
  onMissing(): void;
  /** Since when messages can arrive; null while they cannot: then nothing is on its way, and the feed is all there is. */
  servedSince(): number | null;
  /** The queue is longer than what is consumed at once: what has not been applied is late, not lost. */
  behind(): boolean;
  everyMs?: number;
  /** Events younger than this are taken to be on their way. */
  graceMs?: number;
}

export interface Reconciler {
  start(): void;
  /** Compares at once, also what is so young that it may be on its way. */
  wake(): void;
  stop(): Promise<void>;
}

const pageSize = 500;
/** A replica that was killed holds the others up for as long; one page takes less. */
const leaseSeconds = 5;
/** While messages cannot arrive, or could not a moment ago: then the producer may be held up by the queue of somebody else. */
const closeMs = 1000;
const settledAfterMs = 15_000;
const closeGraceMs = 2000;
const whileBehindMs = 10_000;
/** Then it is compared all the same: one type may be lost while others keep the consumer busy. */
const maxPostponements = 12;

/**
 * Compares the inbox with what the producer says it said, and takes what is missing through the same inbox. A lost
 * binding, a deleted queue, a brand-new consumer and a newly subscribed type all heal this way.
 */
export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { db, consumer, producer, subscriptions, log } = options;
  const everyMs = options.everyMs ?? 60_000;
  const graceMs = options.graceMs ?? 5000;
  const types = Object.keys(subscriptions);
  const lease = createLease(db, `reconcile ${consumer} with ${producer}`);
  const stopping = new AbortController();
  const waker = createWaker();
  let urgent = false;
  let restored = false;
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    let failures = 0;
    let postponed = 0;
    while (!stopping.signal.aborted) {
      if (!urgent && options.behind() && postponed < maxPostponements) {
        postponed += 1;
        await waker.wait(whileBehindMs);
        continue;
      }
      postponed = 0;
      let delay = around(everyMs);
      const wasUrgent = urgent;
      urgent = false;
      const arrival = arrivalNow();
      try {
        if (await lease.take(leaseSeconds)) {
          const grace = wasUrgent || arrival === 'none' ? 0 : graceMs;
          const close = arrival === 'new' ? Math.min(grace, closeGraceMs) : grace;
          await compare(close, wasUrgent || arrival !== 'steady').finally(lease.giveBack);
        } else if (wasUrgent) {
          // What another replica compares now, it may have begun before what made this urgent.
          urgent = true;
          delay = 1000;
        }
        failures = 0;
      } catch (error) {
        urgent ||= wasUrgent;
        if (!isNeighbourAway(error))
          log.warn({ err: error, producer }, 'cannot compare with the producer’s feed');
        delay = Math.min(everyMs, backoff(failures++, { firstMs: 1000, maxMs: 5000 }));
      }
      if (arrivalNow() !== 'steady') delay = Math.min(delay, closeMs);
      if (!stopping.signal.aborted) await waker.wait(delay);
    }
  }

  function arrivalNow(): 'none' | 'new' | 'steady' {
    const since = options.servedSince();
    if (since === null) return 'none';
    return Date.now() - since < settledAfterMs ? 'new' : 'steady';
  }

  /** @param expected that something is missing is no surprise: the queue may be new, or not there */
  async function compare(grace: number, expected: boolean): Promise<void> {
    const marks = await readMarks();
    let after = Math.min(...types.map((type) => marks.get(type) ?? 0));
    let missed = 0;
    let late = false;
    while (!stopping.signal.aborted) {
      // Read before the page: what is said meanwhile may be seen before we look.
      const seen = await readSeen(db, producer);
      const page = await options.fetch(producer, { after, limit: pageSize, types });
      if (page === null) return;
      if (!(await endsWhereSeen(seen, page))) return;
      const young = page.items.findIndex((item) => Date.parse(item.time) > Date.now() - grace);
      const items = (young < 0 ? page.items : page.items.slice(0, young)) as StoredEvent[];
      const end = young < 0 ? page.nextAfter : (items.at(-1)?.position ?? after);
      const missing = await missingOf(items.filter((item) => item.position > (marks.get(item.type) ?? 0)));
      if (missing.length > 0) {
        const deliveries = missing.map((item) => toDelivery(rawMessageOf(item), subscriptions));
        if (!(await options.inbox.settle(deliveries, stopping.signal))) return;
        options.metrics.reconciled.inc({ source: producer }, missing.length);
        missed += missing.length;
        late ||= isLate(missing);
      }
      await saveMarks(end);
      if (young >= 0 || page.items.length < pageSize) break;
      after = end;
      if (!(await lease.take(leaseSeconds))) return;
    }
    if (missed === 0) return;
    log[expected ? 'debug' : 'warn']({ producer, missed }, 'fetched events that had not arrived');
    if (late) options.onMissing();
  }

  /** Messages could arrive, and had the time to. */
  function isLate(missing: readonly StoredEvent[]): boolean {
    const since = options.servedSince() ?? Infinity;
    return missing.some((item) => Math.max(since, Date.parse(item.time)) < Date.now() - graceMs);
  }

  /** A producer's log that ends before what was seen of it came back from a backup: nothing of it is taken until it was resynced. */
  async function endsWhereSeen(seen: readonly Seen[], { end, head }: EventsPage): Promise<boolean> {
    const beyond = head === undefined ? undefined : seen.find(({ position }) => position > head);
    options.metrics.producerRestored.set({ source: producer }, beyond ? 1 : 0);
    if (beyond && !restored)
      log.error(
        { producer, head, seen: beyond.position },
        `${producer} was restored: its log ends before what was seen of it`,
      );
    restored = Boolean(beyond);
    if (end && !beyond) await rememberSeen(db, producer, end);
    return !beyond;
  }

  async function readMarks(): Promise<Map<string, number>> {
    const rows = await db.query<{ type: string; position: bigint }>(
      'SELECT type, position FROM kit.reconciliation WHERE consumer = $1 AND source = $2',
      [consumer, producer],
    );
    return new Map(rows.map((row) => [row.type, Number(row.position)]));
  }

  async function missingOf(items: StoredEvent[]): Promise<StoredEvent[]> {
    if (items.length === 0) return [];
    const rows = await db.query<{ event_id: string }>(
      'SELECT event_id FROM kit.inbox WHERE consumer = $1 AND source = $2 AND event_id = ANY ($3::uuid[])',
      [consumer, producer, items.map((item) => item.id)],
    );
    const known = new Set(rows.map((row) => row.event_id));
    return items.filter((item) => !known.has(item.id));
  }

  async function saveMarks(position: number): Promise<void> {
    await db.query(
      `INSERT INTO kit.reconciliation AS r (consumer, source, type, position, compared_at)
        SELECT $1, $2, type, $4, now() FROM unnest($3::text[]) AS type
        ON CONFLICT (consumer, source, type) DO UPDATE
          SET position = greatest(r.position, excluded.position), compared_at = excluded.compared_at`,
      [consumer, producer, types, position],
    );
  }

  return {
    start() {
      running = run();
    },
    wake() {
      urgent = true;
      waker.wake();
    },
    async stop() {
      stopping.abort();
      waker.wake();
      await running;
    },
  };
}
