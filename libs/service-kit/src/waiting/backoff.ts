import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Milliseconds to wait before the next try, after `failures` earlier ones in a row: doubling from `firstMs` up to `maxMs`, half of it
 * random, so that not all come back at the same moment. The one formula for all services.
 */
export function backoff(
  failures: number,
  options: { firstMs: number; maxMs: number },
  random = Math.random,
): number {
  const full = Math.min(options.maxMs, options.firstMs * 2 ** Math.min(failures, 30));
  return full / 2 + (full / 2) * random();
}

/** About as long, so that replicas that started together do not stay in step. */
export function around(ms: number, random = Math.random): number {
  return ms * (0.9 + 0.2 * random());
}

/** Waits; returns at once when the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await sleep(ms, undefined, { signal }).catch(() => undefined); // the only rejection is the abort itself
}

/** Resolves when one of the signals aborts. */
export function aborted(...signals: AbortSignal[]): Promise<void> {
  if (signals.some((signal) => signal.aborted)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      // Some of them live as long as the service, and are waited for on each channel anew.
      for (const signal of signals) signal.removeEventListener('abort', done);
      resolve();
    };
    for (const signal of signals) signal.addEventListener('abort', done);
  });
}
