import { createBreaker, isNotMade, type Breaker } from '@closeout/service-kit/http';
import type { Logger, Metrics } from '@closeout/service-kit/observability';
import { Pool, type Dispatcher } from 'undici';
import { ClientGone, type Done } from './exchange.js';

/** A service as the proxy sees it: connections that are kept open, and a breaker in front of them. */
export interface Upstream {
  readonly name: string;
  /** Makes a call unless the breaker is open or too many are under way; then tells at once (`isRefusal`). */
  run(call: (done: Done) => void, done: Done): void;
  /** Where to send a call. Event streams have connections of their own: each holds one for hours. */
  dispatcher(stream: boolean): Dispatcher;
  readonly breaker: Breaker;
  close(): Promise<void>;
}

export interface UpstreamOptions {
  name: string;
  url: string;
  connections: number;
  timeoutMs: number;
  /** How long the breaker stays open before it lets one call try. */
  retryAfterMs: number;
  metrics: Metrics;
  log: Logger;
}

/** Beyond this many calls at once a service is not keeping up, and more would only queue. */
const capacity = 2000;
const maxStreams = 2000;

export function openUpstream(options: UpstreamOptions): Upstream {
  const { name, url, connections, timeoutMs, retryAfterMs } = options;
  const settings = {
    pipelining: 1,
    connect: { timeout: Math.min(timeoutMs, 3_000) },
    headersTimeout: timeoutMs,
  };
  const pool = new Pool(url, { ...settings, connections, bodyTimeout: timeoutMs });
  const streams = new Pool(url, { ...settings, connections: maxStreams, bodyTimeout: 0 });
  const breaker = createBreaker({
    ...{ target: `proxy ${name}`, volume: 10, metrics: options.metrics, log: options.log },
    ...{ resetTimeoutMs: retryAfterMs, isNobodysFault },
  });
  let underWay = 0;

  function run(call: (done: Done) => void, done: Done): void {
    if (underWay >= capacity) return done(new Overloaded(name));
    underWay += 1;
    const finish = (error: Error | null) => {
      underWay -= 1;
      done(error);
    };
    const promised = () =>
      new Promise<void>((resolve, reject) => call((error) => (error ? reject(error) : resolve())));
    breaker.run(promised).then(() => finish(null), finish);
  }

  return {
    name,
    breaker,
    run,
    dispatcher: (stream) => (stream ? streams : pool),
    async close() {
      breaker.close();
      await Promise.all([pool.destroy(), streams.destroy()]);
    },
  };
}

class Overloaded extends Error {
  constructor(name: string) {
    super(`${name} has ${capacity} calls under way`);
  }
}

/** The call was not made: the breaker is open, or the service is not keeping up. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Overloaded || isNotMade(error);
}

/** A client that hangs up says nothing about the service. */
function isNobodysFault(error: unknown): boolean {
  return error instanceof ClientGone;
}
