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
  /** What the service that owns the event emits. @param id where a record refers to the event */
  draft(
    subject: string,
    aggregateVersion: number,
    data: z.input<Schema>,
    id?: string,
  ): EventDraft<z.input<Schema>>;
}

export const eventTypePattern = /^(gateway|projects|billing|notifications)\.[a-z]+(-[a-z]+)*\.v[1-9]\d*$/;

export function defineEvent<Schema extends z.ZodType>(
  definition: Omit<EventDefinition<Schema>, 'draft'>,
): EventDefinition<Schema> {
  const { type } = definition;
  if (!eventTypePattern.test(type)) throw new Error(`bad event name ${type}`);
  return {
    ...definition,
    draft: (subject, aggregateVersion, data, id) =>
      ({ id, type, subject, aggregateVersion, data }) as EventDraft<z.input<Schema>>,
  };
}

interface EventFields<Data> {
  type: string;
  /** Id of the aggregate that changed. */
  subject: string;
  aggregateVersion: number;
  data: Data;
}

declare const madeByItsDefinition: unique symbol;

/** What a producer hands to the outbox. Only a definition makes one, so no name ever goes with data that is not its own. */
export interface EventDraft<Data = unknown> extends EventFields<Data> {
  id?: string;
  readonly [madeByItsDefinition]: true;
}

/** An event as it is stored, published (CloudEvents, binary mode) and served by feeds. */
export interface StoredEvent<Data = unknown> extends EventFields<Data> {
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
