import type { StoredEvent } from '@closeout/contracts/events';
import type { Options } from 'amqplib';
import { z } from 'zod';

/** An event as it came in: CloudEvents attributes in the headers, the data as JSON bytes in the body. */
export interface RawMessage {
  headers: Record<string, unknown>;
  body: Buffer;
}

export type ReceivedEvent<Data = unknown> = StoredEvent<Data>;

/** A stored event whose data is still the JSON text that the database gave: publishing needs no more. */
export interface OutgoingEvent extends Omit<StoredEvent, 'data'> {
  json: string;
}

/** A message that cannot be an event: an attribute is missing, or the body is no JSON. It never will be one. */
export class UnreadableMessage extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`unreadable message: ${reason}`, options);
    this.name = 'UnreadableMessage';
  }
}

/** CloudEvents 1.0, AMQP protocol binding, binary mode; in headers, because AMQP 0-9-1 has no application properties. */
export function toHeaders(event: Omit<StoredEvent, 'data'>): Record<string, string | number> {
  const headers: Record<string, string | number> = {
    cloudEvents_specversion: '1.0',
    cloudEvents_id: event.id,
    cloudEvents_source: event.source,
    cloudEvents_type: event.type,
    cloudEvents_subject: event.subject,
    cloudEvents_time: event.time,
    cloudEvents_dataschema: `https://closeout.dev/schemas/${event.type}.json`,
    cloudEvents_aggregateversion: event.aggregateVersion,
    cloudEvents_position: event.position,
  };
  if (event.epoch !== undefined) headers.cloudEvents_epoch = event.epoch;
  if (event.correlationId !== null) headers.cloudEvents_correlationid = event.correlationId;
  if (event.causationId !== null) headers.cloudEvents_causationid = event.causationId;
  if (event.traceparent !== null) headers.traceparent = event.traceparent;
  return headers;
}

export function toProperties(event: Omit<StoredEvent, 'data'>): Options.Publish {
  return {
    messageId: event.id,
    contentType: 'application/json',
    deliveryMode: 2,
    mandatory: true,
    headers: toHeaders(event),
  };
}

/** PostgreSQL stores no NUL. */
const text = z.string().regex(/^[^\0]+$/);

const Attributes = z.object({
  cloudEvents_id: z.uuid(),
  cloudEvents_source: text,
  cloudEvents_type: text,
  cloudEvents_subject: z.string(),
  cloudEvents_time: z.string(),
  cloudEvents_aggregateversion: z.coerce.number().int(),
  cloudEvents_position: z.coerce.number().int(),
  cloudEvents_epoch: z.uuid().optional(),
  cloudEvents_correlationid: z.string().optional(),
  cloudEvents_causationid: z.string().optional(),
  traceparent: z.string().optional(),
});

/** @throws UnreadableMessage */
export function readMessage(message: RawMessage): ReceivedEvent {
  const attributes = Attributes.safeParse(message.headers);
  if (!attributes.success) throw new UnreadableMessage(z.prettifyError(attributes.error));
  const headers = attributes.data;
  return {
    id: headers.cloudEvents_id,
    source: headers.cloudEvents_source,
    type: headers.cloudEvents_type,
    subject: headers.cloudEvents_subject,
    time: headers.cloudEvents_time,
    aggregateVersion: headers.cloudEvents_aggregateversion,
    position: headers.cloudEvents_position,
    ...(headers.cloudEvents_epoch && { epoch: headers.cloudEvents_epoch }),
    correlationId: headers.cloudEvents_correlationid ?? null,
    causationId: headers.cloudEvents_causationid ?? null,
    traceparent: headers.traceparent ?? null,
    data: readJson(message.body),
  };
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new UnreadableMessage('the body is no JSON', { cause });
  }
}

/** The message that a feed's event would have been, so that it takes the same path through the inbox. */
export function rawMessageOf(event: StoredEvent): RawMessage {
  return { headers: toHeaders(event), body: Buffer.from(JSON.stringify(event.data)) };
}
