import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Database } from '../db/openDatabase.js';
import type { Logger } from '../observability/logger.js';
import { readMessagingStatus } from './messagingStatus.js';

export type MessagingMetrics = ReturnType<typeof createMessagingMetrics>;

/** The gauges are read from the database when they are asked for: every replica tells the same truth. */
export function createMessagingMetrics(options: { registry: Registry; db: Database; log: Logger }) {
  const { db, log } = options;
  const registers = [options.registry];
  const outboxLag = new Gauge({
    name: 'closeout_outbox_lag_seconds',
    help: 'Age of the oldest event that the broker has not confirmed',
    registers,
  });
  const waiting = new Gauge({
    name: 'closeout_inbox_waiting_retries',
    help: 'Messages parked in the database until their next attempt',
    registers,
  });
  const dead = new Gauge({ name: 'closeout_dead_letters', help: 'Dead letters not yet decided on', registers });
  new Gauge({
    name: 'closeout_outbox_events',
    help: 'Events that the broker has not confirmed',
    registers,
    async collect() {
      try {
        const status = await readMessagingStatus(db);
        this.set(status.outbox.size);
        outboxLag.set(status.outbox.lagSeconds);
        waiting.set(status.inbox.waiting);
        dead.set(status.deadLetters);
      } catch (error) {
        // Metrics that need no database must stay readable while it is away.
        log.warn({ err: error }, 'cannot read the outbox for metrics');
      }
    },
  });
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `closeout_${name}`, help, labelNames, registers });
  return {
    connected: new Gauge({
      name: 'closeout_broker_connected',
      help: '1 while the connection to the broker is up',
      labelNames: ['connection'],
      registers,
    }),
    relayBatch: new Histogram({
      name: 'closeout_relay_batch_events',
      help: 'Events taken from the outbox at a time',
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
      registers,
    }),
    published: counter('relay_published_total', 'Events handed to the broker, repetitions included'),
    returned: counter('relay_returned_total', 'Events that the broker returned as unroutable'),
    inboxBatch: new Histogram({
      name: 'closeout_inbox_batch_messages',
      help: 'Messages applied in one commit',
      buckets: [1, 2, 5, 10, 25, 50, 100, 250],
      registers,
    }),
    applied: counter('inbox_applied_total', 'Events applied', ['source']),
    duplicates: counter('inbox_duplicates_total', 'Events that had been applied before', ['source']),
    retries: counter('inbox_retries_total', 'Attempts that failed and will be repeated', ['source']),
    deadLettered: counter('dead_lettered_total', 'Messages given up', ['source']),
    reconciled: counter('reconciliation_fetched_total', 'Events fetched from a producer’s feed', ['source']),
  };
}
