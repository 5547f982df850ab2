import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { client, eventually } from '@closeout/service-kit/testing';
import { startStack, type Client, type Replica, type Stack } from './stack/stack.js';
import { newCustomer } from './stack/stories.js';

/**
 * While others do their worst, somebody works. Each attack goes on for as long as it takes to make a number of calls, and with
 * HOSTILE_SECONDS at least for that long.
 */
const seconds = Number(process.env['HOSTILE_SECONDS'] ?? 0);
const leastCalls = 120;

const attacks = [
  'readers who take in nothing',
  'writers who never finish',
  'a stream, and 130 reads sent ahead',
  'as much sent ahead as is allowed',
  'half-closed connections',
  'chunked bodies that break off',
  'huge bodies',
  'deep bodies',
  'early hang-ups',
  'a thousand connections',
];

/**
 * What the others may notice of an attack: milliseconds. A second; and where the machine is so busy with other things that calls
 * take long in peace too, ten times that.
 */
let bearable: number;

let stack: Stack;
let gateway: Replica;
let admin: Client;
let tokens: string[];
const attackers = new Set<ChildProcess>();

beforeAll(async () => {
  // With the limits of a real one.
  const env = {
    RATE_LIMIT_PER_MINUTE: '6000',
    RATE_LIMIT_STRANGERS_PER_MINUTE: '600',
    RATE_LIMIT_PAGES_PER_MINUTE: '6000',
  };
  stack = await startStack({ replicas: 1, env });
  gateway = stack.replicas.find(({ service }) => service === 'gateway') as Replica;
  tokens = await Promise.all(['sales', 'finance', 'member'].map((account) => stack.token(account)));
  const sales = await stack.as('sales');
  for (let i = 0; i < 200; i += 1) await newCustomer(sales, `Customer ${i}`);
  admin = client(`http://127.0.0.1:${gateway.port}/api/v1`, await stack.token('admin'));
  bearable = Math.max(1_000, 10 * p99(await workOn()));
}, 240_000);
afterAll(async () => {
  for (const attacker of attackers) attacker.kill('SIGKILL');
  await stack?.stop();
});

async function under<R>(attack: string, work: () => Promise<R>): Promise<R> {
  const children = tokens.map((token) =>
    fork(fileURLToPath(new URL('./hostile/attack.mjs', import.meta.url)), [
      JSON.stringify({ port: gateway.port, token, attack }),
    ]),
  );
  for (const child of children) attackers.add(child);
  try {
    await Promise.all(children.map((child) => once(child, 'message')));
    return await work();
  } finally {
    for (const child of children) {
      attackers.delete(child);
      child.kill('SIGKILL');
    }
  }
}

/** A read of each service and a write, by turns; milliseconds of each. */
async function workOn(): Promise<number[]> {
  const calls = [
    () => admin.get('/customers?limit=20'),
    () => admin.get('/projects?limit=20'),
    () => admin.get('/notifications?limit=20'),
    () => admin.get('/me'),
    () =>
      admin.post('/customers', { name: 'A customer among enemies', email: 'c@example.com', currency: 'EUR' }),
  ];
  const took: number[] = [];
  const end = Date.now() + seconds * 1000;
  while (took.length < leastCalls || Date.now() < end) {
    const startedAt = performance.now();
    const { status, body } = await (calls[took.length % calls.length] as () => ReturnType<Client['get']>)();
    took.push(performance.now() - startedAt);
    expect({ status, body }).toMatchObject({ status: took.length % calls.length === 0 ? 201 : 200 });
  }
  return took.sort((a, b) => a - b);
}

const p99 = (sorted: number[]): number => sorted[Math.floor(sorted.length * 0.99)] as number;

describe('Whoever works beside', () => {
  it.each(attacks)(
    '%s is served within a second',
    async (attack) => {
      const took = await under(attack, workOn);
      expect(p99(took)).toBeLessThan(bearable);
      expect(gateway.running()).toBe(true);
      expect(gateway.log()).not.toContain('uncaught');
    },
    120_000 + seconds * 1000,
  );
});

it('When all is over, every service can be reached by those who attacked, and is ready', async () => {
  await eventually(
    () => client(`http://127.0.0.1:${gateway.port}`).get('/readyz'),
    ({ status }) => status === 200,
  );
  for (const token of tokens.slice(0, 2)) {
    const attacker = client(`http://127.0.0.1:${gateway.port}/api/v1`, token);
    await eventually(
      () => attacker.get('/customers?limit=1'),
      ({ status }) => status === 200,
      { timeoutMs: 65_000, what: 'the end of the minute in which they sent too much' },
    );
  }
  expect(stack.replicas.every((replica) => replica.running())).toBe(true);
}, 150_000);
