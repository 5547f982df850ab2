import { readMessage, type RawMessage, type ReceivedEvent } from '../broker/message.js';
import { reasonOf } from './failurePolicy.js';
import type { Handler, Subscriptions } from './subscriptions.js';

/** A message on its way into the inbox, wherever it came from: the broker, a parked row, a producer's feed. */
export type Delivery = ReadableDelivery | UnreadableDelivery;

export interface ReadableDelivery {
  raw: RawMessage;
  event: ReceivedEvent;
  /** Undefined for a type that is no longer subscribed to. */
  handler: Handler | undefined;
}

export interface UnreadableDelivery {
  raw: RawMessage;
  event: null;
  reason: string;
}

export function toDelivery(raw: RawMessage, subscriptions: Subscriptions): Delivery {
  try {
    const event = readMessage(raw);
    return {
      raw,
      event,
      handler: Object.hasOwn(subscriptions, event.type) ? subscriptions[event.type] : undefined,
    };
  } catch (error) {
    return { raw, event: null, reason: reasonOf(error) };
  }
}
