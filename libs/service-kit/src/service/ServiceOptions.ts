import type { ServiceName } from '@closeout/contracts/services';
import type { Router } from 'express';
import type { Actor } from '../auth/Actor.js';
import type { MessagingOptions } from '../messaging/createMessaging.js';
import type { Clock } from '../db/clock.js';
import type { ResyncParts } from '../eventLog/resync.js';
import type { Front, HttpAppOptions } from '../http/createHttpApp.js';
import type { Authenticate } from '../http/readInput.js';
import type { Subscriptions } from '../inbox/subscriptions.js';
import type { Logger } from '../observability/logger.js';
import type { KitConfig } from './config.js';
import type { Kit } from './Kit.js';

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
  /** Directory with the service's migrations, in Prisma's layout; the kit adds its own. */
  migrations: string;
  subscriptions?: AllSubscriptions | ((kit: Kit<Config>) => AllSubscriptions);
  routes(kit: Kit<Config>): Routes;
  /** Checks an access token; by default with the keys at JWKS_URL. */
  verifyTokens?: (token: string) => Promise<Actor>;
  /** Finds out who calls where that is not (only) an access token in Authorization; asked first. Null: go on with the token. */
  authenticate?: Authenticate;
  /** Further conditions of readiness, by name; a rejection means not ready. */
  checks?: (kit: Kit<Config>) => Record<string, () => Promise<void>>;
  /** What this service adds to a resync after its database, or another service's, was restored. */
  resync?(kit: Kit<Config>): ResyncParts;
  onStart?(kit: Kit<Config>): Promise<void>;
  /** Before requests under way are waited for: ends what would not end by itself, such as event streams. */
  onStopping?(kit: Kit<Config>): void;
  onStop?(kit: Kit<Config>): Promise<void>;
  clock?: Clock;
  log?: Logger;
  messaging?: Pick<MessagingOptions, 'reconcileEveryMs' | 'reconcileGraceMs' | 'relay'>;
  http?: Pick<HttpAppOptions, 'limits' | 'helmet'>;
  /** Sees each request before Express does. */
  front?(kit: Kit<Config>): Front;
}
