import type { Channel } from 'amqplib';

/*
 * Only arguments that RabbitMQ 3.10 and 4.x both know: 3.10 accepts unknown ones silently, and would do nothing.
 * Everything is declared again on each channel that needs it, so what an operator deleted comes back.
 */

export function exchangeOf(namespace: string, producer: string): string {
  return `${namespace}${producer}.events`;
}

export function logQueueOf(namespace: string, producer: string): string {
  return `${exchangeOf(namespace, producer)}.log`;
}

export function queueOf(namespace: string, consumer: string, producer: string): string {
  return `${namespace}${consumer}.${producer}.v1`;
}

export function deadLetterQueueOf(namespace: string, consumer: string): string {
  return `${namespace}${consumer}.dead-letters`;
}

/** Deliveries of one message before the broker takes it for the cause of a crash loop. */
export const deliveryLimit = 20;

/** The events kept in a producer's log queue, which makes every event routable and shows the latest ones. */
const logQueueLength = 1000;

/** The producer's exchange, and its log queue: with it a mandatory publish is returned only when something is wrong. */
export async function declareProducer(channel: Channel, namespace: string, producer: string): Promise<void> {
  const exchange = exchangeOf(namespace, producer);
  const logQueue = logQueueOf(namespace, producer);
  await channel.assertExchange(exchange, 'topic', { durable: true });
  await channel.assertQueue(logQueue, { durable: true, arguments: { 'x-max-length': logQueueLength } });
  await channel.bindQueue(logQueue, exchange, '#');
}

/**
 * The consumer's queue for one producer's events, its bindings, and where the broker puts what crashes it. An empty queue
 * may have been made just now.
 */
export async function declareConsumer(
  channel: Channel,
  names: { namespace: string; consumer: string; producer: string },
  types: readonly string[],
): Promise<{ queue: string; empty: boolean }> {
  const exchange = exchangeOf(names.namespace, names.producer);
  const queue = queueOf(names.namespace, names.consumer, names.producer);
  const deadLetters = await declareDeadLetterQueue(channel, names);
  await channel.assertExchange(exchange, 'topic', { durable: true });
  const { messageCount } = await channel.assertQueue(queue, {
    durable: true,
    arguments: {
      'x-queue-type': 'quorum',
      'x-delivery-limit': deliveryLimit,
      // Not the default exchange: who may write to that one may write into every queue.
      'x-dead-letter-exchange': deadLetters,
      'x-dead-letter-routing-key': deadLetters,
      // At-least-once needs reject-publish; without a length limit nothing is ever rejected.
      'x-dead-letter-strategy': 'at-least-once',
      'x-overflow': 'reject-publish',
    },
  });
  for (const type of types) await channel.bindQueue(queue, exchange, type);
  return { queue, empty: messageCount === 0 };
}

/** The queue, and the exchange of the same name that leads to it. */
export async function declareDeadLetterQueue(
  channel: Channel,
  names: { namespace: string; consumer: string },
): Promise<string> {
  const queue = deadLetterQueueOf(names.namespace, names.consumer);
  await channel.assertExchange(queue, 'direct', { durable: true });
  await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  await channel.bindQueue(queue, queue, queue);
  return queue;
}

/**
 * A queue of this connection alone that hears everything a producer says, for a feed follower. What it misses while
 * it does not exist, or when it overflows, the follower fetches from the producer's feed.
 */
export async function declareListener(
  channel: Channel,
  namespace: string,
  producer: string,
): Promise<string> {
  const exchange = exchangeOf(namespace, producer);
  await channel.assertExchange(exchange, 'topic', { durable: true });
  const { queue } = await channel.assertQueue('', {
    exclusive: true,
    durable: false,
    autoDelete: true,
    arguments: { 'x-max-length': 10_000 },
  });
  await channel.bindQueue(queue, exchange, '#');
  return queue;
}
