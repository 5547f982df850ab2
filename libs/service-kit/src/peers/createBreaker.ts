import CircuitBreaker from 'opossum';
import type { Logger } from '../observability/logger.js';
import { counter, gauge, type Metrics } from '../observability/metrics.js';

export type BreakerState = 'closed' | 'half-open' | 'open';

/** Lets no call through to what has just failed again and again, so that one that hangs does not hang its callers. */
export interface Breaker {
  /** @throws Error for which `isNotMade` holds, at once, while the breaker is open; else what the call throws */
  run<T>(call: () => Promise<T>): Promise<T>;
  readonly state: BreakerState;
  close(): void;
}

export interface BreakerOptions {
  /** What is called. */
  target: string;
  /** With fewer calls in 5 s it stays closed, whatever became of them. */
  volume: number;
  /** How many of them, of a hundred, may fail. Default 50. */
  maxFailedPercent?: number;
  /** How long it stays open before one call may try again. */
  resetTimeoutMs: number;
  /** An error that says nothing about what is called. */
  isNobodysFault?: (error: unknown) => boolean;
  metrics: Metrics;
  log: Logger;
}

/** Timeouts are the callers' own: those also end the request and its connection. */
export function createBreaker(options: BreakerOptions): Breaker {
  const { target, metrics, log, isNobodysFault } = options;
  const opened = counter(metrics, 'circuit_breaker_opened_total', 'How often a breaker opened', ['target']);
  const circuit = new CircuitBreaker<[() => Promise<unknown>], unknown>((call) => call(), {
    name: target,
    timeout: false,
    errorThresholdPercentage: options.maxFailedPercent ?? 50,
    volumeThreshold: options.volume,
    rollingCountTimeout: 5_000,
    rollingCountBuckets: 5,
    rollingPercentilesEnabled: false,
    resetTimeout: options.resetTimeoutMs,
    ...(isNobodysFault && { errorFilter: isNobodysFault }),
  });
  circuit.on('open', () => {
    opened.inc({ target });
    log.debug({ target }, 'circuit breaker open');
  });
  circuit.on('close', () => log.debug({ target }, 'circuit breaker closed'));
  const state = (): BreakerState => (circuit.opened ? 'open' : circuit.halfOpen ? 'half-open' : 'closed');
  watchState(metrics, target, state);

  /**
   * The library counts a call when it begins and its failure when it ends: one that hung for longer than the 5 s would fail
   * beside calls that it does not belong to. So a closed breaker is told of a call when it is over.
   */
  async function counted<T>(call: () => Promise<T>): Promise<T> {
    const result = call();
    try {
      return await result;
    } finally {
      circuit.fire(() => result).catch(() => undefined); // the caller has it from the call itself
    }
  }

  return {
    run: <T>(call: () => Promise<T>) => (circuit.closed ? counted(call) : (circuit.fire(call) as Promise<T>)),
    get state() {
      return state();
    },
    close: () => circuit.shutdown(),
  };
}

/** The breaker let no call through, which tells nothing new: the calls that opened it did. */
export function isNotMade(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'EOPENBREAKER' || code === 'ESHUTDOWN';
}

const watched = new WeakMap<Metrics, Map<string, () => BreakerState>>();

function watchState(metrics: Metrics, target: string, state: () => BreakerState): void {
  const states = watched.get(metrics) ?? new Map<string, () => BreakerState>();
  states.set(target, state);
  if (watched.has(metrics)) return;
  watched.set(metrics, states);
  gauge(metrics, 'circuit_breaker_state', '0 closed, 1 half open, 2 open', ['target'], (metric) => {
    for (const [name, read] of states)
      metric.set({ target: name }, { closed: 0, 'half-open': 1, open: 2 }[read()]);
  });
}
