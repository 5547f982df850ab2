import { join } from 'node:path';
import type { Milestone, Project } from '@closeout/contracts/http/projects';
import type { Permission } from '@closeout/contracts/permissions';
import { newId } from '@closeout/service-kit/db';
import { readConfig, type Service } from '@closeout/service-kit/service';
import {
  brokerAccount,
  cleanUpNamespace,
  client,
  createTestDatabase,
  createTestTokens,
  eventually,
  testConfig,
  testNamespace,
  type TestClient,
  type TestDatabase,
} from '@closeout/service-kit/testing';
import { createProjects } from '../../src/app.js';
import { projectsConfig } from '../../src/config.js';
import { startBilling, type Billing } from './billing.js';
import { startGateway, type Gateway } from './gateway.js';

export interface Person {
  permissions: readonly Permission[] | 'all';
  id?: string;
  clearance?: number;
}

/** Somebody's client, and who it is. */
export type Someone = TestClient & { id: string };

/** The service as a whole: its own database, the real broker in a namespace of its own, two replicas, stand-ins for billing and the gateway. */
export interface World {
  db: TestDatabase;
  billing: Billing;
  gateway: Gateway;
  /** What the service's clock shows; tests move it. */
  today: string;
  /** The time of day by UTC; that of the machine where none is set. */
  time?: string;
  /** Someone's client at a replica. */
  as(person: Person, replica?: number): Promise<Someone>;
  /** Someone with every permission, at each replica in turn. */
  admin: Someone;
  urls: string[];
  /** A project; who is to run it is somebody whom the gateway knows. */
  project(more?: object): Promise<Project>;
  milestone(projectId: string, more?: object): Promise<Milestone>;
  /** A project whose work is done. */
  closedProject(more?: object): Promise<Project>;
  /** Events that this service said about a subject, in order. */
  said(subject: string): Promise<{ type: string; version: number; data: Record<string, unknown> }[]>;
  see(path: string, until: (body: any) => boolean): Promise<any>;
  close(): Promise<void>;
}

export const api = (path: string) => `/api/v1${path}`;

export async function startWorld(
  options: { replicas?: number; env?: Record<string, string> } = {},
): Promise<World> {
  const amqpUrl = process.env['TEST_AMQP_URL'];
  if (!amqpUrl) throw new Error('TEST_AMQP_URL is not set: run the tests with `npm test`');
  const namespace = testNamespace();
  const [db, tokens, billing, gateway] = await Promise.all([
    createTestDatabase({ migrations: join(import.meta.dirname, '../../prisma/migrations') }),
    createTestTokens(),
    startBilling(amqpUrl, namespace),
    startGateway(amqpUrl, namespace),
  ]);
  const clock = { now: () => new Date(`${world.today}T${world.time ?? new Date().toISOString().slice(11)}`) };
  const services: Service[] = [];
  const adminId = newId();
  const env = testConfig({
    ...{
      DATABASE_URL: db.url,
      AMQP_URL: brokerAccount(amqpUrl, 'projects'),
      NAMESPACE: namespace,
      JWKS_URL: tokens.jwksUrl,
      BILLING_URL: billing.url,
      GATEWAY_URL: gateway.url,
    },
    DATABASE_POOL: 4,
    ...options.env,
  });

  const world: World = {
    db,
    billing,
    gateway,
    today: '2026-03-01',
    urls: [],
    admin: undefined as unknown as Someone,
    async as({ permissions, id = newId(), clearance }, replica = 0) {
      const token = await tokens.token({ permissions, id, clearance, name: 'Petra Manager' });
      return { ...client(world.urls[replica] ?? '', token), id };
    },
    async project(more = {}) {
      const body = {
        title: 'System Implementation',
        budgetTotal: '8000.00',
        currency: 'EUR',
        startDate: '2026-01',
        endDate: '2026-03',
        ...more,
      };
      for (const field of ['projectManagerId', 'technicalManagerId'] as const) {
        const id = (more as Partial<Project>)[field];
        if (id && !gateway.users.has(id)) gateway.user({ id });
      }
      const customerId = 'customerId' in body ? body.customerId : (await billing.customer()).id;
      return expectMade(await world.admin.post(api('/projects'), { ...body, customerId }));
    },
    async milestone(projectId, more = {}) {
      const body = { type: 'PROGRESS', expectedAmount: '1000.00', ...more };
      return expectMade(await world.admin.post(api(`/projects/${projectId}/milestones`), body));
    },
    async closedProject(more = {}) {
      const project = await world.project(more);
      await db.query(
        `UPDATE project SET status = 'TECHNICALLY_CLOSED', version = version + 1 WHERE id = $1`,
        [project.id],
      );
      return (await world.admin.get(api(`/projects/${project.id}`))).body;
    },
    said: (subject) =>
      db.query(
        `SELECT type, aggregate_version AS version, data FROM kit.event_log WHERE subject = $1 ORDER BY id`,
        [subject],
      ),
    see: (path, until) =>
      eventually(async () => (await world.admin.get(api(path))).body, until, { what: path }),
    async close() {
      await Promise.all(services.map((service) => service.stop()));
      await Promise.all([billing.close(), gateway.close(), tokens.close()]);
      await cleanUpNamespace(amqpUrl, namespace);
      await db.drop();
    },
  };
  for (let i = 0; i < (options.replicas ?? 2); i += 1) {
    const service = createProjects({ config: readConfig(projectsConfig, env), clock });
    services.push(service);
    world.urls.push((await service.start()).url);
  }
  const admins = await Promise.all(
    world.urls.map((_, i) => world.as({ permissions: 'all', id: adminId }, i)),
  );
  world.admin = { ...inTurn(admins), id: adminId };
  return world;
}

/** Each call goes to the next replica. */
function inTurn(clients: TestClient[]): TestClient {
  let calls = 0;
  const next = () => clients[(calls += 1) % clients.length] as TestClient;
  return {
    get: (...args) => next().get(...args),
    post: (...args) => next().post(...args),
    put: (...args) => next().put(...args),
    patch: (...args) => next().patch(...args),
    delete: (...args) => next().delete(...args),
    as: (token) => next().as(token),
  };
}

function expectMade(answer: { status: number; body: unknown }): any {
  if (answer.status !== 201)
    throw new Error(`expected 201, got ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
