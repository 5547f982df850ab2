import { Router } from 'express';
import { unauthenticated } from '../auth/Actor.js';
import type { Database } from '../db/openDatabase.js';
import { sendText } from '../http/send.js';
import type { Metrics } from '../observability/metrics.js';
import type { MayWatch } from './guards.js';

/** What a service is waiting for; `ready` once it has everything that it cannot work without. */
export interface Lifecycle {
  phase: 'starting' | 'ready' | 'stopping';
}

export interface HealthOptions {
  service: string;
  lifecycle: Lifecycle;
  db: Database;
  metrics: Metrics;
  brokerConnected: () => boolean;
  /** Queues that serve no consumer: what comes through them comes later, and the service goes on. */
  unwellQueues: () => readonly string[];
  mayWatch: MayWatch;
  /** Whether the event log may go on: a restored one is told, and still read from. */
  log: () => 'serving' | 'checking' | 'restored';
  /** Further conditions, by name; a rejection says what is missing. */
  checks?: Record<string, () => Promise<void>>;
}

const checkTimeoutMs = 2_000;

/**
 * `/livez`: the process answers. `/readyz`: migrations are applied and the database answers now. The broker is
 * reported but not required: without it commands are taken all the same, and their events wait. A queue that serves no
 * consumer makes the service degraded, which is ready too.
 *
 * Strangers are told whether the service is ready, not why; metrics they are refused.
 */
export function healthRoutes(options: HealthOptions): Router {
  const router = Router();

  router.get('/livez', (_req, res) =>
    sendText(res, 200, JSON.stringify({ status: 'live', service: options.service })),
  );

  const look = shared(() =>
    Promise.all([
      outcome(() => options.db.query('SELECT 1')),
      ...Object.values(options.checks ?? {}).map(outcome),
    ]),
  );

  router.get('/readyz', async (req, res) => {
    const [database, ...others] = await look();
    const names = Object.keys(options.checks ?? {});
    const ready =
      options.lifecycle.phase === 'ready' && database === 'up' && others.every((state) => state === 'up');
    const unwell = options.unwellQueues();
    const served = unwell.length === 0 ? 'ready' : 'degraded';
    const report = { status: ready ? served : 'not-ready', service: options.service };
    const details = {
      phase: options.lifecycle.phase,
      checks: {
        database,
        broker: options.brokerConnected() ? 'up' : 'down',
        ...(unwell.length > 0 && { queues: Object.fromEntries(unwell.map((queue) => [queue, 'down'])) }),
        ...(options.log() !== 'serving' && { log: options.log() }),
        ...Object.fromEntries(names.map((name, index) => [name, others[index]])),
      },
    };
    const shown = (await options.mayWatch(req)) ? { ...report, ...details } : report;
    sendText(res, ready ? 200 : 503, JSON.stringify(shown), { 'Cache-Control': 'no-store' });
  });

  router.get('/metrics', async (req, res) => {
    if (!(await options.mayWatch(req)))
      throw unauthenticated(
        'unauthenticated',
        'Metrics are for operators: send METRICS_TOKEN as a bearer token, or the token of a user with operations.manage.',
      );
    const text = await options.metrics.metrics();
    res
      .writeHead(200, { 'Content-Type': options.metrics.contentType, 'Cache-Control': 'no-store' })
      .end(text);
  });

  return router;
}

const lookAgainAfterMs = 1_000;

/** Whoever asks while a look is under way, or shortly after, has its answer: so many who ask cost no more than one. */
function shared<T>(look: () => Promise<T>): () => Promise<T> {
  let last: Promise<T> | null = null;
  let doneAt = Infinity;
  return () => {
    if (last && performance.now() - doneAt < lookAgainAfterMs) return last;
    doneAt = Infinity;
    last = look().finally(() => (doneAt = performance.now()));
    return last;
  };
}

/** One that does not answer in time is down, whatever it says later. */
async function outcome(check: () => Promise<unknown>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'down'>((resolve) => (timer = setTimeout(() => resolve('down'), checkTimeoutMs)));
  try {
    return await Promise.race([
      check().then(
        () => 'up' as const,
        () => 'down' as const,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
