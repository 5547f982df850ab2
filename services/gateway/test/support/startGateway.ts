import { fileURLToPath } from 'node:url';
import { urlVariable } from '@closeout/contracts/services';
import type { Clock } from '@closeout/service-kit/db';
import { readConfig, type Service } from '@closeout/service-kit/service';
import {
  client,
  createTestDatabase,
  testConfig,
  type TestClient,
  type TestDatabase,
} from '@closeout/service-kit/testing';
import { createGateway } from '../../src/app.js';
import { gatewayConfig, type GatewayConfig } from '../../src/config.js';
import { proxiedServices, type ProxiedService } from '../../src/proxy/routeTable.js';
import { startStubService, type StubService } from './stubService.js';

const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

export interface Replica {
  url: string;
  service: Service<GatewayConfig>;
  /** A stranger's. */
  api: TestClient;
}

export interface TestGateway extends Replica {
  replicas: Replica[];
  database: TestDatabase;
  services: Record<ProxiedService, StubService>;
  /** The clock of every replica. */
  clock: TestClock;
  signIn(account: string, replica?: Replica): Promise<SignedIn>;
  stop(): Promise<void>;
}

export interface SignedIn {
  api: TestClient;
  accessToken: string;
  refreshToken: string;
}

export interface TestClock extends Clock {
  /** From now on it is that much later. */
  advance(ms: number): void;
}

export const password = 'closeout-demo';

/** The gateway with the demo's accounts, on a database of its own, before stubs of the services and without a broker. */
export async function startGateway(
  options: { env?: Record<string, string>; replicas?: number; webFolder?: string } = {},
): Promise<TestGateway> {
  const database = await createTestDatabase({ migrations });
  const stubs = await Promise.all(
    proxiedServices.map(async (name) => [name, await startStubService()] as const),
  );
  const services = Object.fromEntries(stubs) as Record<ProxiedService, StubService>;
  const clock = testClock();
  const env = testConfig({
    DATABASE_URL: database.url,
    AMQP_URL: 'amqp://127.0.0.1:1',
    ...Object.fromEntries(stubs.map(([name, { url }]) => [urlVariable(name), url])),
    KEY_SECRET: 'a key secret that only tests know, 32 characters and more',
    DEMO_ACCOUNTS: '1',
    ...options.env,
  });
  const replicas = await Promise.all(
    Array.from({ length: options.replicas ?? 1 }, () => startReplica(env, clock, options.webFolder)),
  );
  const [first] = replicas;
  if (!first) throw new Error('at least one replica');

  return {
    ...first,
    replicas,
    database,
    services,
    clock,
    signIn: (account, replica = first) => signIn(replica, account),
    async stop() {
      await Promise.all(replicas.map(({ service }) => service.stop()));
      await Promise.all(stubs.map(([, stub]) => stub.stop().catch(() => undefined))); // may be stopped already
      await database.drop();
    },
  };
}

async function startReplica(
  env: Record<string, string | undefined>,
  clock: Clock,
  webFolder = '/nonexistent',
): Promise<Replica> {
  const service = createGateway({ config: readConfig(gatewayConfig, env), clock, webFolder });
  const { url } = await service.start();
  return { url, service, api: client(url) };
}

/** @param account the part before the @ of a demo account */
export async function signIn({ url }: Replica, account: string, secret = password): Promise<SignedIn> {
  const email = account.includes('@') ? account : `${account}@closeout.test`;
  const login = (secret: string, newPassword?: string) =>
    client(url).post('/api/v1/auth/login', { email, password: secret, newPassword });
  let { status, body } = await login(secret);
  // Added by an administrator: at their first visit people choose a password of their own.
  if (body.code === 'password-change-required') ({ status, body } = await login(secret, ownPassword(secret)));
  else if (status === 401 && secret !== password) ({ status, body } = await login(ownPassword(secret)));
  if (status !== 200) throw new Error(`${email} cannot sign in: ${status} ${JSON.stringify(body)}`);
  return { ...body, api: client(url, body.accessToken) };
}

/** What somebody chooses who was given that password. */
const ownPassword = (given: string) => `${given}, and my own`;

/** A browser that is signed in, at a replica, with the headers that browsers and our own pages add. */
export interface Browser {
  api: TestClient;
  cookie: string;
  setCookie: string;
  at(replica: Replica): TestClient;
}

/** Where the tests' pages are: PUBLIC_URL of the gateway under test, whatever port it listens on. */
export const publicOrigin = 'http://localhost:8080';
export const ownPage = {
  origin: publicOrigin,
  'sec-fetch-site': 'same-origin',
  'x-requested-with': 'closeout',
};

export async function openBrowser({ url }: Replica, account: string): Promise<Browser> {
  const credentials = { email: `${account}@closeout.test`, password };
  const { status, body, headers } = await client(url).post('/api/v1/auth/session', credentials, ownPage);
  if (status !== 200) throw new Error(`${account} cannot sign in: ${status} ${JSON.stringify(body)}`);
  const setCookie = headers.get('set-cookie') ?? '';
  const cookie = setCookie.split(';', 1)[0] ?? '';
  const at = (replica: Pick<Replica, 'url'>) => withHeaders(client(replica.url), { ...ownPage, cookie });
  return { api: at({ url }), cookie, setCookie, at };
}

function withHeaders(api: TestClient, always: Record<string, string>): TestClient {
  return {
    get: (path, headers) => api.get(path, { ...always, ...headers }),
    post: (path, body, headers) => api.post(path, body, { ...always, ...headers }),
    put: (path, body, headers) => api.put(path, body, { ...always, ...headers }),
    patch: (path, body, headers) => api.patch(path, body, { ...always, ...headers }),
    delete: (path, headers) => api.delete(path, { ...always, ...headers }),
    as: (token) => api.as(token),
  };
}

function testClock(): TestClock {
  let ahead = 0;
  return { now: () => new Date(Date.now() + ahead), advance: (ms) => void (ahead += ms) };
}
