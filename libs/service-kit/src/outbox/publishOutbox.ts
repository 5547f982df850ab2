import type { ConfirmChannel, Message } from 'amqplib';
import type { MessagingMetrics } from '../broker/metrics.js';
import type { OutgoingEvent } from '../broker/message.js';
import type { Logger } from '../observability/logger.js';
import { openPublishWindow, type PublishWindow } from './publishWindow.js';
import type { RelayStore } from './relayStore.js';
import type { Waker } from '../waiting/waker.js';

/** A channel that events may be published on. */
export interface Line {
  channel: ConfirmChannel;
  closed: AbortSignal;
  /** Give it up and open another: the topology is declared again, and what is unconfirmed is sent again. */
  renew(): void;
}

export interface PublishOptions {
  store: RelayStore;
  exchange: string;
  waker: Waker;
  metrics: MessagingMetrics;
  log: Logger;
  stopping: AbortSignal;
  /** False while the log must not grow: the database was restored. */
  mayGoOn(): boolean;
  /** The channel of the moment; null while the broker is away. */
  line(): Line | null;
  drop(reason: string): void;
  /** The broker has confirmed nothing for a while: a queue may be dead. `still` tells whether that is still so. */
  onStall(still: () => boolean): void;
  onProgress(): void;
  batch: number;
  inFlight: number;
  confirmTimeoutMs: number;
  /** For tests of what happens when the process dies here. */
  faults?: { beforePublish?(): void; beforeSave?(): void };
}

const pollMs = { shortest: 20, longest: 250 };
const batchWithoutBroker = 5000;
const farewellMs = 3000;
/** Confirms take milliseconds. */
const stallMs = 3000;

/** The work of the one relay, until it is to stop or its database session fails. */
export async function publishOutbox(options: PublishOptions): Promise<void> {
  const { store, waker, metrics, batch, stopping } = options;
  const before = await store.progress();
  let { positioned } = before;
  let confirmed = before.published;
  let saved = before.published;
  const now: {
    line: Line | null;
    window: PublishWindow | null;
    /** The next batch, asked for while the broker is busy with the ones before it. */
    ahead: Promise<OutgoingEvent[]> | null;
  } = { line: null, window: null, ahead: null };
  let idleMs = pollMs.shortest;
  let moved = { to: confirmed, at: Date.now() };

  async function positionNext(): Promise<OutgoingEvent[]> {
    if (confirmed > saved) options.faults?.beforeSave?.();
    const events = await store.position(positioned, batch, confirmed);
    saved = Math.max(saved, confirmed);
    positioned = events.at(-1)?.position ?? positioned;
    return events;
  }

  /** After a time without broker, or on a new channel: what has its position already. */
  async function readNext(after: number): Promise<OutgoingEvent[]> {
    if (confirmed > saved) {
      options.faults?.beforeSave?.();
      await store.saveProgress(confirmed);
      saved = confirmed;
    }
    return store.read(after, batch);
  }

  /** Over all channels: a dead queue may also refuse at once, or end the connection each time. */
  function stalled(): boolean {
    const reached = now.window?.confirmed ?? confirmed;
    if (reached > moved.to || reached >= positioned) moved = { to: reached, at: Date.now() };
    return Date.now() - moved.at > stallMs;
  }

  /** Gives positions to what is not going to be published now, so that the feed goes on. Their number. */
  async function positionOnly(): Promise<number> {
    await now.ahead; // gives positions too; what it took is read again when there is a channel
    now.ahead = null;
    const count = await store.positionOnly(positioned, batchWithoutBroker);
    positioned += count;
    return count;
  }

  async function positionWithoutBroker(): Promise<void> {
    if ((await positionOnly()) > 0) return;
    await waker.wait(idleMs);
    idleMs = Math.min(pollMs.longest, idleMs * 2);
  }

  async function waitForConfirms(window: PublishWindow): Promise<void> {
    await waker.wait(pollMs.longest, window.changed());
    if (window.stalledFor(Date.now()) > pollMs.longest) await positionOnly();
  }

  async function take(after: number): Promise<OutgoingEvent[]> {
    const events = await (now.ahead ?? (after < positioned ? readNext(after) : positionNext()));
    now.ahead = null;
    // Asked for before the channel changed: comes again, after what has to be sent again.
    return events[0]?.position === after + 1 ? events : [];
  }

  /** Publishes the next events; false when there are none. */
  async function publishNext(out: PublishWindow, closed: AbortSignal): Promise<boolean> {
    const events = await take(out.sent);
    if (events.length === 0) return out.sent < positioned;
    options.faults?.beforePublish?.();
    if (events.length === batch && positioned === events.at(-1)?.position) {
      now.ahead = positionNext();
      now.ahead.catch(() => undefined); // whoever awaits it hears of it
    }
    for (const event of events) {
      if (closed.aborted) return true; // what was not sent is read again for the next channel
      out.publish(event);
    }
    metrics.relayBatch.observe(events.length);
    metrics.published.inc(events.length);
    options.onProgress();
    idleMs = pollMs.shortest;
    return events.length === batch;
  }

  function changeLine(): void {
    now.line = options.line();
    now.window = now.line && openPublishWindow(now.line.channel, options.exchange, confirmed, reportReturn);
  }

  function reportReturn(message: Message): void {
    metrics.returned.inc();
    options.log.error(
      { eventId: message.properties.messageId },
      'the broker returned an event: nothing is bound for it',
    );
  }

  /**
   * Waits for the next events. Other replicas write to the outbox too, so it is looked at now and then; how far the broker has
   * confirmed is saved with whichever look comes next, for a statement of its own would cost as much as publishing.
   */
  async function rest(): Promise<void> {
    const timedOut = await waker.wait(idleMs);
    if (timedOut) idleMs = Math.min(pollMs.longest, idleMs * 2);
  }

  while (!stopping.aborted && options.mayGoOn()) {
    confirmed = now.window?.confirmed ?? confirmed;
    if (options.line() !== now.line) changeLine();
    const { line, window } = now;
    if (line !== null && stalled()) options.onStall(stalled);
    if (window === null || line === null) {
      await positionWithoutBroker();
    } else if (window.failed) {
      line.renew();
      await waker.wait(pollMs.shortest);
    } else if (window.stalledFor(Date.now()) > options.confirmTimeoutMs) {
      options.drop('the broker confirmed nothing for too long');
      await waker.wait(pollMs.shortest);
    } else if (window.full || window.sent - confirmed > options.inFlight - batch) {
      await waitForConfirms(window);
    } else if (!(await publishNext(window, line.closed)) && !stopping.aborted) {
      await rest();
    }
  }
  await now.ahead;
  await settle();

  /** At a graceful stop: waits a moment for the confirms under way, so that the next relay sends nothing twice. */
  async function settle(): Promise<void> {
    const { line, window } = now;
    const until = Date.now() + farewellMs;
    while (
      window &&
      window.sent > window.confirmed &&
      !window.failed &&
      options.line() === line &&
      Date.now() < until
    ) {
      await waker.wait(until - Date.now(), window.changed());
    }
    confirmed = window?.confirmed ?? confirmed;
    if (confirmed > saved) await store.saveProgress(confirmed);
  }
}
