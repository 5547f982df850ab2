import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import type { OutgoingEvent } from '../broker/message.js';
import { tracingEnabled } from '../observability/tracing.js';

const tracer = trace.getTracer('closeout.messaging');

/**
 * Publishes inside a producer span that belongs to the trace the event was written in, and hands on that span's
 * traceparent. An event without a trace costs nothing here.
 */
export function tracedPublish<R>(event: OutgoingEvent, publish: (traceparent: string | null) => R): R {
  if (event.traceparent === null || !tracingEnabled()) return publish(event.traceparent);
  const parent = propagation.extract(ROOT_CONTEXT, { traceparent: event.traceparent });
  const span = tracer.startSpan(
    `${event.type} publish`,
    {
      kind: SpanKind.PRODUCER,
      attributes: {
        'messaging.system': 'rabbitmq',
        'messaging.operation.type': 'send',
        'messaging.message.id': event.id,
        'closeout.event.position': event.position,
      },
    },
    parent,
  );
  const carrier: { traceparent?: string } = {};
  propagation.inject(trace.setSpan(context.active(), span), carrier);
  try {
    return publish(carrier.traceparent ?? event.traceparent);
  } finally {
    span.end();
  }
}
