import { eventCatalog } from '@closeout/contracts/events/catalog';
import type { ChannelModel } from 'amqplib';
import { answeredWithin } from '../broker/answeredWithin.js';
import { pause } from '../waiting/backoff.js';
import { closeChannel } from '../broker/closeChannel.js';
import type { MessagingMetrics } from '../broker/metrics.js';
import type { BrokerConnection } from '../broker/openConnection.js';
import { exchangeOf, queueOf } from '../broker/topology.js';
import type { Logger } from '../observability/logger.js';

const answerMs = 2000;
/** A service that has just come back declares its queue, and consumes it a moment later. */
const secondLookMs = 1000;

/**
 * A queue without a leader gives no confirms, and RabbitMQ holds up the whole connection for it: nothing that this service says
 * reaches anybody. Its own service makes it anew within seconds; if that one is away, nobody does. So the queues that
 * nobody consumes are unbound. That loses nothing: their services bind them again, and fetch what they lack from the feed.
 *
 * @returns how many were unbound; 0 also when the broker does not answer, or does not allow it
 */
export async function setAsideDeadQueues(options: {
  namespace: string;
  producer: string;
  consumers: readonly string[];
  connection: BrokerConnection;
  metrics: MessagingMetrics;
  log: Logger;
  /** Whether the broker still confirms nothing. */
  still(): boolean;
  signal: AbortSignal;
}): Promise<number> {
  const { namespace, producer, log, metrics, signal } = options;
  let found = 0;
  try {
    const { model, cut } = await options.connection.openFurther(signal);
    signal.addEventListener('abort', cut);
    try {
      const queues = options.consumers.map((consumer) => queueOf(namespace, consumer, producer));
      const alone = await unconsumed(model, queues);
      await pause(secondLookMs, signal);
      for (const queue of await unconsumed(model, alone)) {
        if (!options.still()) break;
        await unbind(model, queue, namespace, producer);
        found += 1;
        metrics.queuesSetAside.inc({ queue });
        log.warn(
          { queue },
          'no confirms: a queue that nobody consumes was unbound; its service will fetch its events',
        );
      }
    } finally {
      signal.removeEventListener('abort', cut);
      cut();
    }
  } catch (error) {
    log.debug({ err: error }, 'cannot look for dead queues');
  }
  return found;
}

async function unconsumed(model: ChannelModel, queues: readonly string[]): Promise<string[]> {
  const alone: string[] = [];
  for (const queue of queues) if ((await consumersOf(model, queue)) === 0) alone.push(queue);
  return alone;
}

/** Null when there is no such queue. */
async function consumersOf(model: ChannelModel, queue: string): Promise<number | null> {
  // Of its own: asking for what does not exist closes the channel.
  const channel = await answeredWithin(answerMs, 'opening a channel', model.createChannel());
  let missing = false;
  channel.on('error', (error: { code?: unknown }) => (missing = error.code === 404));
  try {
    const { consumerCount } = await answeredWithin(answerMs, `checking ${queue}`, channel.checkQueue(queue));
    await closeChannel(channel);
    return consumerCount;
  } catch (error) {
    if (missing) return null;
    throw error;
  }
}

async function unbind(
  model: ChannelModel,
  queue: string,
  namespace: string,
  producer: string,
): Promise<void> {
  const channel = await answeredWithin(answerMs, 'opening a channel', model.createChannel());
  channel.on('error', () => undefined); // the request under way is told
  const types = [...eventCatalog.keys()].filter((type) => type.startsWith(`${producer}.`));
  for (const type of types) {
    const unbound = channel.unbindQueue(queue, exchangeOf(namespace, producer), type);
    await answeredWithin(answerMs, `unbinding ${queue}`, unbound);
  }
  await closeChannel(channel);
}
