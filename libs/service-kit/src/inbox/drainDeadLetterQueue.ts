import { randomUUID } from 'node:crypto';
import type { Channel } from 'amqplib';
import { keepChannel } from '../broker/keepChannel.js';
import type { BrokerConnection } from '../broker/openConnection.js';
import { deadLetterQueueOf, declareDeadLetterQueue } from '../broker/topology.js';
import type { Database } from '../db/openDatabase.js';
import type { Logger } from '../observability/logger.js';
import { isNeighbourAway } from './failurePolicy.js';
import { toDelivery } from './delivery.js';
import { moveToDeadLetters } from './inboxStore.js';
import { askQueue, attendQueue, type WatchQueue } from './watchQueue.js';

/**
 * Moves what the broker gave up, after a crash loop had used up the queue's delivery limit, to the dead letters, where
 * operators find everything.
 */
export function drainDeadLetterQueue(options: {
  namespace: string;
  consumer: string;
  connection: BrokerConnection;
  watchQueue: WatchQueue;
  db: Database;
  log: Logger;
  signal: AbortSignal;
}): Promise<void> {
  const { consumer, db, log, signal } = options;
  const declare = (channel: Channel) => declareDeadLetterQueue(channel, options);
  const queue = deadLetterQueueOf(options.namespace, consumer);
  const watch = options.watchQueue(queue, declare);

  async function drain(channel: Channel, closed: AbortSignal): Promise<void> {
    if (!(await watch.whenWell(AbortSignal.any([closed, signal])))) return;
    if ((await askQueue(watch, 'a declaration', declare(channel))) === null) return;
    await channel.prefetch(50);
    const failed = new AbortController();
    let arrivals = 0;
    const consuming = channel.consume(
      queue,
      (message) => {
        if (message === null) return failed.abort();
        arrivals += 1;
        const delivery = toDelivery({ headers: message.properties.headers ?? {}, body: message.content }, {});
        const reason = 'the broker gave it up after too many interrupted deliveries';
        db.transaction((tx) => moveToDeadLetters(tx, consumer, delivery, reason)).then(
          () => {
            if (!closed.aborted) channel.ack(message);
          },
          (error: unknown) => {
            // Closing the channel gives the message back; the next channel comes after a pause.
            if (!isNeighbourAway(error)) log.warn({ err: error }, 'cannot record a dead letter');
            failed.abort();
          },
        );
      },
      { consumerTag: `${consumer}-dead-${randomUUID()}` },
    );
    if ((await askQueue(watch, 'consuming', consuming)) === null) return;
    await attendQueue(channel, watch, () => arrivals, AbortSignal.any([closed, failed.signal, signal]));
  }

  const draining = keepChannel({
    name: `${consumer} dead letters`,
    connection: options.connection,
    open: (model) => model.createChannel(),
    work: drain,
    log,
    signal,
  });
  return draining.then(watch.ended);
}
