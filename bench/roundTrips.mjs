// What one Example A asks of PostgreSQL, counted: statements and transactions of all services, down to the last e-mail.
// A count does not depend on the machine's mood.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startStack } from '../test/stack/dist/stack.js';
import { recordingEnvironment } from './support/bareCommand.mjs';
import { runExampleA } from './support/exampleA.mjs';
import { startMailSink } from './support/mailSink.mjs';
import { isMain, partsFromEnvironment } from './support/messagingParts.mjs';

/** So long nothing but what services ask anyway: then all that an Example A sets off is through. */
const quietMs = 2000;
const idleMs = 10_000;
const times = 5;

export default async function roundTrips({ databaseUrl, amqpUrl }) {
  process.env.TEST_DATABASE_URL = databaseUrl;
  process.env.TEST_AMQP_URL = amqpUrl;
  const folder = mkdtempSync(join(tmpdir(), 'closeout-bench-'));
  const mail = await startMailSink();
  const stack = await startStack({
    replicas: 1,
    env: { ...recordingEnvironment(folder), SMTP_URL: mail.url },
  });
  try {
    const admin = await stack.as('admin');
    // Caches fill, statements are prepared.
    for (let n = 0; n < 5; n += 1) await runExampleA(admin, n);
    await untilQuiet(folder, stack, await recordIdle(folder, stack));
    const idle = await recordIdle(folder, stack);

    const began = Date.now();
    await recording(stack, async () => {
      for (let n = 0; n < times; n += 1) await runExampleA(admin, n);
      await untilQuiet(folder, null, idle);
    });
    const seconds = (Date.now() - began) / 1000;
    const found = [...texts(folder)].map(([key, count]) => [
      key,
      Math.max(0, count - (idle.get(key) ?? 0) * seconds) / times,
    ]);
    if (process.env.SHOW_STATEMENTS)
      for (const [key, count] of found.sort(([, a], [, b]) => b - a)) console.error(count.toFixed(1), key);
    const sum = (matches) => found.reduce((all, [key, count]) => all + (matches(key) ? count : 0), 0);
    return [
      { name: 'Example A: SQL statements', unit: 'statements', ours: Math.round(sum(() => true)) },
      {
        name: 'Example A: transactions',
        unit: 'transactions',
        ours: Math.round(sum((key) => / begin\b/i.test(key))),
      },
    ];
  } finally {
    await stack.stop();
    await mail.stop();
    rmSync(folder, { recursive: true });
  }
}

/** How often each statement is sent in a second by services that have nothing to do. */
async function recordIdle(folder, stack) {
  const began = Date.now();
  await recording(stack, () => sleep(idleMs));
  const seconds = (Date.now() - began) / 1000;
  const rates = new Map([...texts(folder)].map(([key, count]) => [key, count / seconds]));
  clear(folder);
  return rates;
}

async function recording(stack, run) {
  const toggle = () => stack.replicas.forEach((replica) => replica.signal('SIGUSR2'));
  toggle();
  await sleep(200); // the handler of the signal has no answer that could be awaited
  try {
    await run();
  } finally {
    toggle();
    await sleep(200);
  }
}

/** Waits until only statements are sent that are sent anyway. */
async function untilQuiet(folder, stack, idle) {
  const busy = () => {
    let count = 0;
    for (const [key, sent] of texts(folder)) if (!idle.has(key)) count += sent;
    return count;
  };
  const wait = async () => {
    for (let before = -1, since = Date.now(); Date.now() - since < quietMs; await sleep(100)) {
      const now = busy();
      if (now !== before) since = Date.now();
      before = now;
    }
  };
  await (stack ? recording(stack, wait) : wait());
  if (stack) clear(folder);
}

function* lines(folder) {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl')))
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean))
      yield { service: basename(file, '.jsonl'), text: JSON.parse(line).text };
}

function texts(folder) {
  const counts = new Map();
  for (const { service, text } of lines(folder)) {
    const key = `${service} ${text.replaceAll(/\s+/g, ' ').trim()}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function clear(folder) {
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
}

if (isMain(import.meta.url))
  for (const line of await roundTrips(partsFromEnvironment())) console.log(JSON.stringify(line));
