import { backoff, pause } from '../waiting/backoff.js';
import type { Database } from '../db/openDatabase.js';
import type { Logger } from '../observability/logger.js';
import { createWaker } from '../waiting/waker.js';
import { runHandler, type Inbox } from './createInbox.js';
import { isNeighbourAway } from './failurePolicy.js';
import { toDelivery } from './delivery.js';
import type { Parked } from './inboxStore.js';
import type { Subscriptions } from './subscriptions.js';

export interface RetryWorker {
  start(): void;
  wake(): void;
  stop(): Promise<void>;
}

/**
 * The attempt is counted and committed before it is made, so that one that kills the process counts too. The time until
 * the next one is also the claim: another replica leaves the message alone for that long.
 */
const claimSql = `
  UPDATE kit.inbox SET attempts = attempts + 1, next_at = now() + interval '2 minutes', last_error = $2
  WHERE (consumer, source, event_id) = (
    SELECT consumer, source, event_id FROM kit.inbox WHERE status = 'retry' AND consumer = $1 AND next_at <= now()
    ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING source, event_id, attempts, headers, body`;

/** What a row says while it is claimed, and for ever if the attempt killed the process. */
const underWay = 'an attempt is under way';

/**
 * What a message waits for may have come while this service was away, and delays grow with the time that it waits. Not what is
 * claimed: another replica is trying it, or it killed the process, and would kill this one too.
 */
const wakeAllSql = `
  UPDATE kit.inbox SET next_at = now()
  WHERE consumer = $1 AND status = 'retry' AND next_at > now() AND last_error IS DISTINCT FROM $2`;

const lockSql = `
  SELECT 1 FROM kit.inbox WHERE consumer = $1 AND source = $2 AND event_id = $3 AND status = 'retry' AND attempts = $4
  FOR UPDATE`;

const appliedSql = `
  UPDATE kit.inbox SET status = 'applied', next_at = NULL, headers = NULL, body = NULL, last_error = NULL
  WHERE consumer = $1 AND source = $2 AND event_id = $3`;

const releaseSql = `
  UPDATE kit.inbox SET next_at = now(), last_error = NULL
  WHERE consumer = $1 AND source = $2 AND event_id = $3 AND status = 'retry' AND attempts = $4`;

const nextSql = `
  SELECT (extract(epoch FROM min(next_at) - now()) * 1000)::float8 AS ms
  FROM kit.inbox WHERE status = 'retry' AND consumer = $1`;

/** What another replica parked it tries again itself; should it die before, one of the others does within this time. */
const longestSleepMs = 5000;
/** What is due and was not given to us is in another replica's hands: no reason to ask without a pause. */
const shortestSleepMs = 20;

/** Tries parked messages again when they are due. Any number of replicas may do so at once. */
export function createRetryWorker(options: {
  db: Database;
  consumer: string;
  subscriptions: Subscriptions;
  inbox: Inbox;
  mayGoOn(): boolean;
  log: Logger;
}): RetryWorker {
  const { db, consumer, subscriptions, log } = options;
  const stopping = new AbortController();
  const waker = createWaker();
  let running: Promise<void> = Promise.resolve();
  /** The database went away during the attempt: nothing could be recorded, and the claim stands. */
  let held: Parked | null = null;

  async function run(): Promise<void> {
    let failures = 0;
    let woken = false;
    while (!stopping.signal.aborted) {
      try {
        if (!woken) await db.query(wakeAllSql, [consumer, underWay]);
        woken = true;
        if (held) await db.query(releaseSql, [consumer, held.source, held.event_id, held.attempts]);
        held = null;
        // Each attempt counts, and none would be committed.
        const [parked] = options.mayGoOn() ? await db.query<Parked>(claimSql, [consumer, underWay]) : [];
        if (parked) await tryAgain(parked);
        else await waker.wait(await sleepMs());
        failures = 0;
      } catch (error) {
        if (!isNeighbourAway(error)) log.warn({ err: error }, 'cannot try parked messages again');
        await pause(backoff(failures++, { firstMs: 100, maxMs: 5000 }), stopping.signal);
      }
    }
  }

  async function tryAgain(parked: Parked): Promise<void> {
    const delivery = toDelivery({ headers: parked.headers, body: parked.body }, subscriptions);
    // Only messages that could be read are parked; a release that reads more strictly is a failure like others.
    if (delivery.event === null) throw new Error(`parked message ${parked.event_id}: ${delivery.reason}`);
    const key = [consumer, parked.source, parked.event_id];
    try {
      await db.transaction(async (tx) => {
        const mine = await tx.query(lockSql, [...key, parked.attempts]);
        if (mine.length === 0) return;
        if (!delivery.handler) throw new Error(`${delivery.event.type} is no longer subscribed to`);
        await runHandler(tx, delivery.handler, delivery.event);
        await tx.query(appliedSql, key);
      });
    } catch (error) {
      held = parked;
      await options.inbox.failed(delivery, parked.attempts, error);
      held = null;
    }
  }

  async function sleepMs(): Promise<number> {
    const [row] = await db.query<{ ms: number | null }>(nextSql, [consumer]);
    return Math.max(shortestSleepMs, Math.min(longestSleepMs, row?.ms ?? longestSleepMs));
  }

  return {
    start() {
      running = run();
    },
    wake: waker.wake,
    async stop() {
      stopping.abort();
      waker.wake();
      await running;
    },
  };
}
