import { DomainError } from '@closeout/contracts/errors';
import { Pool } from 'undici';
import type { z } from 'zod';
import { currentContext } from '../observability/context.js';
import { refuseCallsInTransactions } from '../db/openTransactions.js';
import type { Logger } from '../observability/logger.js';
import { histogram, type Metrics } from '../observability/metrics.js';
import type { Reach } from '../observability/reach.js';
import { activeTraceparent, inSpan } from '../observability/tracing.js';
import { createBreaker, isNotMade, type BreakerState } from './createBreaker.js';

export interface PeerOptions {
  name: string;
  url: string;
  /** The token to call with. */
  token: () => Promise<string>;
  log: Logger;
  reach: Reach;
  metrics: Metrics;
  /** For one call, all in all. Default 2 s. */
  timeoutMs?: number;
  /** How long the breaker stays open before one call may try again. Default 2 s. */
  resetTimeoutMs?: number;
}

/** Another service's /internal API. */
export interface Peer {
  /**
   * GET; null on 404.
   * @throws DomainError `service-unavailable` (503 with Retry-After) when the peer is away, slow or broken
   */
  get<T>(path: string, schema: z.ZodType<T>): Promise<T | null>;
  /** POST of what is too large for a path; of what changes nothing, or does so once however often it is sent. Fails as `get` does. */
  post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T | null>;
  /** What the breaker thinks of the peer. */
  readonly state: BreakerState;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  body: unknown;
}

/** Calls another service through a circuit breaker of its own, so that one that hangs does not hang its callers. */
export function createPeer(options: PeerOptions): Peer {
  const { name, log, metrics, reach } = options;
  const timeoutMs = options.timeoutMs ?? 2_000;
  const base = new URL(options.url);
  const pool = new Pool(base.origin, { connections: 16, connectTimeout: 1_000, keepAliveTimeout: 10_000 });
  const prefix = base.pathname.replace(/\/$/, '');
  const durations = histogram(metrics, 'peer_request_duration_seconds', 'Calls to other services', [
    'peer',
    'outcome',
  ]);

  async function request(method: 'GET' | 'POST', path: string, json?: string): Promise<Answer> {
    const context = currentContext();
    const headers: Record<string, string> = {
      authorization: `Bearer ${await options.token()}`,
      accept: 'application/json',
    };
    if (json !== undefined) headers['content-type'] = 'application/json';
    if (context.requestId) headers['x-request-id'] = context.requestId;
    if (context.correlationId) headers['x-correlation-id'] = context.correlationId;
    const traceparent = activeTraceparent() ?? context.traceparent;
    if (traceparent) headers['traceparent'] = traceparent;
    const { statusCode, body } = await pool.request({
      path: prefix + path,
      method,
      headers,
      body: json,
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (statusCode === 404) {
      await body.dump();
      return { status: 404, body: null };
    }
    const text = await body.text();
    // Also 4xx: between our own services it means a fault of theirs or ours, never of the caller.
    if (statusCode !== 200)
      throw statusCode === 503
        ? new Error(`it answers 503 ${text.slice(0, 300)}`)
        : new WrongAnswer(`${name} answered ${statusCode} to ${path}: ${text.slice(0, 300)}`);
    return { status: 200, body: JSON.parse(text) as unknown };
  }

  const breaker = createBreaker({
    ...{ target: name, volume: 5, metrics, log },
    resetTimeoutMs: options.resetTimeoutMs ?? 2_000,
  });

  const call = async <T>(method: 'GET' | 'POST', path: string, schema: z.ZodType<T>, json?: string) => {
    refuseCallsInTransactions(log, name);
    return inSpan(
      `${method} ${name}`,
      { kind: 'client', attributes: { 'server.address': base.host, 'url.path': path } },
      async () => {
        const startedAt = performance.now();
        let outcome = 'ok';
        try {
          const answer = await breaker.run(() => request(method, path, json));
          reach.back();
          return answer.status === 404 ? null : schema.parse(answer.body);
        } catch (error) {
          outcome = breaker.state === 'open' ? 'open' : 'error';
          if (isZodError(error)) throw error;
          if (error instanceof WrongAnswer)
            log.warn({ peer: name, path, reason: error.message }, 'call refused');
          else if (!isNotMade(error)) reach.gone(error);
          throw new DomainError('unavailable', 'service-unavailable', {
            detail: `The ${name} service does not answer at the moment.`,
            retryAfter: 2,
            cause: error,
          });
        } finally {
          durations.observe({ peer: name, outcome }, (performance.now() - startedAt) / 1000);
        }
      },
    );
  };

  return {
    get state() {
      return breaker.state;
    },
    get: (path, schema) => call('GET', path, schema),
    post: (path, body, schema) => call('POST', path, schema, JSON.stringify(body)),
    async close() {
      breaker.close();
      await pool.destroy();
    },
  };
}

/** It is there, and one of us is wrong. */
class WrongAnswer extends Error {}

function isZodError(error: unknown): boolean {
  return error instanceof Error && error.name.includes('ZodError');
}
