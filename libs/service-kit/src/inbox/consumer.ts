import { randomUUID } from 'node:crypto';
import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import { answeredWithin } from '../broker/answeredWithin.js';
import { closeChannel } from '../broker/closeChannel.js';
import { keepChannel } from '../broker/keepChannel.js';
import type { BrokerConnection } from '../broker/openConnection.js';
import { declareConsumer, queueOf } from '../broker/topology.js';
import type { Logger } from '../observability/logger.js';
import { createWaker } from '../waiting/waker.js';
import type { Inbox } from './createInbox.js';
import { toDelivery } from './delivery.js';
import type { Subscriptions } from './subscriptions.js';
import { askQueue, attendQueue, type WatchQueue } from './watchQueue.js';

export interface ConsumerOptions {
  namespace: string;
  consumer: string;
  producer: string;
  subscriptions: Subscriptions;
  inbox: Inbox;
  connection: BrokerConnection;
  watchQueue: WatchQueue;
  log: Logger;
  /**
   * The queue is bound, and may be new: whatever was said before is in the producer's feed only. Called after the binding,
   * so that nothing falls between the two.
   */
  onNewQueue(): void;
  batch?: number;
  prefetch?: number;
  /** For tests of harnesses, which must notice acks that come before the commit. */
  order?: (settle: () => Promise<boolean>, ack: () => void) => Promise<void>;
}

export interface Consumer {
  start(): void;
  /** More has arrived than is applied in one go. */
  readonly behind: boolean;
  /** Since when the broker delivers, in milliseconds of the clock; null while it does not. */
  readonly servedSince: number | null;
  /** Declares queue and bindings again; what is in hand stays there. */
  renew(): void;
  stop(): Promise<void>;
}

/** AMQP's code for a declaration with other arguments than the queue has. */
const preconditionFailed = 406;
/** Some thirty requests, each of them answered at once when all is well. */
const declareMs = 4000;

/** Consumes one producer's events: whole batches in one commit, acked together after it. */
export function createConsumer(options: ConsumerOptions): Consumer {
  const { subscriptions, inbox, log } = options;
  const batch = options.batch ?? 250;
  const order = options.order ?? settleThenAck;
  const stopping = new AbortController();
  let renewal = new AbortController();
  let lost = false;
  /** The queue was declared with other arguments, by another release. */
  let outdated = false;
  let waiting: readonly ConsumeMessage[] = [];
  let running: Promise<void> = Promise.resolve();
  let servedSince: number | null = null;
  const queue = queueOf(options.namespace, options.consumer, options.producer);
  const declare = (channel: Channel) => declareConsumer(channel, options, Object.keys(subscriptions));
  const watch = options.watchQueue(queue, declare);

  /** Arguments cannot be changed: a queue of another release goes, and what it held is fetched from the producer's feed. */
  async function openChannel(model: ChannelModel): Promise<Channel> {
    const channel = await model.createChannel();
    if (outdated) {
      log.warn({ queue }, 'the queue was declared with other arguments; it is made anew');
      await channel.deleteQueue(queue);
    }
    outdated = false;
    return channel;
  }

  async function consume(channel: Channel, closed: AbortSignal): Promise<void> {
    renewal = new AbortController();
    if (!(await watch.whenWell(AbortSignal.any([closed, stopping.signal])))) return;
    const declaring = declare(channel).catch((error: unknown) => {
      outdated = (error as { code?: unknown }).code === preconditionFailed;
      throw error;
    });
    const declared = await askQueue(watch, 'a declaration', declaring, declareMs);
    if (declared === null) return;
    // Twice the batch: the broker sends the next one while this one is committed.
    await channel.prefetch(options.prefetch ?? 2 * batch);
    // Of this channel alone: a delivery of another one must never get in, and be acked here.
    const arrived: ConsumeMessage[] = [];
    let arrivals = 0;
    waiting = arrived;
    const waker = createWaker();
    const consumerTag = `${options.consumer}-${randomUUID()}`;
    // While the database is away, what is in hand is given back when the service stops.
    const given = AbortSignal.any([closed, stopping.signal]);
    const ended = new AbortController();
    let cancelled = false;
    const over = AbortSignal.any([closed, stopping.signal, renewal.signal, ended.signal]);
    over.addEventListener('abort', waker.wake);
    const consuming = channel.consume(
      queue,
      (message) => {
        if (message) arrived.push(message);
        else cancelled = true;
        arrivals += 1;
        if (cancelled) ended.abort();
        waker.wake();
      },
      { consumerTag },
    );
    if ((await askQueue(watch, 'consuming', consuming)) === null) return;
    servedSince = Date.now();
    try {
      if (declared.empty || lost) options.onNewQueue();
      lost = false;
      const attending = attendQueue(channel, watch, () => arrivals, over).finally(() => ended.abort());
      attending.catch(() => undefined); // awaited below
      while (!over.aborted) {
        if (arrived.length === 0) await waker.wait(60_000);
        if (arrived.length > 0 && !over.aborted) await take(channel, closed, given, arrived.splice(0, batch));
      }
      if (cancelled) {
        log.warn({ queue }, 'the broker took the queue away');
        lost = true;
      }
      await attending;
    } finally {
      servedSince = null;
    }
  }

  async function declareAgain(): Promise<void> {
    const model = await options.connection.whenConnected(stopping.signal);
    if (model === null || servedSince === null) return;
    const channel = await model.createChannel();
    channel.on('error', () => undefined); // the request under way is told
    await answeredWithin(declareMs, 'a declaration', declare(channel));
    await closeChannel(channel);
    // From now on messages can arrive again.
    if (servedSince !== null) servedSince = Date.now();
  }

  async function take(
    channel: Channel,
    closed: AbortSignal,
    given: AbortSignal,
    messages: ConsumeMessage[],
  ): Promise<void> {
    const deliveries = messages.map((message) =>
      toDelivery({ headers: message.properties.headers ?? {}, body: message.content }, subscriptions),
    );
    await order(
      () => inbox.settle(deliveries, given),
      () => {
        // Delivery tags mean something on their own channel only. What arrived before the last one was settled before it.
        if (!closed.aborted) channel.ack(messages.at(-1) as ConsumeMessage, true);
      },
    );
  }

  return {
    start() {
      running = keepChannel({
        name: `${options.consumer} ← ${options.producer}`,
        connection: options.connection,
        open: openChannel,
        work: consume,
        log,
        signal: stopping.signal,
      });
    },
    get behind() {
      return waiting.length >= batch;
    },
    get servedSince() {
      return servedSince;
    },
    renew() {
      void declareAgain().catch(() => renewal.abort());
    },
    async stop() {
      stopping.abort();
      await running;
      await watch.ended();
    },
  };
}

async function settleThenAck(settle: () => Promise<boolean>, ack: () => void): Promise<void> {
  if (await settle()) ack();
}
