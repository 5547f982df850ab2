import { backoff, pause } from '../waiting/backoff.js';
import type { MessagingMetrics } from '../broker/metrics.js';
import type { ReceivedEvent } from '../broker/message.js';
import type { Database } from '../db/openDatabase.js';
import { runWithContext } from '../observability/context.js';
import type { Logger } from '../observability/logger.js';
import { inSpan } from '../observability/tracing.js';
import type { Delivery, ReadableDelivery } from './delivery.js';
import { isNeighbourAway, judge, maxAttempts, reasonOf, retryDelayMs } from './failurePolicy.js';
import { moveToDeadLetters, park, recordApplied } from './inboxStore.js';
import type { Handler } from './subscriptions.js';
import type { Tx } from '../db/Tx.js';

export interface InboxOptions {
  db: Database;
  /** The consuming service. */
  consumer: string;
  metrics: MessagingMetrics;
  log: Logger;
  /** Called when a message was parked, so that its next attempt is not slept over. */
  onParked(): void;
  /** For tests of harnesses, which must notice an inbox that is wrong on purpose. */
  record?: typeof recordApplied;
}

export interface Inbox {
  /**
   * Brings every message to an end that is committed: applied, known already, parked, or dead. Goes on trying while
   * the database is away. False when the signal aborted before that; then nothing may be acked.
   */
  settle(deliveries: readonly Delivery[], signal: AbortSignal): Promise<boolean>;
  /** What became of an attempt at a parked message. */
  failed(delivery: ReadableDelivery, attempts: number, error: unknown): Promise<void>;
}

export function createInbox(options: InboxOptions): Inbox {
  const { db, consumer, metrics, log } = options;
  const record = options.record ?? recordApplied;

  async function settle(deliveries: readonly Delivery[], signal: AbortSignal): Promise<boolean> {
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        await attempt(deliveries);
        return true;
      } catch (error) {
        if (!isNeighbourAway(error))
          log.warn({ err: error, messages: deliveries.length }, 'cannot record messages; they wait');
        await pause(backoff(failures, { firstMs: 50, maxMs: 2000 }), signal);
      }
    }
    return false;
  }

  async function attempt(deliveries: readonly Delivery[]): Promise<void> {
    const due: ReadableDelivery[] = [];
    for (const delivery of deliveries) {
      if (delivery.event === null) await giveUp(delivery, delivery.reason);
      else if (isSuspect(delivery)) await setAside(delivery, 0, 0, 'its delivery was interrupted repeatedly');
      else if (delivery.handler) due.push(delivery);
      // A type nobody subscribes to comes through an old binding: acked, not recorded, so that
      // reconciliation brings it back when it is subscribed to later.
    }
    if (due.length === 0) return;
    try {
      await apply(due);
    } catch (error) {
      if (judge(error) === 'hold') throw error;
      if (due.length === 1) return failed(due[0] as ReadableDelivery, 1, error);
      // One of them spoils the commit of all: each on its own, and the others get through.
      for (const delivery of due)
        await apply([delivery]).catch((reason: unknown) => failed(delivery, 1, reason));
    }
  }

  async function apply(deliveries: readonly ReadableDelivery[]): Promise<void> {
    const events = deliveries.map((delivery) => delivery.event);
    let fresh = 0;
    await db.transaction(async (tx) => {
      const left = await record(tx, consumer, events);
      fresh = left.size;
      for (const { event, handler } of deliveries) {
        // Deleted when met, because one batch may hold the same event twice.
        if (left.delete(event.id)) await runHandler(tx, handler as Handler, event);
      }
    });
    const source = events[0]?.source ?? '';
    metrics.inboxBatch.observe(deliveries.length);
    metrics.applied.inc({ source }, fresh);
    metrics.duplicates.inc({ source }, deliveries.length - fresh);
  }

  async function failed(delivery: ReadableDelivery, attempts: number, error: unknown): Promise<void> {
    const verdict = judge(error);
    if (verdict === 'hold') throw error;
    if (verdict === 'dead') return giveUp(delivery, reasonOf(error), error);
    if (attempts >= maxAttempts)
      return giveUp(delivery, `given up after ${attempts} attempts: ${reasonOf(error)}`, error);
    await setAside(delivery, attempts, retryDelayMs(attempts), reasonOf(error));
  }

  async function setAside(
    delivery: ReadableDelivery,
    attempts: number,
    delayMs: number,
    reason: string,
  ): Promise<void> {
    await db.transaction((tx) => park(tx, consumer, delivery, { attempts, delayMs, reason }));
    metrics.retries.inc({ source: delivery.event.source });
    log.info(
      { eventId: delivery.event.id, type: delivery.event.type, attempts, reason },
      'message set aside',
    );
    options.onParked();
  }

  async function giveUp(delivery: Delivery, reason: string, error?: unknown): Promise<void> {
    const moved = await db.transaction((tx) => moveToDeadLetters(tx, consumer, delivery, reason));
    if (!moved) return;
    const { event } = delivery;
    metrics.deadLettered.inc({ source: event?.source ?? 'unknown' });
    log.error(
      { err: error, eventId: event?.id, type: event?.type, reason },
      'message moved to the dead letters',
    );
  }

  return { settle, failed };
}

/**
 * Delivered again and again without ever being acked or recorded: it may be what kills the process. Parked, it is
 * tried alone, and each attempt is counted before it begins; meanwhile what came with it gets through.
 */
function isSuspect(delivery: ReadableDelivery): boolean {
  return Number(delivery.raw.headers['x-delivery-count'] ?? 0) >= 3;
}

/** What the handler logs, emits and audits carries the event's ids and trace. */
export function runHandler(tx: Tx, handler: Handler, event: ReceivedEvent): Promise<void> {
  const context = {
    correlationId: event.correlationId ?? event.id,
    causationId: event.id,
    eventId: event.id,
    traceparent: event.traceparent ?? undefined,
  };
  return runWithContext(context, () =>
    inSpan(
      `${event.type} process`,
      {
        kind: 'consumer',
        traceparent: event.traceparent,
        attributes: { 'messaging.system': 'rabbitmq', 'messaging.message.id': event.id },
      },
      () => handler(tx, event),
    ),
  );
}
