import type { z } from 'zod';
import type { ReceivedEvent } from '../broker/message.js';
import type { Tx } from '../db/Tx.js';

/** Applies one event. Runs in the transaction that also records the event as applied, and commits what it emits. */
export type Handler = ((tx: Tx, event: ReceivedEvent) => Promise<void>) & {
  /** What the handler reads the data with: the consumer's side of the contract, which producers are tested against. */
  schema?: z.ZodType;
};

/** Event type → handler, as a table. */
export type Subscriptions = Record<string, Handler>;

/**
 * A handler that reads the data by the consumer's own schema first: the smallest one that it needs, tolerant of
 * fields that it does not know. Data that breaks it goes to the dead letters at once.
 */
export function on<S extends z.ZodType>(
  schema: S,
  handler: (tx: Tx, event: ReceivedEvent<z.output<S>>) => Promise<void>,
): Handler {
  const parsing: Handler = (tx, event) => handler(tx, { ...event, data: schema.parse(event.data) });
  return Object.assign(parsing, { schema });
}

/** Event type → the schema that the consumer reads it with, of all handlers that `on` made. */
export function consumedSchemas(...tables: readonly Subscriptions[]): Record<string, z.ZodType> {
  const handlers = tables.flatMap((table) => Object.entries(table));
  return Object.fromEntries(handlers.flatMap(([type, { schema }]) => (schema ? [[type, schema]] : [])));
}

/**
 * Thrown by a handler when the cause may pass, such as a reference to something that has not arrived yet: the
 * message waits in the database and is tried again with backoff.
 */
export class RetryLater extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'RetryLater';
  }
}
