import type { ConfirmChannel } from 'amqplib';
import { answeredWithin, Unanswered } from '../broker/answeredWithin.js';
import { aborted, backoff, pause } from '../waiting/backoff.js';
import { keepChannel } from '../broker/keepChannel.js';
import type { MessagingMetrics } from '../broker/metrics.js';
import type { BrokerConnection } from '../broker/openConnection.js';
import { declareProducer, exchangeOf } from '../broker/topology.js';
import { isDatabaseAway, isLogRestored } from '../db/errors.js';
import type { Logger } from '../observability/logger.js';
import type { Reach } from '../observability/reach.js';
import { publishOutbox, type Line, type PublishOptions } from './publishOutbox.js';
import { setAsideDeadQueues } from './setAsideDeadQueues.js';
import { openRelayStore, type RelayStore } from './relayStore.js';
import { createWaker } from '../waiting/waker.js';

export interface RelayOptions {
  service: string;
  namespace: string;
  databaseUrl: string;
  /** The services that may have a queue for this one's events. */
  consumers: readonly string[];
  connection: BrokerConnection;
  /** Of the database. */
  reach: Reach;
  metrics: MessagingMetrics;
  log: Logger;
  /** False while the log must not grow: the database was restored. */
  mayGoOn(): boolean;
  batch?: number;
  /** Events published and not yet confirmed, at most. */
  inFlight?: number;
  /** How long a confirm may take before the connection is given up and everything unconfirmed is sent again. */
  confirmTimeoutMs?: number;
  /** For tests of what happens when the process dies here, and of harnesses that must notice a store that is wrong on purpose. */
  faults?: PublishOptions['faults'];
  openStore?: typeof openRelayStore;
}

export interface Relay {
  start(): void;
  /** Called right after a commit that wrote events: nothing else makes the way from commit to broker this short. */
  wake(): void;
  /** True while this replica's relay is the one that works. */
  readonly active: boolean;
  stop(): Promise<void>;
}

const standbyMs = 500;
const declareMs = 10_000;
const betweenLooksMs = 2000;

/** Publishes what the outbox holds: in order, at least once, one relay at a time for each service. */
export function createRelay(options: RelayOptions): Relay {
  const { service, namespace, connection, log, metrics } = options;
  const stopping = new AbortController();
  const closing = new AbortController();
  const waker = createWaker();
  let line: Line | null = null;
  let active = false;
  let running: Promise<unknown> = Promise.resolve();
  let looking: Promise<void> | null = null;

  async function offerLine(channel: ConfirmChannel, closed: AbortSignal): Promise<void> {
    await declared(channel);
    const given = new AbortController();
    line = { channel, closed, renew: () => given.abort() };
    waker.wake();
    await aborted(closed, given.signal, closing.signal);
    line = null;
    waker.wake();
  }

  /** Where a queue holds up the whole connection, no answer comes on this one. */
  async function declared(channel: ConfirmChannel): Promise<void> {
    try {
      await answeredWithin(declareMs, 'a declaration', declareProducer(channel, namespace, service));
    } catch (error) {
      if (error instanceof Unanswered) connection.renew();
      throw error;
    }
  }

  /** Looks beside what the relay does: each step may hang. */
  function onStall(still: () => boolean): void {
    if (connection.blocked || !connection.connected) return;
    looking ??= setAsideDeadQueues({ ...options, producer: service, still, signal: stopping.signal })
      .then((found) => {
        if (found > 0) connection.renew();
        return pause(betweenLooksMs, stopping.signal);
      })
      .finally(() => (looking = null));
  }

  async function keepSession(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      if (!options.mayGoOn()) {
        await pause(standbyMs, stopping.signal);
        continue;
      }
      let store: RelayStore | null = null;
      try {
        store = await (options.openStore ?? openRelayStore)({ url: options.databaseUrl, service });
        if (await waitForLock(store)) {
          active = true;
          await publishOutbox({
            store,
            exchange: exchangeOf(namespace, service),
            waker,
            metrics,
            log,
            stopping: stopping.signal,
            mayGoOn: options.mayGoOn,
            line: () => line,
            drop: connection.drop,
            onStall,
            onProgress: () => (failures = 0),
            batch: options.batch ?? 250,
            inFlight: options.inFlight ?? 1000,
            confirmTimeoutMs: options.confirmTimeoutMs ?? 30_000,
            faults: options.faults,
          });
        }
      } catch (error) {
        if (isDatabaseAway(error)) options.reach.gone(error);
        else if (!isLogRestored(error)) log.warn({ err: error }, 'the relay begins again');
      } finally {
        active = false;
        // The next session counts confirms from the first message on: it needs a channel that has carried none.
        line?.renew();
        line = null;
        await store?.close();
      }
      await pause(backoff(failures++, { firstMs: 50, maxMs: 2000 }), stopping.signal);
    }
  }

  /** Waits for the lock that the working relay holds. False when stopped before. */
  async function waitForLock(store: RelayStore): Promise<boolean> {
    while (!stopping.signal.aborted) {
      if (await store.lock()) return true;
      await pause(standbyMs * (0.5 + Math.random()), stopping.signal);
    }
    return false;
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
      await looking;
    },
  };
}
