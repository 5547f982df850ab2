import CircuitBreaker from 'opossum';
import { Pool, type Dispatcher } from 'undici';
import { ClientGone } from './exchange.js';
import { BodyTooLarge } from './requestBody.js';

/** A service as the proxy sees it: connections that are kept open, and a breaker in front of them. */
export interface Upstream {
  readonly name: string;
  /** Runs an exchange unless the breaker is open; then rejects at once (`isRefusal`). */
  run(exchange: () => Promise<void>): Promise<void>;
  /** Where to send a call. Event streams have connections of their own: each holds one for hours. */
  dispatcher(stream: boolean): Dispatcher;
  readonly breaker: CircuitBreaker;
  close(): Promise<void>;
}

export interface UpstreamOptions {
  name: string;
  url: string;
  connections: number;
  timeoutMs: number;
  /** How long the breaker stays open before it lets one call try. */
  retryAfterMs: number;
}

/** Beyond this many calls at once a service is not keeping up, and more would only queue. */
const capacity = 2000;
const mostStreams = 2000;

export function openUpstream(options: UpstreamOptions): Upstream {
  const { name, url, connections, timeoutMs, retryAfterMs } = options;
  const settings = { pipelining: 1, connect: { timeout: Math.min(timeoutMs, 3_000) }, headersTimeout: timeoutMs };
  const pool = new Pool(url, { ...settings, connections, bodyTimeout: timeoutMs });
  const streams = new Pool(url, { ...settings, connections: mostStreams, bodyTimeout: 0 });
  const breaker = new CircuitBreaker<[() => Promise<void>], void>((exchange) => exchange(), {
    name,
    timeout: false, // undici's own: they also tear the connection down
    capacity,
    volumeThreshold: 10,
    errorThresholdPercentage: 50,
    rollingCountTimeout: 5_000,
    rollingCountBuckets: 5,
    rollingPercentilesEnabled: false,
    resetTimeout: retryAfterMs,
    // A client that hangs up or sends too much says nothing about the service.
    errorFilter: (error: unknown) => error instanceof ClientGone || error instanceof BodyTooLarge,
  });

  return {
    name,
    breaker,
    run: (exchange) => breaker.fire(exchange),
    dispatcher: (stream) => (stream ? streams : pool),
    async close() {
      breaker.shutdown();
      await Promise.all([pool.destroy(), streams.destroy()]);
    },
  };
}

/** The call was not made: the breaker is open, or the service is not keeping up. */
export function isRefusal(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'EOPENBREAKER' || code === 'ESEMLOCKED' || code === 'ESHUTDOWN';
}
