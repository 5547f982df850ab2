import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceName } from '@closeout/contracts/services';
import { eventually } from '@closeout/service-kit/testing';
import { startStack, type Client, type Replica, type Stack } from './stack/stack.js';
import { make, newCustomer, paidProject, type Json } from './stack/stories.js';

/** The whole product with one replica of each service, as most installations run it, while one is restarted by SIGTERM. */
let stack: Stack;
let admin: Client;
let customer: Json;

beforeAll(async () => {
  // Asked again so late that no answer comes of it.
  stack = await startStack({ replicas: 1, env: { CLOSURE_ASK_AGAIN_MS: '3600000' } });
  admin = await stack.as('admin');
  customer = await newCustomer(admin, 'Client A');
}, 150_000);
afterAll(() => stack?.stop());

const replicaOf = (service: ServiceName) =>
  stack.replicas.find((replica) => replica.service === service) as Replica;

async function sentQuote(): Promise<Json> {
  const quote = await make(admin, '/quotes', {
    customerId: customer.id,
    title: 'System Implementation',
    currency: 'EUR',
    lines: [{ description: 'Work', quantity: '1', unitPrice: '100.00' }],
  });
  return make(admin, `/quotes/${quote.id}/send`);
}

async function waiting(): Promise<number> {
  const [quotes] = await stack.sql(
    'billing',
    `SELECT count(*)::int AS n FROM quote WHERE status = 'APPROVED' AND project_id IS NULL`,
  );
  const [closures] = await stack.sql(
    'projects',
    `SELECT count(*)::int AS n FROM financial_closure WHERE status = 'PENDING'`,
  );
  return Number(quotes?.['n']) + Number(closures?.['n']);
}

describe('Once a single replica is back from a restart', () => {
  it.each(['billing', 'projects'] as const)(
    'of %s, quotes have their projects and closures their answers within 2 s',
    async (service) => {
      const orders: (() => Promise<Json>)[] = [];
      for (let i = 0; i < 6; i += 1) {
        const quote = await sentQuote();
        const project = await paidProject(admin, customer.id);
        const order = { cpoNumber: `PO ${quote.id}`, amount: '100.00' };
        orders.push(
          () => make(admin, `/quotes/${quote.id}/approve`, order),
          () => make(admin, `/projects/${project.id}/financial-closure`),
        );
      }
      // Some before it goes, some while it is away: those are asked for until it takes them.
      const first = orders.splice(0, 6).map((order) => order());
      await Promise.all(first.slice(0, 2));
      await replicaOf(service).kill('SIGTERM');
      const rest = orders.map((order) => order());
      replicaOf(service).start();
      await stack.ready();
      await Promise.all([...first, ...rest]);
      const back = Date.now();
      await eventually(waiting, (count) => count === 0, {
        timeoutMs: 60_000,
        what: 'projects of quotes, and answers to closures',
      });
      expect(Date.now() - back).toBeLessThan(2000);
    },
    180_000,
  );
});
