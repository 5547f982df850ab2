import type { ServiceName } from '@closeout/contracts/services';
import type { Registry } from 'prom-client';
import type { AccessTokenVerifier } from '../auth/verifyAccessToken.js';
import type { ServiceTokens } from '../auth/serviceTokens.js';
import type { SellerClock } from '../db/clock.js';
import type { Database } from '../db/openDatabase.js';
import type { LogParts } from '../eventLog/resyncLog.js';
import type { LogGuard } from '../eventLog/logGuard.js';
import type { Logger } from '../observability/logger.js';
import type { Reach } from '../observability/reach.js';
import type { Peer } from '../peers/createPeer.js';
import type { Messaging } from '../messaging/createMessaging.js';
import type { KitConfig } from './config.js';
import type { Schedule } from './schedule.js';

/** What a service's own code gets from the kit. */
export interface Kit<Config extends KitConfig = KitConfig> {
  readonly name: ServiceName;
  readonly config: Config;
  readonly db: Database;
  readonly log: Logger;
  readonly clock: SellerClock;
  readonly metrics: Registry;
  readonly serviceTokens: ServiceTokens;
  readonly accessTokens: AccessTokenVerifier;
  peer(name: ServiceName): Peer;
  /** Whether a service, or something else that this one needs, can be reached: told to the log once. */
  reach(name: string): Reach;
  schedule: Schedule;
  /** Whether this service's log may go on. */
  readonly logGuard: LogGuard;
  readonly logParts: Omit<LogParts, 'parts'>;
  /** Feed followers, status, and waking what waits. Started and stopped by the kit. */
  readonly messaging: Messaging;
  /** Done by the kit itself after each commit that wrote events. */
  wakeRelay(): void;
}
