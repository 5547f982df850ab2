import { billingEvents, type CustomerState } from '@closeout/contracts/events/billing';
import { Registry } from 'prom-client';
import {
  createMessaging,
  type Messaging,
  type MessagingOptions,
} from '../../src/messaging/createMessaging.js';
import { systemClock } from '../../src/db/clock.js';
import { openDatabase, type Database } from '../../src/db/openDatabase.js';
import type { Tx } from '../../src/db/Tx.js';
import type { FeedPeer } from '../../src/inbox/fetchEvents.js';
import type { Subscriptions } from '../../src/inbox/subscriptions.js';
import { createLogger } from '../../src/observability/logger.js';

/*
 * The smallest world in which all invariants mean something: "billing" changes accounts and says so; "projects" keeps a replica
 * of them, and an effect of each event that must happen exactly once.
 */

export const producer = 'billing';
export const consumer = 'projects';
export const otherConsumer = 'notifications';
export const eventType = billingEvents.customerUpdated.type;

export const tables = `
  CREATE TABLE account (id uuid PRIMARY KEY, version integer NOT NULL);
  CREATE TABLE replica (id uuid PRIMARY KEY, version integer NOT NULL);
  CREATE TABLE effect (no bigint GENERATED ALWAYS AS IDENTITY, event_id uuid NOT NULL, subject uuid NOT NULL, version integer NOT NULL);
  CREATE TABLE appended (place bigint PRIMARY KEY, event_id uuid NOT NULL);
`;

export interface Place {
  namespace: string;
  amqpUrl: string;
  databaseUrl: string;
}

export interface Running {
  db: Database;
  messaging: Messaging;
  stop(): Promise<void>;
}

export function startService(
  name: string,
  place: Place,
  options: Partial<Omit<MessagingOptions, 'name' | 'db'>> & { poolSize?: number } = {},
): Running {
  const log = createLogger({ service: name, level: process.env['TEST_LOG_LEVEL'] ?? 'silent' });
  const db = openDatabase({
    url: place.databaseUrl,
    service: name,
    poolSize: options.poolSize ?? 4,
    log,
    clock: systemClock,
  });
  const messaging = createMessaging({
    name,
    ...place,
    db,
    log,
    metrics: new Registry(),
    subscriptions: {},
    consumers: [consumer, otherConsumer],
    peer: () => nobody,
    ...options,
  });
  messaging.start();
  return {
    db,
    messaging,
    async stop() {
      await messaging.stop();
      await db.close();
    },
  };
}

/** A service that only writes: what it says stays in its outbox until a relay comes. */
export function openWriter(name: string, place: Place): Pick<Running, 'db' | 'stop'> {
  const log = createLogger({ service: name, level: 'silent' });
  const db = openDatabase({ url: place.databaseUrl, service: name, poolSize: 4, log, clock: systemClock });
  return { db, stop: db.close };
}

/** A producer without a feed: whatever arrives has come through the broker. */
export const nobody: FeedPeer = { get: async () => null };

/** Changes an account and says so, in one transaction that holds the account's row. */
export async function change(tx: Tx, id: string): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    `INSERT INTO account (id, version) VALUES ($1, 1) ON CONFLICT (id) DO UPDATE SET version = account.version + 1 RETURNING version`,
    [id],
  );
  const version = row?.version ?? 0;
  const data: CustomerState = { ...(billingEvents.customerUpdated.example as CustomerState), id, version };
  tx.emit(billingEvents.customerUpdated.draft(id, version, data));
  return version;
}

/** The consumer's handler. `before` runs first, and may fail. */
export function replicate(
  before?: (tx: Tx, eventId: string, no: number) => Promise<void> | void,
): Subscriptions {
  let no = 0;
  return {
    [eventType]: async (tx, event) => {
      await before?.(tx, event.id, (no += 1));
      await tx.query('INSERT INTO effect (event_id, subject, version) VALUES ($1, $2, $3)', [
        event.id,
        event.subject,
        event.aggregateVersion,
      ]);
      await tx.query(
        `INSERT INTO replica (id, version) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET version = excluded.version
          WHERE replica.version < excluded.version`,
        [event.subject, event.aggregateVersion],
      );
    },
  };
}
