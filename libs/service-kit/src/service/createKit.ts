import { serviceNames, urlVariable, type ServiceName } from '@closeout/contracts/services';
import { followEndedTokens } from '../auth/followEndedTokens.js';
import { createServiceTokens } from '../auth/serviceTokens.js';
import { createAccessTokenVerifier } from '../auth/verifyAccessToken.js';
import { createMessaging } from '../messaging/createMessaging.js';
import { sellerClock, systemClock } from '../db/clock.js';
import { openDatabase } from '../db/openDatabase.js';
import { createLogGuard } from '../eventLog/logGuard.js';
import { askPeers } from '../eventLog/witness.js';
import { createLogger } from '../observability/logger.js';
import { createMetrics, gauge } from '../observability/metrics.js';
import { watchReach, type Reach } from '../observability/reach.js';
import { createPeer, type Peer } from '../peers/createPeer.js';
import type { KitConfig } from './config.js';
import type { Kit } from './Kit.js';
import { requireTls } from './requireTls.js';
import { createScheduler, type Scheduler } from './schedule.js';
import type { ServiceOptions } from './ServiceOptions.js';

/** The parts of a service, made but not started. */
export interface Parts<Config extends KitConfig> {
  kit: Kit<Config>;
  scheduler: Scheduler;
  closePeers(): Promise<void>;
}

export function createKit<Config extends KitConfig>(options: ServiceOptions<Config>): Parts<Config> {
  const { name, config } = options;
  requireTls(config);
  const clock = sellerClock(options.clock ?? systemClock, config.SELLER_TIME_ZONE);
  const log = options.log ?? createLogger({ service: name, level: config.LOG_LEVEL });
  const metrics = createMetrics(name, config.BUILD_REVISION);
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
    jwksUrl: config.JWKS_URL ?? `${urlOf('gateway', config)}/.well-known/jwks.json`,
    issuer: config.TOKEN_ISSUER,
  });
  const peers = new Map<ServiceName, Peer>();
  const reaches = new Map<string, Reach>();

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
      const known = peers.get(target);
      if (known) return known;
      const url = urlOf(target, config);
      const peer = createPeer({
        name: target,
        url,
        token: serviceTokens.own,
        log,
        reach: kit.reach(target),
        metrics,
      });
      peers.set(target, peer);
      return peer;
    },
    reach(target) {
      const known = reaches.get(target) ?? watchReach(log, target);
      reaches.set(target, known);
      return known;
    },
    get logParts() {
      return { db, guard: logGuard, witnesses, ask, peer: (other: string) => kit.peer(other as ServiceName) };
    },
    get logGuard() {
      return logGuard;
    },
    schedule: scheduler.schedule,
    get messaging() {
      return messaging;
    },
    wakeRelay: () => {
      messaging.wakeRelay();
    },
  };
  const witnesses = serviceNames.filter((other) => other !== name);
  const ask = askPeers((witness) => kit.peer(witness as ServiceName));
  const logGuard = createLogGuard({
    db,
    witnesses,
    ask,
    log,
    metrics,
    everyMs: config.EVENT_LOG_CHECK_SECONDS * 1000,
  });
  // Handlers may need the kit, and are known before messaging is.
  const subscriptions =
    typeof options.subscriptions === 'function' ? options.subscriptions(kit) : (options.subscriptions ?? {});
  const messaging = createMessaging({
    name,
    namespace: config.NAMESPACE,
    amqpUrl: config.AMQP_URL,
    databaseUrl: config.DATABASE_URL,
    consumers: serviceNames,
    db,
    peer: (source) => kit.peer(source as ServiceName),
    subscriptions,
    metrics,
    log,
    mayGoOn: () => logGuard.phase === 'serving',
    ...options.messaging,
  });
  // The gateway looks into its own database.
  if (name !== 'gateway')
    scheduler.schedule('ended-tokens', 500, followEndedTokens(kit.peer('gateway'), accessTokens.ended));
  gauge(metrics, 'database_connections', 'Connections of the pool', ['state'], (metric) => {
    metric.set({ state: 'total' }, db.pool.totalCount);
    metric.set({ state: 'idle' }, db.pool.idleCount);
    metric.set({ state: 'waiting' }, db.pool.waitingCount);
  });

  return {
    kit,
    scheduler,
    async closePeers() {
      await Promise.all([...peers.values()].map((peer) => peer.close()));
    },
  };
}

/** Nobody is told where it is itself: there a service asks itself. */
function urlOf(target: ServiceName, config: KitConfig): string {
  return config[urlVariable(target)] ?? `http://127.0.0.1:${config.PORT}`;
}
