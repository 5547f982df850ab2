import type { Registry } from 'prom-client';
import type { Database } from '../db/openDatabase.js';
import { createConsumer, type ConsumerOptions } from '../inbox/consumer.js';
import { createInbox, type InboxOptions } from '../inbox/createInbox.js';
import { drainDeadLetterQueue } from '../inbox/drainDeadLetterQueue.js';
import { fetchFromPeers, type FeedPeer, type FetchEvents } from '../inbox/fetchEvents.js';
import { measureFeedLag } from '../inbox/feedMetrics.js';
import { createFeedFollower, type FeedFollower, type FollowFeedOptions } from '../inbox/followFeed.js';
import { createLease } from '../db/lease.js';
import { createReconciler } from '../inbox/reconciler.js';
import { createRetryWorker } from '../inbox/retryWorker.js';
import type { Subscriptions } from '../inbox/subscriptions.js';
import { createQueueWatch, type QueueWatch, type WatchQueue } from '../inbox/watchQueue.js';
import type { Logger } from '../observability/logger.js';
import { reachOver, watchReach, type Reach } from '../observability/reach.js';
import { readEvents } from '../outbox/readEvents.js';
import { createRelay, type RelayOptions } from '../outbox/relay.js';
import { readMessagingStatus, type MessagingStatus } from '../broker/messagingStatus.js';
import { createMessagingMetrics } from '../broker/metrics.js';
import { openConnection, type BrokerConnection } from '../broker/openConnection.js';

export interface MessagingOptions {
  /** The service's name: it produces `<name>.events`, and consumes as `<name>`. */
  name: string;
  namespace: string;
  amqpUrl: string;
  databaseUrl: string;
  /** The services that may have a queue for this one's events. */
  consumers: readonly string[];
  db: Database;
  /** The peers whose feeds are read. */
  peer(name: string): FeedPeer;
  /** By producing service. */
  subscriptions: Readonly<Record<string, Subscriptions | undefined>>;
  metrics: Registry;
  log: Logger;
  /** False while the database is a restored one that must say nothing. */
  mayGoOn?(): boolean;
  reconcileEveryMs?: number;
  reconcileGraceMs?: number;
  relay?: Pick<RelayOptions, 'openStore' | 'faults' | 'confirmTimeoutMs' | 'batch' | 'inFlight'>;
  consumer?: Pick<ConsumerOptions, 'batch' | 'prefetch' | 'order'>;
  inbox?: Pick<InboxOptions, 'record'>;
}

export interface Messaging {
  /** Returns at once: messaging begins when broker and database are there. */
  start(): void;
  /** Finishes the batches in hand, publishes what they said, and closes. */
  stop(): Promise<void>;
  wakeRelay(): void;
  /** After a dead letter was replayed. */
  wakeRetries(): void;
  /** Begins to append a producer's events somewhere, in order and exactly once. */
  followFeed(options: FollowFeedOptions): void;
  readonly connected: { publish: boolean; consume: boolean };
  /** The queues of this service that serve no consumer at the moment, though the broker is there. */
  readonly unwellQueues: readonly string[];
  status(): Promise<MessagingStatus>;
}

/** All that a service needs to say and to hear events: relay, consumers, retries, reconciliation, feed followers. */
export function createMessaging(options: MessagingOptions): Messaging {
  const { name, namespace, db, log } = options;
  const mayGoOn = options.mayGoOn ?? (() => true);
  const metrics = createMessagingMetrics({ registry: options.metrics, db, log });
  const stopping = new AbortController();
  const followers: FeedFollower[] = [];
  let started: { publish: BrokerConnection; consume: BrokerConnection; stop(): Promise<void> } | null = null;
  let wakeRelay = () => {};
  let wakeRetries = () => {};
  const pending: FollowFeedOptions[] = [];
  const followed: string[] = [];
  const watches: QueueWatch[] = [];

  const fromPeers = fetchFromPeers(options.peer);
  const fetch: FetchEvents = (source, query) =>
    source === name ? readEvents(db, query) : fromPeers(source, query);

  const reaches = reachOver(watchReach(log, 'rabbitmq'), 2);
  function connect(purpose: 'publish' | 'consume'): BrokerConnection {
    metrics.connected.set({ connection: purpose }, 0);
    return openConnection({
      url: options.amqpUrl,
      name: `${name} ${purpose}`,
      log,
      reach: reaches[purpose === 'publish' ? 0 : 1] as Reach,
      onState: (connected) => metrics.connected.set({ connection: purpose }, connected ? 1 : 0),
    });
  }

  function follow(feed: FollowFeedOptions, connection: BrokerConnection): void {
    const follower = createFeedFollower({ ...feed, db, namespace, fetch, connection, mayGoOn, log });
    followers.push(follower);
    follower.start();
  }

  function start(): void {
    const publish = connect('publish');
    const consume = connect('consume');
    const relay = createRelay({
      service: name,
      namespace,
      databaseUrl: options.databaseUrl,
      consumers: options.consumers,
      connection: publish,
      reach: db.reach,
      mayGoOn,
      metrics,
      log,
      ...options.relay,
    });
    wakeRelay = relay.wake;
    const unsubscribe = db.onEvents(relay.wake);
    const parts = startConsumers(consume);
    relay.start();
    for (const feed of pending.splice(0)) follow(feed, consume);
    started = {
      publish,
      consume,
      async stop() {
        stopping.abort();
        await Promise.all([...parts, ...followers].map((part) => part.stop()));
        // Last, because what the consumers committed until now is to be published.
        await relay.stop();
        unsubscribe();
        await Promise.all([publish.close(), consume.close()]);
      },
    };
  }

  function startConsumers(connection: BrokerConnection): { stop(): Promise<void> }[] {
    const tables = Object.entries(options.subscriptions).filter(
      ([, table]) => table && Object.keys(table).length > 0,
    );
    if (tables.length === 0) return [];
    const all: Subscriptions = Object.assign({}, ...tables.map(([, table]) => table));
    const inbox = createInbox({
      db,
      consumer: name,
      metrics,
      log,
      onParked: () => wakeRetries(),
      ...options.inbox,
    });
    const retries = createRetryWorker({ mayGoOn, db, consumer: name, subscriptions: all, inbox, log });
    wakeRetries = retries.wake;
    retries.start();
    const watchQueue: WatchQueue = (queue, declare) => {
      const lease = createLease(db, `mend ${queue}`);
      const { signal } = stopping;
      const watch = createQueueWatch({ queue, declare, connection, lease, metrics, log, signal });
      watches.push(watch);
      return watch;
    };
    const draining = drainDeadLetterQueue({
      namespace,
      consumer: name,
      connection,
      watchQueue,
      db,
      log,
      signal: stopping.signal,
    });
    const parts: { stop(): Promise<void> }[] = [retries, { stop: () => draining }];
    for (const [producer, table] of tables) {
      const shared = { consumer: name, producer, subscriptions: table as Subscriptions, inbox, log };
      const reconciler = createReconciler({
        ...shared,
        db,
        fetch,
        metrics,
        servedSince: () => consumer.servedSince,
        behind: () => consumer.behind,
        everyMs: options.reconcileEveryMs,
        graceMs: options.reconcileGraceMs,
        onMissing: () => consumer.renew(),
      });
      const consumer = createConsumer({
        ...shared,
        namespace,
        connection,
        watchQueue,
        onNewQueue: reconciler.wake,
        ...options.consumer,
      });
      consumer.start();
      reconciler.start();
      parts.push(consumer, reconciler);
    }
    return parts;
  }

  return {
    start,
    async stop() {
      await started?.stop();
    },
    wakeRelay: () => wakeRelay(),
    wakeRetries: () => wakeRetries(),
    followFeed(feed) {
      if (followed.length === 0) measureFeedLag({ metrics: options.metrics, db, fetch, sources: followed });
      followed.push(feed.source);
      if (started) follow(feed, started.consume);
      else pending.push(feed);
    },
    get connected() {
      return { publish: started?.publish.connected ?? false, consume: started?.consume.connected ?? false };
    },
    get unwellQueues() {
      return watches.filter(({ well }) => !well).map(({ queue }) => queue);
    },
    status: () => readMessagingStatus(db),
  };
}
