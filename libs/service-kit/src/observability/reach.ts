import type { Logger } from './logger.js';

/** Whether something that this service needs can be reached: one line when it goes, one when it is back. */
export interface Reach {
  /** An attempt failed because it is away. */
  gone(error: unknown): void;
  back(): void;
}

/**
 * Services, broker and databases that start together find each other within seconds. What was never there yet is
 * therefore missed only after a while, so that a normal start warns of nothing.
 */
const patienceMs = 30_000;

export function watchReach(log: Logger, peer: string, options: { patienceMs?: number } = {}): Reach {
  const begun = Date.now();
  let state: 'unknown' | 'there' | 'away' = 'unknown';
  let since = begun;
  let first: unknown;

  return {
    gone(error) {
      if (state === 'away') return;
      // Later attempts may only tell that none is made any more.
      if (state === 'unknown') first ??= error;
      if (state === 'unknown' && Date.now() - begun < (options.patienceMs ?? patienceMs)) return;
      if (state === 'there') since = Date.now();
      state = 'away';
      log.warn({ peer, reason: reasonOf(first ?? error) }, `${peer} is away`);
    },
    back() {
      if (state === 'there') return;
      if (state === 'away')
        log.info({ peer, awaySeconds: Math.round((Date.now() - since) / 1000) }, `${peer} is back`);
      state = 'there';
      first = undefined;
    },
  };
}

/** Of several ways to one peer, such as connections: it is there when all are. */
export function reachOver(reach: Reach, ways: number): Reach[] {
  const up = new Set<number>();
  return Array.from({ length: ways }, (_, way) => ({
    gone(error: unknown) {
      up.delete(way);
      reach.gone(error);
    },
    back() {
      up.add(way);
      if (up.size === ways) reach.back();
    },
  }));
}

/** In one line, without a stack: what matters is that it is away. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, cause, errors } = error as Error & { code?: unknown; errors?: unknown };
  // Connecting to a name with several addresses fails with one error for each of them, and no message.
  if (error.message === '' && Array.isArray(errors)) return reasonOf(errors[0]);
  const text = error.message || String(code ?? error.name);
  return (
    cause instanceof Error && cause.message && !text.includes(cause.message)
      ? `${text}: ${cause.message}`
      : text
  ).slice(0, 300);
}
