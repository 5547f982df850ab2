import { Router } from 'express';
import { createCallLimit } from '../http/callLimit.js';
import { createHttpApp, type HttpApp } from '../http/createHttpApp.js';
import { feedRoutes } from './feedRoutes.js';
import { internalLogRoutes } from './internalLogRoutes.js';
import { numberRoutes, witnessRoutes } from './witnessRoutes.js';
import type { KitConfig } from './config.js';
import { bearer, onlyServices, watchers, whenReady } from './guards.js';
import { healthRoutes, type Lifecycle } from './health.js';
import type { Kit } from './Kit.js';
import { operatorRoutes } from './operatorRoutes.js';
import type { ServiceOptions } from './ServiceOptions.js';

/** The service's routes and the kit's own, on one server that does not listen yet. */
export function serveHttp<Config extends KitConfig>(
  options: ServiceOptions<Config>,
  kit: Kit<Config>,
  lifecycle: Lifecycle,
): Pick<HttpApp, 'server' | 'drain'> {
  const { db, log, messaging, metrics, name, serviceTokens } = kit;
  const verify = options.verifyTokens ?? kit.accessTokens.verify;
  const calls = createCallLimit(kit.config.CALLS_PER_MINUTE);
  const { app, server, finish, drain } = createHttpApp({
    log,
    metrics,
    ...options.http,
    limits: { connectionsPerAddress: kit.config.CONNECTIONS_PER_ADDRESS, ...options.http?.limits },
    front: options.front?.(kit),
    authenticate: async (req) => {
      const actor = (await options.authenticate?.(req)) ?? (await bearer(req, verify));
      if (actor) calls.count(actor);
      return actor;
    },
  });

  const routes = options.routes(kit);
  const parts = options.resync?.(kit) ?? {};
  const logParts = { ...kit.logParts, parts };
  const operator = operatorRoutes(name, db, messaging, logParts);
  const internal = Router();
  internal.use(
    onlyServices(serviceTokens.verify),
    feedRoutes(db),
    witnessRoutes(db),
    numberRoutes(parts),
    internalLogRoutes(logParts),
  );
  if (routes.internal) internal.use(routes.internal);

  // The busiest first: Express tries them in this order.
  app.use('/api/v1', whenReady(lifecycle), routes.public, operator);
  app.use('/internal', whenReady(lifecycle), internal);
  app.use(
    healthRoutes({
      service: name,
      lifecycle,
      db,
      metrics,
      log: () => kit.logGuard.phase,
      brokerConnected: () => messaging.connected.publish && messaging.connected.consume,
      unwellQueues: () => messaging.unwellQueues,
      mayWatch: watchers({
        metricsToken: kit.config.METRICS_TOKEN,
        verify,
        verifyService: serviceTokens.verify,
      }),
      checks: options.checks?.(kit),
    }),
  );
  if (routes.root) app.use(routes.root);
  finish([
    { path: '/api/v1', router: routes.public },
    { path: '/api/v1', router: operator },
    ...(routes.internal ? [{ path: '/internal', router: routes.internal }] : []),
    ...(routes.root ? [{ path: '/', router: routes.root }] : []),
  ]);
  return { server, drain };
}
