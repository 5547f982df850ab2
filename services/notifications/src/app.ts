import { join } from 'node:path';
import { serviceNames } from '@closeout/contracts/services';
import type { Clock } from '@closeout/service-kit/db';
import { createBreaker } from '@closeout/service-kit/http';
import type { Logger } from '@closeout/service-kit/observability';
import { createService, type Kit, type Service, type Wake } from '@closeout/service-kit/service';
import express from 'express';
import { internalAccountRoutes } from './accounts/internalRoutes.js';
import type { NotificationsConfig } from './config.js';
import type { RetryPolicy } from './emails/email.js';
import { emailMetrics } from './emails/emailMetrics.js';
import { internalEmailRoutes } from './emails/internalRoutes.js';
import { domainOf } from './emails/queueEmails.js';
import { requireMailTls } from './emails/requireMailTls.js';
import { emailRoutes } from './emails/routes.js';
import { guardedMailer } from './emails/guardedMailer.js';
import { type Sending, sendQueuedEmails } from './emails/sendQueuedEmails.js';
import { type Mailer, noMailer, smtpMailer } from './emails/smtpMailer.js';
import { appendToFeed } from './feed/appendToFeed.js';
import { makePartitions } from './feed/makePartitions.js';
import { internalFeedRoutes } from './feed/internalRoutes.js';
import { feedRoutes } from './feed/routes.js';
import { preferenceRoutes } from './preferences/routes.js';
import { feedLog } from './restore/feedLog.js';
import { resyncParts } from './restore/resyncParts.js';
import { createEventStreams, type EventStreams } from './stream/eventStreams.js';
import { streamRoutes } from './stream/routes.js';
import { subscriptions } from './subscriptions.js';

const hour = 3_600_000;
/** What was left by a replica that died, or restored under us. */
const whenNobodyWakesMs = 2_000;
/** To the mail server, from each replica. */
const connections = 4;

export interface NotificationsOptions {
  config: NotificationsConfig;
  clock?: Clock;
  log?: Logger;
  mailer?: Mailer;
}

export function createNotifications({
  config,
  clock,
  log,
  mailer,
}: NotificationsOptions): Service<NotificationsConfig> {
  requireMailTls(config);
  const mailing = {
    publicUrl: config.PUBLIC_URL,
    mailDomain: domainOf(config.MAIL_FROM),
    maxAgeMs: config.MAIL_MAX_AGE_HOURS * hour,
    patienceMs: config.MAIL_PATIENCE_MS,
  };
  const policy: RetryPolicy = {
    maxRefusals: config.MAIL_ATTEMPTS,
    firstMs: config.MAIL_RETRY_FIRST_MS,
    maxMs: config.MAIL_RETRY_LONGEST_MS,
    giveUpAfterMs: config.MAIL_GIVE_UP_HOURS * hour,
  };
  const smtp =
    mailer ??
    (config.SMTP_URL === null
      ? noMailer
      : smtpMailer({
          url: config.SMTP_URL,
          from: config.MAIL_FROM,
          timeoutMs: config.MAIL_TIMEOUT_MS,
          connections,
        }));

  let mailServer = smtp;
  let wakeStreams: Wake = () => undefined; // until it is there
  let streams: EventStreams | undefined;
  const streamsOf = (kit: Kit) => (streams ??= createEventStreams(kit.db, () => wakeStreams()));
  const handlers = (kit: Kit) =>
    subscriptions({ ...mailing, language: config.MAIL_LANGUAGE, startedAt: kit.clock.now() }, kit.clock);

  return createService<NotificationsConfig>({
    name: 'notifications',
    config,
    clock,
    log,
    migrations: join(import.meta.dirname, '../prisma/migrations'),
    subscriptions: handlers,
    resync: resyncParts,
    routes(kit) {
      const router = express.Router();
      emailRoutes(router, kit);
      preferenceRoutes(router, kit);
      feedRoutes(router, kit);
      streamRoutes(router, streamsOf(kit));
      kit.logGuard.alsoCheck(feedLog(kit.db));
      const internal = express.Router();
      internal.use(
        internalEmailRoutes(kit, handlers(kit)),
        internalFeedRoutes(kit),
        internalAccountRoutes(kit, {
          mailing: { ...mailing, language: config.MAIL_LANGUAGE, timeZone: config.SELLER_TIME_ZONE },
          isSetUp: smtp !== noMailer,
        }),
      );
      return { public: router, internal };
    },
    async onStart(kit) {
      await makePartitions(kit.db);
      const { ended } = kit.accessTokens;
      ended.onAdded(() => streamsOf(kit).endThose(ended.has));
      wakeStreams = kit.schedule('forward-events', whenNobodyWakesMs, streamsOf(kit).forward, {
        gatherMs: 100,
      });
      // The public feed holds everyone's events, its own too.
      for (const source of serviceNames)
        kit.messaging.followFeed({ source, append: appendToFeed, onAppended: wakeStreams });
      kit.schedule('event-stream-heartbeat', 13_000, async () => streamsOf(kit).heartbeat());
      kit.schedule('make-feed-partitions', hour, () => makePartitions(kit.db), { oneReplica: true });
      const breaker = createBreaker({
        ...{ target: 'mail server', volume: 1, maxFailedPercent: 0 },
        ...{ resetTimeoutMs: policy.firstMs, metrics: kit.metrics, log: kit.log },
      });
      mailServer = guardedMailer(smtp, breaker);
      const sending: Sending = {
        db: kit.db,
        mailer: mailServer,
        breaker,
        maySend: () => kit.logGuard.phase === 'serving',
        reach: kit.reach('mail server'),
        policy,
        leaseMs: 2 * config.MAIL_TIMEOUT_MS,
        atOnce: connections,
        clock: kit.clock,
        log: kit.log,
        metrics: emailMetrics(kit),
      };
      const wakeSender = kit.schedule('send-emails', whenNobodyWakesMs, (signal) =>
        sendQueuedEmails(sending, signal),
      );
      wakeSender(); // what was queued before
    },
    onStopping: (kit) => streamsOf(kit).endAll(),
    async onStop() {
      mailServer.close();
    },
  });
}
