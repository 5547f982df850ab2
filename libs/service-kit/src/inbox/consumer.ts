import { randomUUID } from 'node:crypto';
import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import { keepChannel } from '../broker/keepChannel.js';
import type { BrokerConnection } from '../broker/openConnection.js';
import { declareConsumer, queueOf } from '../broker/topology.js';
import type { Logger } from '../observability/logger.js';
import { createWaker } from '../outbox/waker.js';
import type { Inbox } from './createInbox.js';
import { toDelivery } from './delivery.js';
import type { Subscriptions } from './subscriptions.js';

export interface ConsumerOptions {
  namespace: string;
  consumer: string;
  producer: string;
  subscriptions: Subscriptions;
  inbox: Inbox;
  connection: BrokerConnection;
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
  /** Declares queue and bindings again. */
  renew(): void;
  stop(): Promise<void>;
}

/** AMQP's code for a declaration with other arguments than the queue has. */
const preconditionFailed = 406;

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

  /** Arguments cannot be changed: a queue of another release goes, and what it held is fetched from the producer's feed. */
  async function openChannel(model: ChannelModel): Promise<Channel> {
    const channel = await model.createChannel();
    if (outdated) {
      const queue = queueOf(options.namespace, options.consumer, options.producer);
      log.warn({ queue }, 'the queue was declared with other arguments; it is made anew');
      await channel.deleteQueue(queue);
    }
    outdated = false;
    return channel;
  }

  async function consume(channel: Channel, closed: AbortSignal): Promise<void> {
    renewal = new AbortController();
    const { queue, empty } = await declareConsumer(channel, options, Object.keys(subscriptions)).catch(
      (error: unknown) => {
        outdated = (error as { code?: unknown }).code === preconditionFailed;
        throw error;
      },
    );
    // Twice the batch: the broker sends the next one while this one is committed.
    await channel.prefetch(options.prefetch ?? 2 * batch);
    // Of this channel alone: a delivery of another one must never get in, and be acked here.
    const arrived: ConsumeMessage[] = [];
    waiting = arrived;
    const waker = createWaker();
    const consumerTag = `${options.consumer}-${randomUUID()}`;
    // While the database is away, what is in hand is given back when the service stops.
    const given = AbortSignal.any([closed, stopping.signal]);
    let cancelled = false;
    const over = () => closed.aborted || cancelled || stopping.signal.aborted || renewal.signal.aborted;
    for (const signal of [closed, stopping.signal, renewal.signal])
      signal.addEventListener('abort', waker.wake);
    await channel.consume(
      queue,
      (message) => {
        if (message) arrived.push(message);
        else cancelled = true;
        waker.wake();
      },
      { consumerTag },
    );
    if (empty || lost) options.onNewQueue();
    lost = false;
    while (!over()) {
      if (arrived.length === 0) await waker.wait(60_000);
      if (arrived.length > 0 && !over()) await take(channel, closed, given, arrived.splice(0, batch));
    }
    stopping.signal.removeEventListener('abort', waker.wake);
    if (cancelled) {
      log.warn({ queue }, 'the broker took the queue away');
      lost = true;
    }
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
    renew: () => renewal.abort(),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function settleThenAck(settle: () => Promise<boolean>, ack: () => void): Promise<void> {
  if (await settle()) ack();
}
