import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { addresses } from '@closeout/contracts/services';
import {
  brokerAccount,
  cleanUpNamespace,
  createTestDatabase,
  eventually,
  testNamespace,
  type TestDatabase,
} from '@closeout/service-kit/testing';
import { SMTPServer } from 'smtp-server';
import { freePort } from './stack/freePort.js';
import { createAuthority } from './tls/certificates.js';
import { startEncryptedFront, type EncryptedFront } from './tls/encryptedFront.js';

const inProject = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const main = inProject('services/notifications/dist/main.js');
const ours = createAuthority('Closeout test authority');
const strangers = createAuthority('Closeout test authority');

let folder: string;
let database: TestDatabase;
let amqpUrl: string;
const namespace = testNamespace();
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'closeout-tls-'));
  await writeFile(join(folder, 'ca.pem'), ours.certificate);
  database = await createTestDatabase({ migrations: inProject('services/notifications/prisma/migrations') });
  amqpUrl = brokerAccount(process.env['TEST_AMQP_URL'] as string, 'notifications');
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(async () => {
  await cleanUpNamespace(process.env['TEST_AMQP_URL'] as string, namespace);
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** PostgreSQL and RabbitMQ behind TLS, with a certificate each. */
async function fronts(identity: { key: string; cert: string }) {
  const at = (url: string) => {
    const { hostname, port } = new URL(url);
    return { host: hostname, port: Number(port || 5672) };
  };
  const postgres = await startEncryptedFront(at(database.url), identity, { postgres: true });
  const broker = await startEncryptedFront(at(amqpUrl), identity);
  closing.push(postgres.close, broker.close);
  return { postgres, broker };
}

/** An address as it is behind TLS. */
function through(
  { port }: EncryptedFront,
  address: string,
  more: { protocol?: string; query?: string },
): string {
  const url = new URL(address);
  url.hostname = 'localhost';
  url.port = String(port);
  if (more.query) url.search = more.query;
  return more.protocol ? url.toString().replace(/^\w+:/, more.protocol) : url.toString();
}

interface Started {
  url: string;
  child: ChildProcess;
  output: () => string;
  /** What /readyz says to an operator. */
  ready(): Promise<{ status: string; checks: { database: string; broker: string } } | null>;
}

const metricsToken = randomBytes(16).toString('hex');

async function start(env: Record<string, string>): Promise<Started> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: String(port),
      NAMESPACE: namespace,
      SERVICE_SECRET: randomBytes(32).toString('hex'),
      METRICS_TOKEN: metricsToken,
      ...addresses(() => 'http://127.0.0.1:1'),
      SMTP_URL: 'smtps://localhost:1',
      REQUIRE_TLS: '1',
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
  closing.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, 'exit');
  });
  const ready = async () => {
    const headers = { authorization: `Bearer ${metricsToken}` };
    const response = await fetch(`${url}/readyz`, { headers }).catch(() => null); // not listening yet
    return response && ((await response.json()) as Awaited<ReturnType<Started['ready']>>);
  };
  return { url, child, output: () => output, ready };
}

describe('A service that has to use TLS', () => {
  it('reaches its database and its broker where their certificates are those of an authority that it trusts', async () => {
    const { postgres, broker } = await fronts(ours.issue('localhost'));
    const service = await start({
      DATABASE_URL: through(postgres, database.url, { query: 'sslmode=verify-full' }),
      AMQP_URL: through(broker, amqpUrl, { protocol: 'amqps:' }),
    });
    await eventually(
      service.ready,
      (answer) => answer?.checks.database === 'up' && answer.checks.broker === 'up',
      {
        what: 'database and broker reached',
        timeoutMs: 60_000,
      },
    );
    expect(postgres.connections).toBeGreaterThan(0);
    expect(broker.connections).toBeGreaterThan(0);
  });

  it.each([
    ['of an authority that nobody trusts', strangers.issue('localhost')],
    ['made out to another name', ours.issue('database.example.com')],
  ])('does not speak to servers whose certificate is %s', async (_, identity) => {
    const { postgres, broker } = await fronts(identity);
    const service = await start({
      DATABASE_URL: through(postgres, database.url, { query: 'sslmode=verify-full' }),
      AMQP_URL: through(broker, amqpUrl, { protocol: 'amqps:' }),
    });
    // It goes on trying, or ends: it is never ready, and says why.
    await eventually(
      async () => service.output(),
      (text) => /certificate|altnames/i.test(text),
      { what: 'the reason in its log', timeoutMs: 60_000 },
    );
    const answer = await service.ready();
    expect(answer?.checks.database ?? 'down').toBe('down');
    expect(answer?.checks.broker ?? 'down').toBe('down');
  });

  it('does not start with addresses that are not encrypted, and names all of them', async () => {
    const service = await start({
      DATABASE_URL: database.url,
      AMQP_URL: amqpUrl,
      SMTP_URL: 'smtps://localhost',
    });
    const [code] = (await once(service.child, 'exit')) as [number];
    expect(code).toBe(1);
    expect(service.output()).toMatch(/DATABASE_URL.*sslmode=verify-full/);
    expect(service.output()).toMatch(/AMQP_URL: expected amqps/);
    const mail = await start({
      DATABASE_URL: 'postgres://localhost/closeout?sslmode=verify-full',
      AMQP_URL: 'amqps://localhost',
      SMTP_URL: 'smtp://localhost',
    });
    await once(mail.child, 'exit');
    expect(mail.output()).toMatch(/SMTP_URL: expected smtps/);
  });
});

describe('E-mails', () => {
  /** Sends one from a process that trusts our authority, as the service does. */
  async function send(identity: { key: string; cert: string }, secure: boolean): Promise<string> {
    const received: string[] = [];
    const server = new SMTPServer({
      secure,
      ...identity,
      disabledCommands: ['AUTH'],
      closeTimeout: 100,
      onData(stream, session, callback) {
        stream.resume();
        stream.on('end', () => {
          received.push(session.secure ? 'encrypted' : 'plain');
          callback();
        });
      },
    });
    server.on('error', () => undefined); // clients that refuse the certificate
    const listener = server.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    closing.push(() => new Promise<void>((resolve) => void server.close(() => resolve())));
    const { port } = listener.address() as AddressInfo;
    const url = secure ? `smtps://localhost:${port}` : `smtp://localhost:${port}?requireTLS=true`;
    const mailer = new URL('../services/notifications/dist/emails/smtpMailer.js', import.meta.url).href;
    const program = `
      import { smtpMailer } from '${mailer}';
      const mailer = smtpMailer({ url: '${url}', from: 'a@example.com', timeoutMs: 20_000, connections: 1 });
      const outcome = await mailer.send({ messageId: '<1@example.com>', to: 'b@example.com', subject: 's', text: 't', html: 'h' });
      console.log(outcome.kind);
      mailer.close();`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      env: { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') },
    });
    let output = '';
    child.stdout.on('data', (data) => (output += String(data)));
    await once(child, 'close');
    return [output.trim(), ...received].join(', ');
  }

  it.each([true, false])('go out encrypted to a mail server that is trusted (smtps: %s)', async (secure) => {
    expect(await send(ours.issue('localhost'), secure)).toBe('accepted, encrypted');
  });

  it.each([true, false])('do not go to one that only pretends to be it (smtps: %s)', async (secure) => {
    expect(await send(strangers.issue('localhost'), secure)).not.toMatch(/accepted|encrypted|plain/);
  });
});
