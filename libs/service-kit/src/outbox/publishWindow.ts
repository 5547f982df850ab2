import type { ConfirmChannel, Message } from 'amqplib';
import { toProperties, type OutgoingEvent } from '../broker/message.js';
import { tracedPublish } from './tracedPublish.js';

/**
 * Publishes on one confirm channel and knows up to which position everything has been confirmed.
 *
 * Positions are dense and published in order, so the n-th message on the channel is position `after + n`, and the
 * broker's delivery tags can be counted with instead of a callback for each message.
 */
export interface PublishWindow {
  /** Everything up to here is confirmed. */
  readonly confirmed: number;
  /** Last position handed to the channel. */
  readonly sent: number;
  /** Returned or refused messages: nothing after the first of them counts as confirmed on this channel. */
  readonly failed: boolean;
  /** The channel's buffer is full; it drains, or the channel closes. */
  readonly full: boolean;
  publish(event: OutgoingEvent): void;
  /** Resolves at the next confirm, failure or drain, or when the channel is gone. */
  changed(): Promise<void>;
  /** Milliseconds since the broker last confirmed anything while something was under way. */
  stalledFor(now: number): number;
}

export function openPublishWindow(
  channel: ConfirmChannel,
  exchange: string,
  after: number,
  onReturn: (message: Message) => void,
): PublishWindow {
  let sent = after;
  let confirmed = after;
  let barrier = Infinity;
  let progressAt = Date.now();
  let full = false;
  const scattered = new Set<number>();
  let waiting: (() => void)[] = [];

  function wake(): void {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  }
  function confirm(tag: number, multiple: boolean): void {
    const position = after + tag;
    if (multiple) confirmed = Math.max(confirmed, position);
    else scattered.add(position);
    while (scattered.delete(confirmed + 1)) confirmed += 1;
    progressAt = Date.now();
    wake();
  }
  function fail(position: number): void {
    barrier = Math.min(barrier, position);
    wake();
  }

  channel.on('ack', ({ deliveryTag, multiple }) => confirm(deliveryTag, multiple));
  channel.on('nack', ({ deliveryTag, multiple }) => fail(multiple ? confirmed + 1 : after + deliveryTag));
  channel.on('return', (message) => {
    // Comes before the confirm of the same message.
    fail(Number(message.properties.headers?.cloudEvents_position));
    onReturn(message);
  });
  channel.on('drain', () => {
    full = false;
    wake();
  });
  channel.on('close', wake);

  return {
    get confirmed() {
      return Math.min(confirmed, barrier - 1);
    },
    get sent() {
      return sent;
    },
    get failed() {
      return barrier !== Infinity;
    },
    get full() {
      return full;
    },
    publish(event) {
      if (event.position !== sent + 1) throw new Error(`position ${event.position} cannot follow ${sent}`);
      if (sent === confirmed) progressAt = Date.now();
      sent = event.position;
      tracedPublish(event, (traceparent) => {
        const properties = toProperties(
          traceparent === event.traceparent ? event : { ...event, traceparent },
        );
        full = !channel.publish(exchange, event.type, Buffer.from(event.json), properties);
      });
    },
    changed: () => new Promise((resolve) => waiting.push(resolve)),
    stalledFor: (now) => (sent === confirmed ? 0 : now - progressAt),
  };
}
