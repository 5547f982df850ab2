import { z } from 'zod';

/**
 * The definition of one event. `schema` is the whole public state of the aggregate after the change,
 * so that consumers can keep a replica and apply the newest version, whatever order events arrive in.
 */
export interface EventDefinition<Schema extends z.ZodType = z.ZodType> {
  /** `<service>.<noun>-<past tense>.v<N>`; also the routing key. */
  type: string;
  summary: string;
  schema: Schema;
  example: z.input<Schema>;
}

export const eventTypePattern = /^(gateway|projects|billing|notifications)\.[a-z]+(-[a-z]+)*\.v[1-9]\d*$/;

export function defineEvent<Schema extends z.ZodType>(
  definition: EventDefinition<Schema>,
): EventDefinition<Schema> {
  if (!eventTypePattern.test(definition.type)) throw new Error(`bad event name ${definition.type}`);
  return definition;
}

/** What a producer hands to the outbox. */
export interface EventDraft<Data = unknown> {
  /** Given where a record refers to the event. */
  id?: string;
  type: string;
  /** Id of the aggregate that changed. */
  subject: string;
  aggregateVersion: number;
  data: Data;
}

/** An event as it is stored, published (CloudEvents, binary mode) and served by feeds. */
export interface StoredEvent<Data = unknown> extends EventDraft<Data> {
  id: string;
  /** The service that said it, e.g. `billing`. */
  source: string;
  time: string;
  /** Dense, per producing service, in the order of publication. */
  position: number;
  /** Of the producer's log: another one begins when it was restored from a backup. Earlier releases do not tell. */
  epoch?: string;
  correlationId: string | null;
  causationId: string | null;
  traceparent: string | null;
}

/** One entry of a feed (`GET /events`, `/internal/events`). */
export const FeedItem = z.object({
  position: z.int(),
  id: z.uuid(),
  type: z.string(),
  source: z.string(),
  subject: z.string(),
  time: z.iso.datetime(),
  aggregateVersion: z.int(),
  data: z.unknown(),
});
export type FeedItem = z.infer<typeof FeedItem>;
