import type { ConfirmChannel } from 'amqplib';
import { backoff, pause } from '../broker/backoff.js';
import { aborted, keepChannel } from '../broker/keepChannel.js';
import type { BrokerConnection } from '../broker/openConnection.js';
import { declareProducer, exchangeOf } from '../broker/topology.js';
import type { MessagingMetrics } from '../broker/metrics.js';
import type { Logger } from '../observability/logger.js';
import { openPublishWindow, type PublishWindow } from './publishWindow.js';
import { openRelayStore, type RelayStore } from './relayStore.js';
import { createWaker } from './waker.js';

export interface RelayOptions {
  service: string;
  namespace: string;
  databaseUrl: string;
  connection: BrokerConnection;
  metrics: MessagingMetrics;
  log: Logger;
  /** Events published and not yet confirmed, at most. */
  inFlight?: number;
  batch?: number;
  /** How long a confirm may take before the connection is given up and everything unconfirmed is sent again. */
  confirmTimeoutMs?: number;
  /** For tests of what happens when the process dies here, and of stores that are wrong on purpose. */
  openStore?: typeof openRelayStore;
  faults?: { beforePublish?(): void; beforeSave?(): void };
}

export interface Relay {
  start(): void;
  /** Called right after a commit that wrote events: nothing else makes the way from commit to broker this short. */
  wake(): void;
  /** True while this replica's relay is the one that works. */
  readonly active: boolean;
  stop(): Promise<void>;
}

/** A channel that events may be published on. */
interface Line {
  channel: ConfirmChannel;
  closed: AbortSignal;
  /** Give it up and open another: the topology is declared again, and what is unconfirmed is sent again. */
  renew(): void;
}

const pollMs = { shortest: 20, longest: 250 };
const standbyMs = 500;

/** Publishes what the outbox holds: in order, at least once, one relay at a time for each service. */
export function createRelay(options: RelayOptions): Relay {
  const { service, namespace, connection, log, metrics } = options;
  const batch = options.batch ?? 500;
  const inFlight = options.inFlight ?? 1000;
  const confirmTimeoutMs = options.confirmTimeoutMs ?? 30_000;
  const exchange = exchangeOf(namespace, service);
  const stopping = new AbortController();
  const closing = new AbortController();
  const waker = createWaker();
  let line: Line | null = null;
  let active = false;
  let running: Promise<unknown> = Promise.resolve();

  async function offerLine(channel: ConfirmChannel, closed: AbortSignal): Promise<void> {
    await declareProducer(channel, namespace, service);
    const given = new AbortController();
    line = { channel, closed, renew: () => given.abort() };
    waker.wake();
    await Promise.race([aborted(closed), aborted(given.signal), aborted(closing.signal)]);
    line = null;
    waker.wake();
  }

  async function keepSession(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      let store: RelayStore | null = null;
      try {
        store = await (options.openStore ?? openRelayStore)({ url: options.databaseUrl, service });
        while (!(await store.lock())) {
          failures = 0;
          await pause(standbyMs * (0.5 + Math.random()), stopping.signal);
          if (stopping.signal.aborted) return;
        }
        active = true;
        await work(store, () => (failures = 0));
      } catch (error) {
        log.warn({ err: error }, 'the relay begins again');
      } finally {
        active = false;
        await store?.close();
      }
      await pause(backoff(failures++, { firstMs: 50, maxMs: 2000 }), stopping.signal);
    }
  }

  async function work(store: RelayStore, onProgress: () => void): Promise<void> {
    const before = await store.progress();
    let { positioned } = before;
    let saved = before.published;
    let confirmed = before.published;
    let owner: Line | null = null;
    let window: PublishWindow | null = null;
    let idleMs = pollMs.shortest;
    const deadline = () => stopping.signal.aborted;

    while (!deadline()) {
      if (line !== owner) {
        confirmed = window?.confirmed ?? confirmed;
        owner = line;
        window = line && openPublishWindow(line.channel, exchange, confirmed, (message) => {
          metrics.returned.inc();
          log.error({ eventId: message.properties.messageId }, 'the broker returned an event that nothing is bound to');
        });
      }
      if (window === null || owner === null) {
        const count = await store.positionOnly(positioned, 5000);
        positioned += count;
        if (count === 0) idleMs = await rest(idleMs);
        continue;
      }
      confirmed = window.confirmed;
      if (window.failed) {
        owner.renew();
        await rest(pollMs.shortest);
        continue;
      }
      if (window.stalledFor(Date.now()) > confirmTimeoutMs) {
        connection.drop('the broker confirmed nothing for too long');
        await rest(pollMs.shortest);
        continue;
      }
      if (window.full || window.sent - confirmed > inFlight - batch) {
        await waker.wait(1000, window.changed());
        continue;
      }
      if (confirmed > saved) options.faults?.beforeSave?.();
      const behind = window.sent < positioned;
      const events = behind ? await store.read(window.sent, batch) : await store.position(positioned, batch, confirmed);
      if (!behind) saved = confirmed;
      const last = events.at(-1);
      if (last) {
        positioned = Math.max(positioned, last.position);
        options.faults?.beforePublish?.();
        for (const event of events) {
          if (owner.closed.aborted) break; // what was not sent is read again for the next channel
          window.publish(event);
        }
        metrics.relayBatch.observe(events.length);
        metrics.published.inc(events.length);
        onProgress();
        idleMs = pollMs.shortest;
      }
      if (events.length < batch && !deadline()) {
        const sent = window.sent > window.confirmed;
        const polled = await waker.wait(idleMs, sent ? window.changed() : undefined);
        if (polled) idleMs = Math.min(pollMs.longest, idleMs * 2);
      }
    }
    await settle(store, window, saved);
  }

  /** At a graceful stop: waits a moment for the confirms under way, so that the next relay sends nothing twice. */
  async function settle(store: RelayStore, window: PublishWindow | null, saved: number): Promise<void> {
    const until = Date.now() + 3000;
    while (window && window.sent > window.confirmed && !window.failed && line && Date.now() < until) {
      await waker.wait(until - Date.now(), window.changed());
    }
    if (window && window.confirmed > saved) await store.saveProgress(window.confirmed);
  }

  async function rest(ms: number): Promise<number> {
    await waker.wait(ms);
    return Math.min(pollMs.longest, ms * 2);
  }

  return {
    start() {
      const channels = keepChannel({
        name: `${service} relay`,
        connection,
        open: (model) => model.createConfirmChannel(),
        work: offerLine,
        log,
        signal: closing.signal,
      });
      running = Promise.all([keepSession().finally(() => closing.abort()), channels]);
    },
    wake: waker.wake,
    get active() {
      return active;
    },
    async stop() {
      stopping.abort();
      waker.wake();
      await running;
    },
  };
}
