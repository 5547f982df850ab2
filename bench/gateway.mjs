// Gateway with token check ÷ a bare undici proxy, before the same service: reads, and small writes.

import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { addresses } from '@closeout/contracts/services';
import autocannon from 'autocannon';
import pg from 'pg';
import { isMain, partsFromEnvironment } from './support/messagingParts.mjs';
import { interleavedRounds, median, medianRatio } from './support/rounds.mjs';

const floor = 0.7;
const connections = 32;
const callers = ['pm', 'sales', 'finance', 'direction'].map((name) => `${name}@closeout.test`);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default async function gateway({ databaseUrl, rounds = 5, seconds = 4 }) {
  const database = await createDatabase(databaseUrl);
  const children = [];
  const abandon = () => {
    for (const child of children) child.kill();
    process.exit(143);
  };
  process.once('SIGTERM', abandon);
  try {
    const service = await startHelper(children, './support/echoService.mjs');
    const bareProxy = await startHelper(children, './support/bareProxy.mjs', service);
    const ours = await startGateway(children, { databaseUrl: database.url, service });
    // As in an office: no caller takes all places at a service alone.
    const tokens = await Promise.all(callers.map((email) => signIn(ours, email)));

    const calls = {
      'reads through the gateway': { method: 'GET', path: '/api/v1/projects?limit=20' },
      'small writes through the gateway': {
        method: 'POST',
        path: '/api/v1/customers',
        body: JSON.stringify({ name: 'Client A', email: 'a@example.com' }),
      },
    };
    const lines = [];
    for (const [name, call] of Object.entries(calls)) {
      const measure = (url) => requestsPerSecond(url, call, tokens, seconds);
      await measure(ours);
      await measure(bareProxy);
      const figures = await interleavedRounds(
        { ours: () => measure(ours), bare: () => measure(bareProxy) },
        rounds,
      );
      const ratio = medianRatio(figures.ours, figures.bare);
      lines.push({
        name: `${name}, with token check ÷ a bare undici proxy`,
        ratio,
        floor,
        ok: ratio >= floor,
        unit: 'requests/s',
        ours: median(figures.ours),
        bare: median(figures.bare),
        rounds,
      });
    }
    return lines;
  } finally {
    process.off('SIGTERM', abandon);
    for (const child of children) {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    }
    await database.drop();
  }
}

async function requestsPerSecond(url, { method, path, body }, tokens, seconds) {
  let clients = 0;
  const setupClient = (client) => {
    const token = tokens[clients++ % tokens.length];
    client.setHeaders({
      authorization: `Bearer ${token}`,
      ...(body && { 'content-type': 'application/json' }),
    });
  };
  const options = { url: url + path, method, body, setupClient, connections, duration: seconds };
  const result = await autocannon(options);
  const failed = result.non2xx + result.errors;
  if (failed > 0) throw new Error(`${failed} of ${result.requests.total} requests to ${url}${path} failed`);
  return result.requests.total / result.duration;
}

async function startHelper(children, file, ...args) {
  const child = fork(here(file), args, { stdio: 'inherit' });
  children.push(child);
  const [{ port }] = await once(child, 'message');
  return `http://127.0.0.1:${port}`;
}

async function startGateway(children, { databaseUrl, service }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    // Events are not what is measured.
    AMQP_URL: 'amqp://127.0.0.1:1',
    ...addresses(() => service),
    SERVICE_SECRET: randomBytes(32).toString('hex'),
    KEY_SECRET: randomBytes(32).toString('hex'),
    DEMO_ACCOUNTS: '1',
    RATE_LIMIT_PER_MINUTE: '6000000',
    CALLS_PER_MINUTE: '6000000',
    LOG_LEVEL: 'info',
  };
  children.push(
    fork(here('../services/gateway/dist/main.js'), [], {
      env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
  );
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return url;
    await sleep(100);
  }
  throw new Error('the gateway did not become ready');
}

async function signIn(url, email) {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'closeout-demo' }),
  });
  if (!answer.ok) throw new Error(`cannot sign in: ${answer.status}`);
  return (await answer.json()).accessToken;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function createDatabase(server) {
  const name = `bench_${randomBytes(8).toString('hex')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}

if (isMain(import.meta.url))
  for (const line of await gateway(partsFromEnvironment())) console.log(JSON.stringify(line));
