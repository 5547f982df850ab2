import { join } from 'node:path';
import { newId, type Clock } from '@closeout/service-kit/db';
import { readConfig, type Service } from '@closeout/service-kit/service';
import {
  cleanUpNamespace,
  client,
  createTestDatabase,
  createTestTokens,
  eventually,
  testConfig,
  testNamespace,
  type Reply,
  type TestClient,
  type TestDatabase,
} from '@closeout/service-kit/testing';
import { createBilling, migrations as billingMigrations } from '../../services/billing/src/app.js';
import { billingConfig } from '../../services/billing/src/config.js';
import { createProjects } from '../../services/projects/src/app.js';
import { projectsConfig } from '../../services/projects/src/config.js';
import { applyTransition } from '../../services/projects/src/projects/applyTransition.js';
import { lockProject } from '../../services/projects/src/projects/projectStore.js';
import { transitionFor } from '../../services/projects/src/projects/status.js';
import { freePort } from '../stack/freePort.js';

/** Projects and billing in this process, each on a database of its own; with a broker between them, or without. */
export interface Services {
  projects: Part;
  billing: Part;
  stop(): Promise<void>;
}

export interface Part {
  database: TestDatabase;
  /** As a user who may do everything, at each replica in turn. */
  api: TestClient;
  readonly services: readonly Service[];
  /** Every replica ends, and comes back as a new one. */
  restart(): Promise<void>;
}

const clock: Clock = { now: () => new Date() };
const nowhere = 'amqp://127.0.0.1:1';

export async function startServices(options: { replicas: number; broker: boolean }): Promise<Services> {
  const amqpUrl = options.broker ? process.env['TEST_AMQP_URL'] : nowhere;
  if (!amqpUrl) throw new Error('TEST_AMQP_URL is not set: run the tests with `npm test`');
  const namespace = testNamespace();
  const tokens = await createTestTokens();
  const token = await tokens.token({ permissions: 'all', id: newId() });
  const projectsMigrations = join(import.meta.dirname, '../../services/projects/prisma/migrations');
  const [projectsDatabase, billingDatabase] = await Promise.all([
    createTestDatabase({ migrations: projectsMigrations }),
    createTestDatabase({ migrations: billingMigrations }),
  ]);
  const common = { AMQP_URL: amqpUrl, NAMESPACE: namespace, JWKS_URL: tokens.jwksUrl };
  const [projectsPort, billingPort] = [await freePort(), await freePort()];
  // Without a broker nothing may get from one to the other but what the test delivers.
  const urls = options.broker
    ? { PROJECTS_URL: `http://127.0.0.1:${projectsPort}`, BILLING_URL: `http://127.0.0.1:${billingPort}` }
    : {};

  async function part(
    database: TestDatabase,
    port: number,
    create: (env: Record<string, string | undefined>) => Service,
  ): Promise<Part> {
    const services: Service[] = [];
    let clients: TestClient[] = [];
    let calls = 0;
    const start = async () => {
      for (let i = 0; i < options.replicas; i += 1) {
        const PORT = i === 0 ? port : 0;
        services.push(create(testConfig({ ...common, ...urls, DATABASE_URL: database.url, PORT })));
      }
      const started = await Promise.all(services.map((service) => service.start()));
      clients = started.map(({ url }) => client(url, token));
    };
    const next = () => clients[(calls += 1) % clients.length] as TestClient;
    await start();
    return {
      database,
      services,
      api: {
        get: (...args) => next().get(...args),
        // A service that does not answer in time did nothing (503): it is asked again, as any client would.
        post: (...args) =>
          eventually(
            () => next().post(...args),
            ({ status }) => status !== 503,
            { timeoutMs: 20_000, what: `POST ${args[0]}` },
          ),
        put: (...args) => next().put(...args),
        patch: (...args) => next().patch(...args),
        delete: (...args) => next().delete(...args),
        as: (other) => next().as(other),
      },
      async restart() {
        await Promise.all(services.splice(0).map((service) => service.stop()));
        await start();
      },
    };
  }

  const projects = await part(projectsDatabase, projectsPort, (env) =>
    createProjects({ config: readConfig(projectsConfig, env), clock }),
  );
  const billing = await part(billingDatabase, billingPort, (env) =>
    createBilling({ config: readConfig(billingConfig, { ...env, SELLER_NAME: 'Company A' }), clock }),
  );
  return {
    projects,
    billing,
    async stop() {
      await Promise.all([...projects.services, ...billing.services].map((service) => service.stop()));
      if (options.broker) await cleanUpNamespace(amqpUrl, namespace);
      await tokens.close();
      await Promise.all([projectsDatabase.drop(), billingDatabase.drop()]);
    },
  };
}

/** Technical closure without its conditions, which are tested where they belong; says whether it was possible. */
export async function closeTechnically({ services: [service] }: Part, projectId: string): Promise<boolean> {
  if (!service) throw new Error('projects does not run');
  return service.kit.db.transaction(async (tx) => {
    const project = await lockProject(tx, projectId);
    if (project?.status !== 'ACTIVE') return false;
    const action = 'technical-closure';
    const line = { id: newId(), action, reason: null, effectiveDate: '2026-01-31', changedBy: null } as const;
    await applyTransition(
      tx,
      project,
      transitionFor(project, action),
      { ...line, changedByName: 'Tom' },
      clock.now(),
    );
    return true;
  });
}

/** The body of an answer that must have this status; otherwise the test tells what came instead. */
export function must(reply: Reply, status: number): any {
  if (reply.status === status) return reply.body;
  throw new Error(`expected ${status}, got ${reply.status}: ${JSON.stringify(reply.body)}`);
}
