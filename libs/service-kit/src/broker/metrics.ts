import type { Registry } from 'prom-client';
import type { Database } from '../db/openDatabase.js';
import type { Logger } from '../observability/logger.js';
import { counter, gauge, gauges, histogram } from '../observability/metrics.js';
import { readMessagingStatus } from './messagingStatus.js';

export type MessagingMetrics = ReturnType<typeof createMessagingMetrics>;

export function createMessagingMetrics(options: { registry: Registry; db: Database; log: Logger }) {
  const { registry } = options;
  measureTables(options);
  const batches = (name: string, help: string) =>
    histogram(registry, name, help, [], [1, 2, 5, 10, 25, 50, 100, 250, 500]);
  return {
    connected: gauge(registry, 'broker_connected', '1 while the connection to the broker is up', [
      'connection',
    ]),
    relayBatch: batches('relay_batch_events', 'Events taken from the outbox at a time'),
    published: counter(
      registry,
      'relay_published_total',
      'Events handed to the broker, repetitions included',
    ),
    returned: counter(registry, 'relay_returned_total', 'Events that the broker returned as unroutable'),
    inboxBatch: batches('inbox_batch_messages', 'Messages applied in one commit'),
    applied: counter(registry, 'inbox_applied_total', 'Events applied', ['source']),
    duplicates: counter(registry, 'inbox_duplicates_total', 'Events that had been applied before', [
      'source',
    ]),
    retries: counter(registry, 'inbox_retries_total', 'Messages set aside to be tried again', ['source']),
    deadLettered: counter(registry, 'dead_lettered_total', 'Messages given up', ['source']),
    queueUnwell: gauge(registry, 'queue_unwell', '1 while the queue serves no consumer and is mended', [
      'queue',
    ]),
    queuesRemade: counter(registry, 'queues_remade_total', 'Queues found dead, deleted and declared again', [
      'queue',
    ]),
    queuesSetAside: counter(
      registry,
      'queues_set_aside_total',
      'Queues of absent services that were unbound because they gave no confirms',
      ['queue'],
    ),
    producerRestored: gauge(
      registry,
      'producer_restored',
      '1 while the producer’s log ends before what was seen of it',
      ['source'],
    ),
    reconciled: counter(registry, 'reconciliation_fetched_total', 'Events fetched from a producer’s feed', [
      'source',
    ]),
  };
}

/** Read from the database when asked for, so that every replica tells the same truth. */
function measureTables({ registry, db, log }: { registry: Registry; db: Database; log: Logger }): void {
  const helpOf = {
    outbox_events: 'Events that the broker has not confirmed',
    outbox_lag_seconds: 'Age of the oldest event that the broker has not confirmed',
    inbox_waiting_retries: 'Messages parked in the database until their next attempt',
    inbox_oldest_waiting_seconds: 'How long ago the oldest parked message arrived',
    dead_letters: 'Dead letters not yet decided on',
    oldest_dead_letter_seconds: 'How long the oldest dead letter has waited for a decision',
  };
  gauges(registry, helpOf, [], async (metrics) => {
    try {
      const { outbox, inbox, deadLetters, oldestDeadLetterSeconds } = await readMessagingStatus(db);
      metrics.outbox_events.set(outbox.size);
      metrics.outbox_lag_seconds.set(outbox.lagSeconds);
      metrics.inbox_waiting_retries.set(inbox.waiting);
      metrics.inbox_oldest_waiting_seconds.set(inbox.oldestSeconds);
      metrics.dead_letters.set(deadLetters);
      metrics.oldest_dead_letter_seconds.set(oldestDeadLetterSeconds);
    } catch (error) {
      // The other metrics stay readable while the database is away.
      log.debug({ err: error }, 'cannot read the outbox for metrics');
    }
  });
}
