import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Router, type Request, type RequestHandler } from 'express';
import { DomainError } from '@closeout/contracts';
import { createMessaging, type MessagingOptions } from '../broker/createMessaging.js';
import { unauthenticated, type Actor } from '../auth/Actor.js';
import { createServiceTokens } from '../auth/serviceTokens.js';
import { createAccessTokenVerifier } from '../auth/verifyAccessToken.js';
import { systemClock, type Clock } from '../db/clock.js';
import { isDatabaseAway } from '../db/errors.js';
import { migrate } from '../db/migrate.js';
import { openDatabase } from '../db/openDatabase.js';
import type { Authenticate } from '../http/readInput.js';
import { createHttpApp, type Front, type HttpAppOptions } from '../http/createHttpApp.js';
import { forgetOldAnswers } from '../http/idempotency.js';
import type { Subscriptions } from '../inbox/subscriptions.js';
import { requestScope } from '../http/requestScope.js';
import { createLogger, type Logger } from '../observability/logger.js';
import { createMetrics, gauge } from '../observability/metrics.js';
import { startTracing } from '../observability/tracing.js';
import { feedRoutes } from '../outbox/feedRoutes.js';
import { createPeer, type Peer } from '../peers/createPeer.js';
import type { KitConfig } from './config.js';
import { drain } from './drain.js';
import { healthRoutes, type Lifecycle } from './health.js';
import type { Kit, ServiceName } from './Kit.js';
import { operatorRoutes } from './operatorRoutes.js';
import { createScheduler } from './schedule.js';

/** By producing service. */
export type AllSubscriptions = Partial<Record<ServiceName, Subscriptions>>;

export interface Routes {
  /** Under /api/v1. */
  public: Router;
  /** Under /internal, for the other services only. */
  internal?: Router;
  /** At the root, with no check of who calls: documentation, keys, the web UI. */
  root?: Router;
}

export interface ServiceOptions<Config extends KitConfig = KitConfig> {
  name: ServiceName;
  config: Config;
  /** Directory with the migrations, in Prisma's layout. */
  migrations: string;
  subscriptions?: AllSubscriptions | ((kit: Kit<Config>) => AllSubscriptions);
  routes(kit: Kit<Config>): Routes;
  /** Checks an access token; by default with the keys at JWKS_URL. */
  verifyTokens?: (token: string) => Promise<Actor>;
  /** Finds out who calls where that is not (only) an access token in Authorization; asked first. Null: go on with the token. */
  authenticate?: Authenticate;
  /** Further conditions of readiness, by name; a rejection means not ready. */
  checks?: (kit: Kit<Config>) => Record<string, () => Promise<void>>;
  onStart?(kit: Kit<Config>): Promise<void>;
  onStop?(kit: Kit<Config>): Promise<void>;
  clock?: Clock;
  log?: Logger;
  messaging?: Pick<MessagingOptions, 'reconcileEveryMs' | 'reconcileGraceMs' | 'relay'>;
  http?: Pick<HttpAppOptions, 'limits' | 'helmet'>;
  /** Sees each request before Express does. */
  front?(kit: Kit<Config>): Front;
}

export interface Service<Config extends KitConfig = KitConfig> {
  /** Listens at once (live, not ready), then waits for its database for as long as it takes. */
  start(): Promise<{ port: number; url: string }>;
  stop(): Promise<void>;
  readonly kit: Kit<Config>;
}

/** All plumbing of a service; its own code is `routes` and `subscriptions`. */
export function createService<Config extends KitConfig>(options: ServiceOptions<Config>): Service<Config> {
  const { name, config } = options;
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createLogger({ service: name, level: config.LOG_LEVEL });
  const metrics = createMetrics(name);
  const db = openDatabase({
    url: config.DATABASE_URL,
    service: name,
    poolSize: config.DATABASE_POOL,
    log,
    clock,
  });
  const scheduler = createScheduler(db, log);
  const serviceTokens = createServiceTokens({ secret: config.SERVICE_SECRET, service: name });
  const accessTokens = createAccessTokenVerifier({
    jwksUrl: config.JWKS_URL ?? `${config.GATEWAY_URL}/.well-known/jwks.json`,
    issuer: config.TOKEN_ISSUER,
  });
  const peers = new Map<ServiceName, Peer>();
  const lifecycle: Lifecycle = { phase: 'starting' };
  const stopping = new AbortController();
  let starting: Promise<unknown> = Promise.resolve();
  let stopTracing = async (): Promise<void> => {};

  const kit: Kit<Config> = {
    name,
    config,
    db,
    log,
    clock,
    metrics,
    serviceTokens,
    accessTokens,
    peer(target) {
      let peer = peers.get(target);
      if (!peer) {
        peer = createPeer({
          name: target,
          url: urlOf(target, config),
          token: serviceTokens.own,
          log,
          metrics,
        });
        peers.set(target, peer);
      }
      return peer;
    },
    schedule: scheduler.schedule,
    get messaging() {
      return messaging;
    },
    wakeRelay: () => messaging.wakeRelay(),
  };
  const subscriptions =
    typeof options.subscriptions === 'function' ? options.subscriptions(kit) : (options.subscriptions ?? {});
  const messaging = createMessaging({
    name,
    namespace: config.NAMESPACE,
    amqpUrl: config.AMQP_URL,
    databaseUrl: config.DATABASE_URL,
    db,
    peer: (source) => kit.peer(source as ServiceName),
    subscriptions,
    metrics,
    log,
    ...options.messaging,
  });
  poolMetrics(kit);

  const verify = options.verifyTokens ?? accessTokens.verify;
  const http = createHttpApp({
    log,
    metrics,
    ...options.http,
    front: options.front?.(kit),
    authenticate: async (req) => (await options.authenticate?.(req)) ?? bearer(req, verify),
  });
  const routes = options.routes(kit);
  const internal = Router();
  internal.use(onlyServices(serviceTokens.verify), feedRoutes(db));
  if (routes.internal) internal.use(routes.internal);
  http.app.use(
    healthRoutes({
      service: name,
      lifecycle,
      db,
      metrics,
      brokerConnected: () => messaging.connected.publish && messaging.connected.consume,
      checks: options.checks?.(kit),
    }),
  );
  const operator = operatorRoutes(name, db, messaging);
  http.app.use('/api/v1', whenReady(lifecycle), routes.public, operator);
  http.app.use('/internal', whenReady(lifecycle), internal);
  if (routes.root) http.app.use(routes.root);
  http.finish([
    { path: '/api/v1', router: routes.public },
    { path: '/api/v1', router: operator },
    ...(routes.internal ? [{ path: '/internal', router: routes.internal }] : []),
    ...(routes.root ? [{ path: '/', router: routes.root }] : []),
  ]);

  scheduler.schedule('forget-old-answers', 3_600_000, () => forgetOldAnswers(db), { oneReplica: true });

  async function migrated(): Promise<void> {
    for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
      try {
        return await migrate({ url: config.DATABASE_URL, directory: options.migrations, log });
      } catch (error) {
        if (!isDatabaseAway(error)) throw error;
        if (attempt % 10 === 0) log.warn({ err: error }, 'waiting for the database');
        await sleep(Math.min(2_000, 100 * 2 ** Math.min(attempt, 5)), undefined, {
          signal: stopping.signal,
        }).catch(() => undefined); // only aborted by a stop, which the loop looks for
      }
    }
  }

  async function start(): Promise<{ port: number; url: string }> {
    stopTracing = await startTracing(name, config.OTEL_EXPORTER_OTLP_ENDPOINT);
    const port = await listen(http.server, config);
    await migrated();
    if (stopping.signal.aborted) throw new Error('stopped while starting');
    await options.onStart?.(kit);
    if (stopping.signal.aborted) throw new Error('stopped while starting');
    messaging.start();
    scheduler.start();
    lifecycle.phase = 'ready';
    return { port, url: `http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${port}` };
  }

  async function stop(): Promise<void> {
    lifecycle.phase = 'stopping';
    stopping.abort();
    await starting;
    // First no more work comes in, then what came in is finished, then what it said is published.
    await Promise.all([drain(http.server), scheduler.stop()]);
    await messaging.stop();
    await options.onStop?.(kit);
    await Promise.all([...peers.values()].map((peer) => peer.close()));
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

function listen(server: ReturnType<typeof createHttpApp>['server'], config: KitConfig): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function urlOf(target: ServiceName, config: KitConfig): string {
  return {
    gateway: config.GATEWAY_URL,
    projects: config.PROJECTS_URL,
    billing: config.BILLING_URL,
    notifications: config.NOTIFICATIONS_URL,
  }[target];
}

async function bearer(req: Request, verify: (token: string) => Promise<Actor>): Promise<Actor | null> {
  const header = req.headers.authorization;
  if (header === undefined) return null;
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(header)?.[1];
  if (!token) throw unauthenticated('token-invalid', 'Authorization must be "Bearer <token>".');
  return verify(token);
}

function onlyServices(verify: (token: string) => Promise<Actor>): RequestHandler {
  return async (req, _res, next) => {
    const actor = await bearer(req, verify);
    if (!actor) throw unauthenticated('unauthenticated', 'This is for the other services only.');
    const scope = requestScope(req);
    scope.actor = actor;
    scope.context.actor = actor;
    next();
  };
}

/** Before the migrations are applied nothing of a service can work. */
function whenReady(lifecycle: Lifecycle): RequestHandler {
  return (_req, res, next) => {
    if (lifecycle.phase === 'starting') {
      throw new DomainError('unavailable', 'service-starting', {
        detail: 'The service is starting.',
        retryAfter: 1,
      });
    }
    if (lifecycle.phase === 'stopping') res.setHeader('Connection', 'close');
    next();
  };
}

function poolMetrics({ db, metrics }: Kit): void {
  gauge(metrics, 'database_connections', 'Connections of the pool', ['state'], (metric) => {
    metric.set({ state: 'total' }, db.pool.totalCount);
    metric.set({ state: 'idle' }, db.pool.idleCount);
    metric.set({ state: 'waiting' }, db.pool.waitingCount);
  });
}
