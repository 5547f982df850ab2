import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { addresses, serviceNames, type ServiceName } from '@closeout/contracts/services';
import pg from 'pg';
import {
  brokerAccount,
  cleanUpNamespace,
  client,
  eventually,
  testNamespace,
  type TestClient,
} from '@closeout/service-kit/testing';
import { startBalancer } from './balancer.js';
import { freePort } from './freePort.js';
import { passwordOf } from './passwords.js';

export type Client = TestClient;

export interface Replica {
  service: ServiceName;
  port: number;
  /** Sends the signal, waits until the process is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Sends a signal that does not end the process. */
  signal(signal: NodeJS.Signals): void;
  start(): void;
  running(): boolean;
  log(): string;
}

export interface Stack {
  /** The public address, balanced over the gateway's replicas. */
  url: string;
  api: string;
  replicas: Replica[];
  /** A signed-in client for one of the demo accounts: `pm`, `finance`, `sales`, … */
  as(account: string): Promise<Client>;
  /** An access token of one of the demo accounts. */
  token(account: string): Promise<string>;
  databaseUrl(service: ServiceName): string;
  /** SQL on a service's own database, to look at what no API shows. */
  sql(service: ServiceName, text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Resolves once every replica is ready. */
  ready(): Promise<void>;
  /** A copy of a service's database as it is now. */
  backUp(service: ServiceName): Promise<string>;
  /** Puts the copy in the place of the database, under the running service. */
  restore(service: ServiceName, backup: string): Promise<void>;
  stop(): Promise<void>;
}

const { resolve } = createRequire(import.meta.url);
const folderOf = (service: ServiceName): string => dirname(resolve(`@closeout/${service}/package.json`));

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with "npm test"`);
  return value;
}

/** The real product: every service as processes of its own (`replicas` of each), on databases and broker names of this stack alone. */
export async function startStack({
  replicas: count = 2,
  env: extraEnv = {},
  host = '127.0.0.1',
}: {
  replicas?: number;
  env?: Record<string, string>;
  /** By which name this machine is called in the browser: passkeys need one. */
  host?: '127.0.0.1' | 'localhost';
} = {}): Promise<Stack> {
  const namespace = testNamespace();
  const amqpUrl = required('TEST_AMQP_URL');
  const databases = await createDatabases();
  const secrets = {
    SERVICE_SECRET: randomBytes(32).toString('hex'),
    KEY_SECRET: randomBytes(32).toString('hex'),
  };

  const ports = {} as Record<ServiceName, number[]>;
  const urls = {} as Record<ServiceName, string>;
  const balancers: { close(): Promise<void> }[] = [];
  for (const service of serviceNames) {
    ports[service] = await Promise.all(Array.from({ length: count }, () => freePort()));
    const balancer = await startBalancer(ports[service]);
    balancers.push(balancer);
    urls[service] = balancer.url;
  }
  const publicUrl = urls.gateway.replace('127.0.0.1', host);
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NODE_OPTIONS: '',
    NAMESPACE: namespace,
    ...secrets,
    ...addresses((service) => urls[service]),
    PUBLIC_URL: publicUrl,
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'closeout@example.com',
    DEMO_ACCOUNTS: '1',
    SELLER_NAME: 'Closeout Demo GmbH',
    SELLER_VAT: 'DE999999999',
    SELLER_ADDRESS: 'Marktplatz 2, 20095 Hamburg',
    SELLER_BANK: 'Demo Bank',
    SELLER_IBAN: 'DE37999999990123456789',
    SELLER_BIC: 'DEMODEHHXXX',
    LOG_LEVEL: 'warn',
    DATABASE_POOL: '4',
    // Tests send more in a minute than anybody else.
    RATE_LIMIT_PER_MINUTE: '600000',
    CALLS_PER_MINUTE: '600000',
    RATE_LIMIT_STRANGERS_PER_MINUTE: '600000',
    RATE_LIMIT_PAGES_PER_MINUTE: '600000',
    ...extraEnv,
  };
  const replicas = serviceNames.flatMap((service) =>
    ports[service].map((port) =>
      startReplica(service, port, {
        ...env,
        PORT: String(port),
        DATABASE_URL: databases.url(service),
        AMQP_URL: brokerAccount(amqpUrl, service),
      }),
    ),
  );
  const stack: Stack = {
    url: publicUrl,
    api: `${urls.gateway}/api/v1`,
    replicas,
    as: async (account) => client(stack.api, await stack.token(account)),
    token: (account) => signIn(stack.api, account),
    databaseUrl: databases.url,
    sql: databases.sql,
    ready: () => everyReplicaReady(replicas),
    backUp: databases.backUp,
    restore: databases.restore,
    async stop() {
      await Promise.all(replicas.map((replica) => replica.kill('SIGTERM')));
      await Promise.all(balancers.map((balancer) => balancer.close()));
      await cleanUpNamespace(amqpUrl, namespace);
      await databases.drop();
    },
  };
  try {
    await everyReplicaReady(replicas);
  } catch (error) {
    const logs = replicas.map((r) => `── ${r.service} :${r.port}\n${r.log().slice(-2000)}`).join('\n');
    await stack.stop();
    throw new Error(`the stack did not become ready\n${logs}`, { cause: error });
  }
  return stack;
}

// Of a test run that is killed no service stays behind: the channel to us closes however we end, and keeps nobody from ending.
const endsWithItsParent = `data:text/javascript,${encodeURIComponent(
  "process.once('disconnect', () => process.exit(1)); process.channel?.unref();",
)}`;

function startReplica(service: ServiceName, port: number, env: NodeJS.ProcessEnv): Replica {
  let child: ChildProcess | null = null;
  let output = '';
  const replica: Replica = {
    service,
    port,
    start() {
      child = spawn(process.execPath, ['--import', endsWithItsParent, 'dist/main.js'], {
        cwd: folderOf(service),
        env,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      const keep = (chunk: Buffer): void => {
        output = (output + chunk.toString()).slice(-20_000);
      };
      child.stdout?.on('data', keep);
      child.stderr?.on('data', keep);
    },
    async kill(signal) {
      const dying = child;
      if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
      const gone = once(dying, 'exit');
      dying.kill(signal);
      await gone;
    },
    signal: (signal) => void child?.kill(signal),
    running: () => child !== null && child.exitCode === null && child.signalCode === null,
    log: () => output,
  };
  replica.start();
  return replica;
}

async function everyReplicaReady(replicas: readonly Replica[]): Promise<void> {
  await Promise.all(
    replicas.map((replica) =>
      eventually(
        async () => {
          if (!replica.running()) throw new Error(`${replica.service} has exited`);
          return fetch(`http://127.0.0.1:${replica.port}/readyz`).then(
            (response) => response.status,
            () => 0,
          );
        },
        (status) => status === 200,
        { timeoutMs: 120_000, what: `${replica.service} ready` },
      ),
    ),
  );
}

async function signIn(api: string, account: string): Promise<string> {
  const credentials = { email: `${account}@closeout.test`, password: passwordOf(account) };
  const answer = await client(api).post('/auth/login', credentials);
  if (answer.status !== 200)
    throw new Error(`sign-in answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return (answer.body as { accessToken: string }).accessToken;
}

async function createDatabases() {
  const server = new URL(required('TEST_DATABASE_URL'));
  const suffix = randomBytes(5).toString('hex');
  const name = (service: ServiceName): string => `e2e_${service}_${suffix}`;
  const url = (service: ServiceName): string =>
    Object.assign(new URL(server), { pathname: `/${name(service)}` }).href;
  await onServer((admin) => Promise.all(serviceNames.map((s) => admin.query(`CREATE DATABASE ${name(s)}`))));

  async function onServer(run: (admin: pg.Pool) => Promise<unknown>): Promise<void> {
    const admin = new pg.Pool({ connectionString: server.href, max: 1 });
    await run(admin).finally(() => admin.end());
  }
  const backups: string[] = [];

  return {
    url,
    async backUp(service: ServiceName) {
      const backup = `${name(service)}_backup${backups.length}`;
      backups.push(backup);
      await onServer(async (admin) => {
        // PostgreSQL copies no database that somebody is connected to; the service bears it for that moment.
        await admin.query(`ALTER DATABASE ${name(service)} ALLOW_CONNECTIONS false`);
        try {
          await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
            name(service),
          ]);
          await eventually(
            () => admin.query('SELECT FROM pg_stat_activity WHERE datname = $1', [name(service)]),
            ({ rowCount }) => rowCount === 0,
          );
          await admin.query(`CREATE DATABASE ${backup} TEMPLATE ${name(service)}`);
        } finally {
          await admin.query(`ALTER DATABASE ${name(service)} ALLOW_CONNECTIONS true`);
        }
      });
      return backup;
    },
    restore: (service: ServiceName, backup: string) =>
      onServer(async (admin) => {
        await admin.query(`DROP DATABASE ${name(service)} WITH (FORCE)`);
        await admin.query(`CREATE DATABASE ${name(service)} TEMPLATE ${backup}`);
      }),
    async sql(service: ServiceName, text: string, values: unknown[] = []) {
      const one = new pg.Client({ connectionString: url(service) });
      await one.connect();
      try {
        return (await one.query(text, values)).rows as Record<string, unknown>[];
      } finally {
        await one.end();
      }
    },
    drop: () =>
      onServer((admin) =>
        Promise.all(
          [...serviceNames.map(name), ...backups].map((database) =>
            admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
          ),
        ),
      ),
  };
}
