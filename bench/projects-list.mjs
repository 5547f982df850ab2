// List and search of projects: p99 with 1,000,000 rows ÷ p99 with 1,000, over HTTP, from a running service each.

import { once } from 'node:events';
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Pool } from 'undici';
import { createTestTokens, testConfig } from '../libs/service-kit/dist/testing/index.js';
import { isMain, partsFromEnvironment } from './support/messagingParts.mjs';
import { interleavedRounds, median, medianRatio, percentile } from './support/rounds.mjs';

const ceiling = 1.5;
const perRound = 2000;
const concurrency = 4;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default async function projectsList({
  databaseUrl,
  amqpUrl,
  rounds = 5,
  many = 1_000_000,
  few = 1_000,
}) {
  const tokens = await createTestTokens();
  const token = await tokens.token({ permissions: 'all' });
  const worlds = [];
  try {
    for (const count of [few, many]) {
      worlds.push(await startWorld({ count, databaseUrl, amqpUrl, jwksUrl: tokens.jwksUrl }));
    }
    const [small, large] = worlds;
    const lines = [];
    const groups = { list: lists, search: searches, 'search for several common words': commonWords };
    for (const [name, group] of Object.entries(groups)) {
      const kinds = Object.keys(group);
      const measure = (world) => answerTimes(world, kinds, token, perRound);
      await measure(small);
      await measure(large);
      const slowest = {};
      const p99 = async (world) => {
        const times = await measure(world);
        if (world === large) {
          for (const [kind, values] of Object.entries(times))
            (slowest[kind] ??= []).push(percentile(values, 0.99));
        }
        return percentile(Object.values(times).flat(), 0.99);
      };
      const figures = await interleavedRounds({ large: () => p99(large), small: () => p99(small) }, rounds);
      const ratio = medianRatio(figures.large, figures.small);
      lines.push({
        name: `projects ${name}, p99 with ${many} rows ÷ with ${few}`,
        ratio,
        ceiling,
        ok: ratio <= ceiling,
        unit: 'ms',
        ours: median(figures.large),
        bare: median(figures.small),
        kinds: Object.fromEntries(
          Object.entries(slowest).map(([kind, values]) => [kind, Number(median(values).toFixed(2))]),
        ),
        rounds,
      });
    }
    return lines;
  } finally {
    for (const world of worlds) await world.stop();
    await tokens.close();
  }
}

const cursor = (...values) => Buffer.from(JSON.stringify(values)).toString('base64url');
const any = (list) => list[Math.floor(Math.random() * list.length)];
const managers = Array.from(
  { length: 200 },
  (_, i) => `00000000-0000-7000-8000-${String(i + 1).padStart(12, '0')}`,
);

/** What people look at, each with what it needs of the rows that are there. */
const lists = {
  'first page': () => '?limit=50',
  'page in the middle': ({ numbers }) => `?limit=50&cursor=${cursor('-number', any(numbers).order)}`,
  'by title': () =>
    `?limit=50&sort=title&cursor=${cursor('title', any(['audit', 'migration', 'rollout', 'support']), managers[0])}`,
  'active, newest first': () => '?limit=50&status=ACTIVE&sort=-createdAt',
  'on hold': () => '?limit=50&status=ON_HOLD',
  'of a customer': ({ customers }) => `?limit=50&customerId=${any(customers).id}`,
  'of a manager': () => `?limit=50&projectManagerId=${any(managers)}`,
  archived: () => '?limit=50&archived=true',
  overdue: () => '?limit=50&overdue=true',
};
const searches = {
  'a number': ({ numbers }) => `?archived=all&q=${any(numbers).number}`,
  'the beginning of a number': ({ numbers }) => `?q=${any(numbers).number.slice(0, 10)}`,
  'a customer': ({ customers }) => `?q=${encodeURIComponent(any(customers).name)}`,
  'a rare word': ({ lots }) => `?q=${any(lots)}`,
  'what nobody wrote': () => '?q=zeppelin',
  'a common word': () => `?q=${any(['migration', 'training', 'rollout', 'payroll'])}`,
};
/** Each word in thousands of titles, all of them in few: neither the order of the list nor the trigrams narrow it down soon. */
const commonWords = {
  'two words': () => `?q=${any(['audit', 'review', 'setup'])}+${any(['treasury', 'network', 'intranet'])}`,
  'three words': () => `?q=audit+payroll+${any(['harbour', 'airport', 'pilot'])}`,
};

const requests = { ...lists, ...searches, ...commonWords };

/** Milliseconds that requests took, by kind; the kinds in turn. */
async function answerTimes(world, kinds, token, count) {
  const pool = new Pool(world.origin, { connections: concurrency, pipelining: 1 });
  const times = Object.fromEntries(kinds.map((kind) => [kind, []]));
  let sent = 0;
  const worker = async () => {
    while (sent < count) {
      const kind = kinds[sent++ % kinds.length];
      const path = `/api/v1/projects${requests[kind](world.known)}`;
      const begun = performance.now();
      const { statusCode, body } = await pool.request({
        method: 'GET',
        path,
        headers: { authorization: `Bearer ${token}` },
      });
      const text = await body.text();
      times[kind].push(performance.now() - begun);
      if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}: ${text.slice(0, 300)}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, worker));
    return times;
  } finally {
    await pool.close();
  }
}

/** A database with that many projects and a service on it. */
async function startWorld({ count, databaseUrl, amqpUrl, jwksUrl }) {
  const name = `bench_${randomBytes(8).toString('hex')}`;
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  const port = await freePort();
  const env = testConfig({
    PORT: port,
    DATABASE_URL: url.href,
    AMQP_URL: amqpUrl,
    NAMESPACE: `${name}.`,
    JWKS_URL: jwksUrl,
  });
  const service = fork(here('../services/projects/dist/main.js'), [], {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const stop = async () => {
    service.kill('SIGTERM');
    if (service.exitCode === null && service.signalCode === null) await once(service, 'exit');
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  };
  try {
    const origin = `http://127.0.0.1:${port}`;
    await ready(service, origin);
    return { origin, stop, known: await seed(url.href, count) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function seed(url, count) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const sql = readFileSync(here('../services/projects/test/support/seedProjects.sql'), 'utf8');
    await client.query(sql.replaceAll(':count', String(count)));
    // Vacuumed like a table that has been in use: otherwise the first readers pay for marking rows as visible.
    await client.query('VACUUM ANALYZE project');
    const numbers = await client.query(
      `SELECT number, number_order::text AS order FROM project ORDER BY md5(number) LIMIT 500`,
    );
    const customers = await client.query(
      `SELECT id, name FROM customer WHERE security_level = 0 ORDER BY md5(name) LIMIT 200`,
    );
    const titles = await client.query(`SELECT title_search FROM project ORDER BY md5(number) LIMIT 200`);
    const lots = titles.rows
      .map(({ title_search }) => title_search.split(' ').at(-1))
      .filter((lot) => lot.length >= 3);
    return { numbers: numbers.rows, customers: customers.rows, lots };
  } finally {
    await client.end();
  }
}

async function ready(service, origin) {
  for (;;) {
    if (service.exitCode !== null) throw new Error('the projects service did not start');
    const answer = await fetch(`${origin}/readyz`).catch(() => null); // not listening yet: asked again
    if (answer?.ok) return;
    await sleep(50);
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

if (isMain(import.meta.url))
  for (const line of await projectsList(partsFromEnvironment())) console.log(JSON.stringify(line));
