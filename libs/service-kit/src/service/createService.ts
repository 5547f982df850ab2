import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDatabaseAway } from '../db/errors.js';
import { migrate } from '../db/migrate.js';
import { forgetOldAnswers } from '../http/idempotency.js';
import { startTracing } from '../observability/tracing.js';
import { backoff, pause } from '../waiting/backoff.js';
import type { KitConfig } from './config.js';
import { createKit } from './createKit.js';
import type { Lifecycle } from './health.js';
import type { Kit } from './Kit.js';
import { serveHttp } from './serveHttp.js';
import type { ServiceOptions } from './ServiceOptions.js';

export interface Service<Config extends KitConfig = KitConfig> {
  /** Listens at once (live, not ready), then waits for its database for as long as it takes. */
  start(): Promise<{ port: number; url: string }>;
  stop(): Promise<void>;
  readonly kit: Kit<Config>;
}

/** All plumbing of a service; its own code is `routes` and `subscriptions`. */
export function createService<Config extends KitConfig>(options: ServiceOptions<Config>): Service<Config> {
  const { name, config } = options;
  const { kit, scheduler, closePeers } = createKit(options);
  const { db, log, messaging, metrics } = kit;
  const lifecycle: Lifecycle = { phase: 'starting' };
  const { server, drain } = serveHttp(options, kit, lifecycle);
  const stopping = new AbortController();
  let starting: Promise<unknown> = Promise.resolve();
  let stopTracing = async (): Promise<void> => {};

  scheduler.schedule('forget-old-answers', 3_600_000, () => forgetOldAnswers(db), { oneReplica: true });

  async function start(): Promise<{ port: number; url: string }> {
    stopTracing = await startTracing(name, config.OTEL_EXPORTER_OTLP_ENDPOINT);
    const port = await listen(server, config);
    await migrated();
    stopping.signal.throwIfAborted();
    // Before anything is written: this may be a database from a backup.
    await kit.logGuard.check();
    stopping.signal.throwIfAborted();
    await options.onStart?.(kit);
    stopping.signal.throwIfAborted();
    messaging.start();
    scheduler.start();
    kit.logGuard.start();
    lifecycle.phase = 'ready';
    return { port, url: `http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${port}` };
  }

  async function migrated(): Promise<void> {
    for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
      try {
        await migrate({ url: config.DATABASE_URL, directory: options.migrations, log });
        db.reach.back();
        return;
      } catch (error) {
        if (!isDatabaseAway(error)) throw error;
        db.reach.gone(error);
        await pause(backoff(attempt, { firstMs: 100, maxMs: 2_000 }), stopping.signal);
      }
    }
  }

  async function stop(): Promise<void> {
    lifecycle.phase = 'stopping';
    stopping.abort(new Error('stopped while starting'));
    await starting;
    options.onStopping?.(kit);
    // First no more work comes in, then what came in is finished, then what it said is published.
    await Promise.all([drain(), scheduler.stop(), kit.logGuard.stop()]);
    await messaging.stop();
    await options.onStop?.(kit);
    await closePeers();
    await db.close();
    await stopTracing();
    metrics.clear();
  }

  return {
    kit,
    start() {
      const started = start();
      starting = started.catch(() => undefined); // whoever called start is told
      return started;
    },
    stop,
  };
}

function listen(server: Server, config: KitConfig): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
