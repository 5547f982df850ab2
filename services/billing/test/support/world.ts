import type { Clock } from '@closeout/service-kit/db';
import { readConfig, type Service } from '@closeout/service-kit/service';
import {
  brokerAccount,
  cleanUpNamespace,
  client,
  createTestDatabase,
  createTestTokens,
  serviceToken,
  testConfig,
  testNamespace,
  type Reply,
  type TestActor,
  type TestClient,
  type TestDatabase,
} from '@closeout/service-kit/testing';
import { createBilling, migrations } from '../../src/app.js';
import { billingConfig, type BillingConfig } from '../../src/config.js';
import { startProjects, type Projects } from './projects.js';

/** Whom documents are issued for where a test names nobody else. */
const demoSeller = {
  SELLER_NAME: 'Closeout Demo GmbH',
  SELLER_VAT: 'DE999999999',
  SELLER_ADDRESS: 'Marktplatz 2, 20095 Hamburg',
  SELLER_BANK: 'Demo Bank',
  SELLER_IBAN: 'DE37999999990123456789',
  SELLER_BIC: 'DEMODEHHXXX',
};

/** Billing on a database of its own, with a stand-in for projects. */
export interface World {
  database: TestDatabase;
  projects: Projects;
  /** The clock of all replicas; tests move it. */
  clock: Clock & { today: string; time: string };
  /** As a user who may do everything. */
  api: TestClient;
  /** The same on each replica. */
  replicas: TestClient[];
  services: Service<BillingConfig>[];
  /** As another service. */
  peer: TestClient;
  as(actor: TestActor): Promise<TestClient>;
  /** Events that billing said, in order. */
  said(type?: string): Promise<{ type: string; subject: string; version: number; data: any }[]>;
  customer(more?: Record<string, unknown>): Promise<any>;
  /** A draft, issued. */
  invoice(customerId: string, amount: string, more?: Record<string, unknown>): Promise<any>;
  receipt(customerId: string, amount: string, more?: Record<string, unknown>): Promise<any>;
  stop(): Promise<void>;
}

export async function startWorld(
  options: {
    replicas?: number;
    broker?: boolean;
    today?: string;
    timeZone?: string;
    /** So many of the replicas, the last ones, are told of no seller. */
    withoutSeller?: number;
  } = {},
): Promise<World> {
  const database = await createTestDatabase({ migrations });
  const tokens = await createTestTokens();
  const namespace = testNamespace();
  const amqpUrl = options.broker ? process.env['TEST_AMQP_URL'] : undefined;
  if (options.broker && !amqpUrl) throw new Error('TEST_AMQP_URL is not set: run the tests with `npm test`');
  const projects = await startProjects(amqpUrl ? { url: amqpUrl, namespace } : null);
  const clock = {
    today: options.today ?? '2026-02-10',
    time: '09:30:00',
    now: () => new Date(`${clock.today}T${clock.time}.000Z`),
  };
  const env = testConfig({
    DATABASE_URL: database.url,
    AMQP_URL: amqpUrl ? brokerAccount(amqpUrl, 'billing') : 'amqp://127.0.0.1:1',
    NAMESPACE: namespace,
    JWKS_URL: tokens.jwksUrl,
    PROJECTS_URL: projects.url,
    SELLER_TIME_ZONE: options.timeZone,
  });
  // What a test says before the queue is bound comes by reconciliation, which does not let it wait for a minute here.
  const messaging = { reconcileEveryMs: 250, reconcileGraceMs: 0 };
  const { replicas: count = 1, withoutSeller = 0 } = options;
  const services = Array.from({ length: count }, (_, index) => {
    const config = readConfig(billingConfig, { ...env, ...(index < count - withoutSeller && demoSeller) });
    return createBilling({ config, clock, messaging });
  });
  const urls = await Promise.all(services.map(async (service) => (await service.start()).url));
  const token = await tokens.token({ permissions: 'all' });
  const replicas = urls.map((url) => client(url, token));
  const [api] = replicas;
  const [url] = urls;
  if (!api || !url) throw new Error('no replica');

  async function issued(noun: 'invoices' | 'receipts', body: unknown): Promise<any> {
    const draft = must(await api!.post(`/api/v1/${noun}`, body), 201);
    return must(await api!.post(`/api/v1/${noun}/${draft.id}/issue`), 200);
  }

  return {
    database,
    projects,
    clock,
    api,
    replicas,
    services,
    peer: client(url, await serviceToken('projects')),
    as: async (actor) => client(url, await tokens.token(actor)),
    said: (type) =>
      database.query(
        `SELECT type, subject, aggregate_version AS version, data FROM kit.event_log
         WHERE $1::text IS NULL OR type = $1 ORDER BY id`,
        [type ?? null],
      ),
    customer: async (more = {}) =>
      must(
        await api.post('/api/v1/customers', {
          name: 'Client A',
          email: 'a@client.example',
          currency: 'EUR',
          ...more,
        }),
        201,
      ),
    invoice: (customerId, amount, more = {}) =>
      issued('invoices', {
        customerId,
        currency: 'EUR',
        lines: [{ description: 'Work', quantity: '1', unitPrice: amount }],
        ...more,
      }),
    receipt: (customerId, amount, more = {}) =>
      issued('receipts', { customerId, currency: 'EUR', amount, paymentDate: '2026-02-09', ...more }),
    async stop() {
      await Promise.all(services.map((service) => service.stop()));
      await projects.close();
      if (amqpUrl) await cleanUpNamespace(amqpUrl, namespace);
      await tokens.close();
      await database.drop();
    },
  };
}

/** The body of an answer that must have this status; otherwise the test tells what came instead. */
export function must(reply: Reply, status: number): any {
  if (reply.status === status) return reply.body;
  throw new Error(`expected ${status}, got ${reply.status}: ${JSON.stringify(reply.body)}`);
}

/** Status and code of a refusal. */
export function refusal(reply: Reply): string {
  return `${reply.status} ${reply.body?.code ?? ''}`;
}
