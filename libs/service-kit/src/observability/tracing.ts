import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
} from '@opentelemetry/api';

let enabled = false;

/** Spans cost something even when nobody collects them: call sites may skip them. */
export function tracingEnabled(): boolean {
  return enabled;
}

/**
 * Loads the OpenTelemetry SDK and sends traces, only when OTEL_EXPORTER_OTLP_ENDPOINT names a collector.
 * Returns how to flush and stop it.
 */
export async function startTracing(
  service: string,
  endpoint: string | undefined,
): Promise<() => Promise<void>> {
  if (!endpoint) return async () => {};
  const [{ NodeSDK }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const sdk = new NodeSDK({
    serviceName: `closeout-${service}`,
    traceExporter: new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }),
    instrumentations: [],
  });
  sdk.start();
  enabled = true;
  return async () => {
    enabled = false;
    await sdk.shutdown();
  };
}

/** The W3C header of the span we are in, to be sent along with requests and events. */
export function activeTraceparent(): string | undefined {
  if (!enabled) return undefined;
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

export interface SpanOptions {
  kind: 'server' | 'client' | 'producer' | 'consumer';
  /** The caller's trace, from a request header or an event. */
  traceparent?: string | null;
  attributes?: Attributes;
}

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/** Runs in a span of its own, which ends with it and carries its error. Without tracing it just runs. */
export async function inSpan<R>(
  name: string,
  options: SpanOptions,
  run: (span: Span | null) => Promise<R>,
): Promise<R> {
  if (!enabled) return run(null);
  const parent = options.traceparent
    ? propagation.extract(context.active(), { traceparent: options.traceparent })
    : context.active();
  const span = trace
    .getTracer('closeout')
    .startSpan(name, { kind: kinds[options.kind], attributes: options.attributes }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), () => run(span));
  } catch (error) {
    span.recordException(error as Error);
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}
