import type { StoredEvent } from '@closeout/contracts/events';
import type { Channel } from 'amqplib';
import { aborted, backoff, pause } from '../waiting/backoff.js';
import { keepChannel } from '../broker/keepChannel.js';
import { readMessage } from '../broker/message.js';
import type { BrokerConnection } from '../broker/openConnection.js';
import { declareListener } from '../broker/topology.js';
import type { Database } from '../db/openDatabase.js';
import type { Tx } from '../db/Tx.js';
import { rememberSeen } from '../eventLog/logStore.js';
import type { Logger } from '../observability/logger.js';
import { createWaker } from '../waiting/waker.js';
import { readFeedCursor } from './feedCursor.js';
import { isNeighbourAway } from './failurePolicy.js';
import type { FetchEvents } from './fetchEvents.js';

export interface FollowFeedOptions {
  /** The producing service, or this one itself. */
  source: string;
  /** Appends a producer's next events, in its order, none left out, none twice, in the transaction that moves the cursor. */
  append(tx: Tx, events: readonly StoredEvent[]): Promise<void>;
  /** Something was appended, by this replica or by another that was faster. */
  onAppended?(): void;
}

export interface FeedFollower {
  start(): void;
  stop(): Promise<void>;
}

const pageSize = 500;
/** Messages kept while a gap before them is fetched; what does not fit is fetched too. */
const maxKept = 5000;
/** After an append, the next waits for as long: what is said meanwhile becomes visible together, for one transaction. */
const gatherMs = 150;
const restMs = 500;
const pollMs = { connected: 30_000, disconnected: 1000 };

/**
 * Follows one producer's feed. Messages from the broker only say early what comes next: the cursor, a row locked in the
 * appending transaction, decides what is appended, and the producer's own feed fills whatever gap there is. Any
 * number of replicas may follow at once; each has its own short-lived queue.
 */
export function createFeedFollower(
  options: FollowFeedOptions & {
    db: Database;
    namespace: string;
    fetch: FetchEvents;
    connection: BrokerConnection;
    mayGoOn(): boolean;
    log: Logger;
  },
): FeedFollower {
  const { db, source, connection, log } = options;
  const stopping = new AbortController();
  const waker = createWaker();
  const arrived = new Map<number, StoredEvent>();
  let cursor = 0;
  let fetchNext = true;
  let running: Promise<unknown> = Promise.resolve();

  async function listen(channel: Channel, closed: AbortSignal): Promise<void> {
    const queue = await declareListener(channel, options.namespace, source);
    const cancelled = new AbortController();
    const hear = (message: { content: Buffer; properties: { headers?: Record<string, unknown> } } | null) => {
      if (message === null) return cancelled.abort();
      keep({ headers: message.properties.headers ?? {}, body: message.content });
    };
    // No acks: what is lost on the way is fetched.
    await channel.consume(queue, hear, { noAck: true });
    // Nothing was heard between the last channel and this one.
    fetchNext = true;
    waker.wake();
    await aborted(closed, cancelled.signal, stopping.signal);
  }

  function keep(raw: { headers: Record<string, unknown>; body: Buffer }): void {
    try {
      const event = readMessage(raw);
      if (event.position > cursor && arrived.size < maxKept) arrived.set(event.position, event);
    } catch (error) {
      log.warn({ err: error, source }, 'heard something that is no event');
    }
    waker.wake();
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        if (!options.mayGoOn()) {
          await pause(restMs, stopping.signal);
          continue;
        }
        if (cursor === 0) cursor = await readCursor();
        const more = await step();
        failures = 0;
        if (more) continue;
        // Polled now and then, for the case that the last message was lost and no other follows.
        fetchNext = await waker.wait(connection.connected ? pollMs.connected : pollMs.disconnected);
      } catch (error) {
        if (!isNeighbourAway(error)) log.warn({ err: error, source }, 'cannot follow the feed');
        fetchNext = true;
        await pause(backoff(failures++, { firstMs: 200, maxMs: 10_000 }), stopping.signal);
      }
    }
  }

  /** True when there may be more at once. */
  async function step(): Promise<boolean> {
    const next = contiguous();
    if (next.length > 0) {
      await append(next);
      await pause(gatherMs, stopping.signal);
      return true;
    }
    const gap = arrived.size > 0;
    if (!gap && !fetchNext) return false;
    const after = cursor;
    const page = await options.fetch(source, { after, limit: pageSize });
    fetchNext = false;
    const items = (page?.items ?? []) as StoredEvent[];
    if (items.length > 0) await append(items, after);
    return items.length > 0;
  }

  function contiguous(): StoredEvent[] {
    const next: StoredEvent[] = [];
    for (const position of arrived.keys()) if (position <= cursor) arrived.delete(position);
    for (let event; next.length < pageSize && (event = arrived.get(cursor + next.length + 1));)
      next.push(event);
    return next;
  }

  /** @param after where a page of the producer's log begins: a hole in it is the producer's own, between two epochs */
  async function append(events: readonly StoredEvent[], after?: number): Promise<void> {
    cursor = await db.transaction(async (tx) => {
      const [row] = await tx.query<{ position: bigint }>(
        'SELECT position FROM kit.feed_cursor WHERE source = $1 FOR UPDATE',
        [source],
      );
      const at = Number(row?.position ?? 0);
      const next = events.filter((event) => event.position > at);
      const last = next.at(-1);
      // Another replica was faster, or slower than what this one remembered: go on from where the row says.
      const contiguous = next[0]?.position === at + 1 && last?.position === at + next.length;
      if (!last || !(contiguous || (after !== undefined && after <= at))) return at;
      await options.append(tx, next);
      if (last.epoch)
        await rememberSeen(tx, source, { epoch: last.epoch, position: last.position, eventId: last.id });
      await tx.query('UPDATE kit.feed_cursor SET position = $2 WHERE source = $1', [source, last.position]);
      return last.position;
    });
    options.onAppended?.();
  }

  async function readCursor(): Promise<number> {
    await db.query('INSERT INTO kit.feed_cursor (source) VALUES ($1) ON CONFLICT DO NOTHING', [source]);
    return readFeedCursor(db, source);
  }

  return {
    start() {
      const listening = keepChannel({
        name: `feed of ${source}`,
        connection,
        open: (model) => model.createChannel(),
        work: listen,
        log,
        signal: stopping.signal,
      });
      running = Promise.all([run(), listening]);
    },
    async stop() {
      stopping.abort();
      waker.wake();
      await running;
    },
  };
}
