import { fileURLToPath } from 'node:url';
import { isLogRestored, type Clock, type Database } from '@closeout/service-kit/db';
import { createPlaces, type Front } from '@closeout/service-kit/http';
import type { Logger } from '@closeout/service-kit/observability';
import { createService, type Kit, type Routes, type Service } from '@closeout/service-kit/service';
import { Router } from 'express';
import { createEmailSetUp } from './accountEmails/emailSetUp.js';
import { exchangeApiKey } from './apiKeys/exchangeApiKey.js';
import { apiKeyRoutes } from './apiKeys/routes.js';
import { createCallerCache, type CallerCache } from './callers/callerCache.js';
import { resolveCredential } from './callers/resolveCredential.js';
import type { GatewayConfig } from './config.js';
import { openPrisma, type GatewayDatabase, type Transaction } from './database.js';
import { docsDocuments, docsPages, notBuiltPage } from './docs/routes.js';
import { createKeyRing, type KeyRing } from './keys/keyRing.js';
import { rotateWhenDue, type KeyRotation } from './keys/rotateSigningKey.js';
import { keyRoutes, publishedKeys } from './keys/routes.js';
import { createSeal } from './keys/seal.js';
import { createCallLimits } from './limits/callLimits.js';
import { createLinkLimits } from './limits/linkLimits.js';
import { createSignInLimits } from './limits/signInLimits.js';
import { exchangeOutsideToken, type ExchangeOutsideToken } from './oidc/exchangeOutsideToken.js';
import { outsideProvider } from './oidc/provider.js';
import { passwordLinkRoutes } from './passwordLinks/routes.js';
import { createCors } from './proxy/cors.js';
import { createFrontDoor } from './proxy/frontDoor.js';
import { createProxy, type Proxy } from './proxy/proxy.js';
import { roleRoutes } from './roles/routes.js';
import { resyncParts } from './restore/resyncParts.js';
import { seedRoles } from './roles/seedRoles.js';
import { relyingPartyOf } from './secondFactor/relyingParty.js';
import { internalSecondFactorRoutes, secondFactorRoutes } from './secondFactor/routes.js';
import { secondStep } from './secondFactor/secondStep.js';
import { exchangeCookie } from './sessions/exchangeCookie.js';
import { createSessionCookies, type SessionCookies } from './sessions/sessionCookie.js';
import { sessionRoutes } from './sessions/routes.js';
import { serviceChecks } from './serviceChecks.js';
import { createAccessTokens } from './tokens/accessTokens.js';
import { internalTokenRoutes } from './tokens/internalRoutes.js';
import { createRevocations, type Revocations } from './tokens/revocations.js';
import { scheduleUpkeep, refreshSharedState, sendAccountEmails } from './upkeep.js';
import { keyEmails } from './users/keyEmails.js';
import { warnOfDemoAccounts } from './users/demoAccounts.js';
import { createFirstAccounts } from './users/firstAccounts.js';
import { internalUserRoutes } from './users/internalRoutes.js';
import { userRoutes } from './users/routes.js';
import { webUiRoutes } from './webUi/routes.js';

/** The whole gateway: who may call, and where calls go. */
export function createGateway(options: {
  config: GatewayConfig;
  clock?: Clock;
  log?: Logger;
  /** Where the built web UI lies. */
  webFolder?: string;
}): Service<GatewayConfig> {
  const { config, webFolder = fileURLToPath(new URL('../web/dist', import.meta.url)) } = options;
  let parts: Parts | undefined;
  const assembled = (kit: Kit<GatewayConfig>) => (parts ??= assemble(kit));
  let open = false;

  return createService<GatewayConfig>({
    ...options,
    name: 'gateway',
    // Behind a proxy everybody comes from its address.
    ...(config.TRUST_PROXY > 0 && { http: { limits: { connectionsPerAddress: 0 } } }),
    migrations: fileURLToPath(new URL('../prisma/migrations', import.meta.url)),
    routes: (kit) => routes(assembled(kit), webFolder),
    front: (kit) => front(kit, assembled(kit), () => open),
    verifyTokens: async (token) => {
      if (!parts) throw new Error('asked before the gateway was assembled');
      return (await parts.callers.find(`Bearer ${token}`)).actor;
    },
    checks: serviceChecks,
    resync: () => resyncParts,
    async onStart(kit) {
      const { database, rotation, ring, revocations } = assembled(kit);
      await unlessRestored(() => database.transaction(seedRoles), kit.log);
      await rotateWhenDue(kit.db, rotation);
      await Promise.all([ring.reload(), revocations.poll()]);
      await unlessRestored(() => keyEmails(database, kit.log), kit.log);
      await unlessRestored(
        () => createFirstAccounts({ database, clock: kit.clock, log: kit.log, config }),
        kit.log,
      );
      await warnOfDemoAccounts(database.prisma, kit.log);
      open = true;
    },
    onStopping: (kit) => assembled(kit).proxy.streams.endAll(),
    async onStop(kit) {
      const { proxy, database } = assembled(kit);
      await proxy.close();
      await database.prisma.$disconnect();
    },
  });
}

interface Parts {
  database: GatewayDatabase;
  ring: KeyRing;
  rotation: KeyRotation;
  revocations: Revocations;
  callers: CallerCache;
  cookies: SessionCookies;
  proxy: Proxy;
  public: Router;
  internal: Router;
}

function assemble(kit: Kit<GatewayConfig>): Parts {
  const { config, db, clock, log } = kit;
  const database = openPrisma(db);
  const seal = createSeal(config.KEY_SECRET);
  const tokenMs = config.ACCESS_TOKEN_SECONDS * 1000;
  const policy = {
    leadMs: config.KEY_LEAD_SECONDS * 1000,
    tokenMs,
    maxAgeMs: config.KEY_MAX_AGE_DAYS * 86_400_000,
  };
  const rotation: KeyRotation = { clock, seal, policy };
  const ring = createKeyRing({ query: db.query, seal, clock, log });
  const tokens = createAccessTokens({
    ring,
    issuer: config.TOKEN_ISSUER,
    lifetime: config.ACCESS_TOKEN_SECONDS,
    clock,
  });
  const keepMs = tokenMs + 60_000;
  const revocations = createRevocations({ query: db.query, clock, keepMs });
  const sources = {
    tokens,
    revocations,
    clock,
    exchangeApiKey: exchangeApiKey(db.query, clock),
    exchangeCookie: exchangeCookie(db.query, clock),
    exchangeOutsideToken: outsideTokens(kit, database),
  };
  const callers = createCallerCache({
    resolve: (credential) => resolveCredential(sources, credential),
    revocations,
    clock,
  });
  const proxy = createProxy(kit);
  ring.onChange(callers.clear);
  revocations.onRevoked(proxy.streams.end);
  refreshSharedState(kit, ring, revocations);
  scheduleUpkeep(kit, rotation);
  const email = createEmailSetUp(kit.peer('notifications'));
  sendAccountEmails(kit, { transaction: database.transaction, seal, email });

  /** What was revoked in it holds here before the answer is given; the other replicas poll. */
  const transaction: Transaction = (run) => after(database.transaction(run), revocations.poll);
  const revoking: Database['transaction'] = (run) => after(db.transaction(run), revocations.poll);
  const limits = createSignInLimits(db.pool, config.SIGN_IN_FAILURES);
  const cookies = createSessionCookies(config.PUBLIC_URL, seal);
  const localSignIn = !config.OIDC_ISSUER || config.LOCAL_LOGIN;
  const party = relyingPartyOf(config.PUBLIC_URL);
  const router = Router();
  sessionRoutes(router, {
    database,
    callers,
    tokens,
    limits,
    seal,
    clock,
    revoking,
    localSignIn,
    cookies,
    publicOrigin: originOf(config),
    trustProxy: config.TRUST_PROXY,
    secondStep: (tx, user, step) => secondStep(party, tx, user, step),
  });
  secondFactorRoutes(router, {
    ...{ db, log, prisma: database.prisma, transaction: revoking },
    ...{ tokens, limits, seal, clock, localSignIn, cookies, party },
    publicOrigin: originOf(config),
  });
  keyRoutes(router, { db, ring, rotation });
  passwordLinkRoutes(router, {
    database,
    revoking: transaction,
    seal,
    clock,
    limits: createLinkLimits(db.pool),
    email,
    localSignIn,
  });
  userRoutes(router, { database, revoking: transaction, seal, clock, email, localSignIn });
  roleRoutes(router, { prisma: database.prisma, revoking: transaction, clock });
  apiKeyRoutes(router, { database, revoking: transaction, seal, clock });
  docsDocuments(router);
  const internal = Router();
  internalUserRoutes(internal, database);
  internalSecondFactorRoutes(internal, { transaction: revoking, clock });
  internalTokenRoutes(internal, { query: db.query, keepMs });
  return { database, ring, rotation, revocations, callers, cookies, proxy, public: router, internal };
}

function routes(parts: Parts, webFolder: string): Routes {
  const root = Router();
  publishedKeys(root, parts.ring);
  docsPages(root);
  webUiRoutes(root, { folder: webFolder, notBuilt: notBuiltPage });
  return { public: parts.public, internal: parts.internal, root };
}

function front(kit: Kit<GatewayConfig>, parts: Parts, isOpen: () => boolean): Front {
  const { config, log } = kit;
  return createFrontDoor({
    callers: parts.callers,
    cookies: parts.cookies,
    publicOrigin: originOf(config),
    proxy: parts.proxy,
    limits: createCallLimits({
      perCaller: config.RATE_LIMIT_PER_MINUTE,
      perStranger: config.RATE_LIMIT_STRANGERS_PER_MINUTE,
      pages: config.RATE_LIMIT_PAGES_PER_MINUTE,
    }),
    underWay: createPlaces({ atOnce: Infinity, ofOne: maxUnderWay(config), waiting: 0 }),
    cors: createCors(config.CORS_ORIGINS),
    trustProxy: config.TRUST_PROXY,
    log,
    isOpen,
  });
}

/** At a service, and waiting for a place there: whoever has more under way is refused. */
function maxUnderWay({ CALLS_AT_ONCE }: GatewayConfig): number {
  return CALLS_AT_ONCE * 16;
}

function originOf({ PUBLIC_URL }: GatewayConfig): string {
  return new URL(PUBLIC_URL).origin;
}

function outsideTokens(
  { config, clock }: Kit<GatewayConfig>,
  database: GatewayDatabase,
): ExchangeOutsideToken | null {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_ROLE_CLAIM: roleClaim } = config;
  if (!issuer || !audience) return null;
  return exchangeOutsideToken({
    provider: outsideProvider({ issuer, audience, clock }),
    roleClaim,
    database,
    clock,
  });
}

async function after<R>(work: Promise<R>, next: () => Promise<void>): Promise<R> {
  const result = await work;
  await next();
  return result;
}

/** A restored database takes nothing new, and is still read from: whoever looks after it has to be able to sign in. */
async function unlessRestored(begin: () => Promise<unknown>, log: Logger): Promise<void> {
  try {
    await begin();
  } catch (error) {
    if (!isLogRestored(error)) throw error;
    log.warn('roles and first accounts are not completed until the database was resynced');
  }
}
