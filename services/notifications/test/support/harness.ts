import { join } from 'node:path';
import type { Permission } from '@closeout/contracts/permissions';
import { urlVariable } from '@closeout/contracts/services';
import type { Clock } from '@closeout/service-kit/db';
import { createLogger } from '@closeout/service-kit/observability';
import { readConfig, type Service } from '@closeout/service-kit/service';
import {
  brokerAccount,
  cleanUpNamespace,
  client,
  createTestDatabase,
  createTestTokens,
  testConfig,
  testNamespace,
  type TestClient,
  type TestDatabase,
  type TestTokens,
} from '@closeout/service-kit/testing';
import { createNotifications } from '../../src/app.js';
import { notificationsConfig, type NotificationsConfig } from '../../src/config.js';
import { startMailServer, type MailServer } from './mailServer.js';
import { awaitConsumers } from './broker.js';
import { producerNames, startProducers, type Producers } from './producers.js';

export const publicUrl = 'https://closeout.example';

export interface Harness {
  /** What the replicas logged. */
  logged: string[];
  db: TestDatabase;
  mail: MailServer;
  producers: Producers;
  namespace: string;
  replicas: Service<NotificationsConfig>[];
  /** Calls the first replica as someone with these permissions. */
  as(
    permissions: readonly Permission[] | 'all',
    who?: { id?: string; kind?: 'user' | 'api-key'; eventSources?: readonly string[] },
  ): Promise<TestClient>;
  /** An access token as the gateway gives one. */
  token(permissions: readonly Permission[], who?: { id?: string; clearance?: number }): Promise<string>;
  url: string;
  /** What a replica is started with. */
  environment(overrides?: Overrides): Record<string, string | undefined>;
  consumersReady(): Promise<void>;
  addReplica(overrides?: Overrides): Promise<Service<NotificationsConfig>>;
  urlOf(replica: Service<NotificationsConfig>): string;
  stopReplica(replica: Service<NotificationsConfig>): Promise<void>;
  close(): Promise<void>;
}

export type Overrides = Record<string, string | number | undefined>;

/** Retries in milliseconds instead of minutes. */
const quick: Overrides = {
  MAIL_FROM: 'Closeout <closeout@closeout.test>',
  PUBLIC_URL: publicUrl,
  MAIL_RETRY_FIRST_MS: 20,
  MAIL_RETRY_LONGEST_MS: 100,
  MAIL_ATTEMPTS: 4,
};

/** The whole service, on a database of its own, the real broker in a namespace of its own, and a real mail server. */
export async function startHarness(
  options: { replicas?: number; overrides?: Overrides; clock?: Clock } = {},
): Promise<Harness> {
  const amqpUrl = process.env['TEST_AMQP_URL'];
  if (!amqpUrl) throw new Error('TEST_AMQP_URL is not set: run the tests with `npm test`');
  const namespace = testNamespace();
  const [db, mail, producers, tokens] = await Promise.all([
    createTestDatabase({ migrations: join(import.meta.dirname, '../../prisma/migrations') }),
    startMailServer(),
    startProducers(amqpUrl, namespace),
    createTestTokens(),
  ]);
  const logged: string[] = [];
  const log = createLogger({
    service: 'notifications',
    level: 'info',
    destination: { write: (line) => void logged.push(line) },
  });
  const urls = new Map<Service<NotificationsConfig>, string>();
  const harness: Harness = {
    logged,
    environment: (overrides = {}) =>
      testConfig({
        DATABASE_URL: db.url,
        AMQP_URL: brokerAccount(amqpUrl, 'notifications'),
        NAMESPACE: namespace,
        JWKS_URL: tokens.jwksUrl,
        SMTP_URL: mail.url,
        ...Object.fromEntries(producerNames.map((name) => [urlVariable(name), producers.of[name].url])),
        ...quick,
        ...options.overrides,
        ...overrides,
      }),
    consumersReady: () => awaitConsumers(amqpUrl, namespace),
    db,
    mail,
    producers,
    namespace,
    replicas: [],
    url: '',
    as: async (permissions, who = {}) => client(harness.url, await tokenOf(tokens, permissions, who)),
    token: (permissions, who = {}) => tokenOf(tokens, permissions, who),
    async addReplica(overrides = {}) {
      const env = harness.environment(overrides);
      const replica = createNotifications({
        config: readConfig(notificationsConfig, env),
        clock: options.clock,
        log,
      });
      const { url } = await replica.start();
      harness.url ||= url;
      urls.set(replica, url);
      harness.replicas.push(replica);
      await harness.consumersReady();
      return replica;
    },
    urlOf: (replica) => urls.get(replica) ?? '',
    async stopReplica(replica) {
      harness.replicas = harness.replicas.filter((other) => other !== replica);
      await replica.stop();
    },
    async close() {
      await Promise.all(harness.replicas.map((replica) => replica.stop()));
      await Promise.all([producers.close(), mail.stop(), tokens.close()]);
      await Promise.all([db.drop(), cleanUpNamespace(amqpUrl, namespace)]);
    },
  };
  for (let i = 0; i < (options.replicas ?? 1); i += 1) await harness.addReplica();
  return harness;
}

function tokenOf(
  tokens: TestTokens,
  permissions: readonly Permission[] | 'all',
  who: { id?: string; kind?: 'user' | 'api-key'; clearance?: number },
) {
  return tokens.token({ permissions, ...who });
}
