import { afterEach, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type * as Unsettled from '../services/billing/src/closures/unsettled.js';
import type * as Receipts from '../services/billing/src/receipts/receipt.js';

/** The stories of `closure.test.ts` on builds that lack a rule: they notice. Each rule is taken out of the code and of the database. */
const receiptPath = '../services/billing/src/receipts/receipt.js';
const unsettledPath = '../services/billing/src/closures/unsettled.js';
const runs = 25 * Number(process.env['CLOSURE_RUNS'] ?? 30);

afterEach(() => {
  for (const path of [receiptPath, unsettledPath]) jest.unstable_unmockModule(path);
  jest.resetModules();
});

/** Modules are replaced before the services that use them are loaded. */
async function faultsWithout(sql: string): Promise<string> {
  const { startServices } = await import('./closure/services.js');
  const { openPost } = await import('./closure/post.js');
  const { broken } = await import('./closure/invariants.js');
  const { play, storiesWith } = await import('./closure/stories.js');
  const services = await startServices({ replicas: 1, broker: false });
  try {
    const post = openPost(services);
    await services.billing.database.query(sql);
    const { stories, examples } = storiesWith(() => post);
    const holds = fc.asyncProperty(stories, async (story) => {
      expect(await play(services, post, story, { whileItGoesOn: broken, whenDrained: broken })).toEqual([]);
    });
    const found = await fc.check(holds, { numRuns: runs, examples, endOnFailure: true });
    return String(found.errorInstance);
  } finally {
    await services.stop();
  }
}

it('a project’s money that settles what is not the project’s is noticed', async () => {
  const real = (await import(receiptPath)) as typeof Receipts;
  jest.unstable_mockModule(receiptPath, () => ({
    ...real,
    checkSettles: (...[receipt, invoice, amount, pots]: Parameters<typeof real.checkSettles>) => {
      // As if the invoice were for what the receipt is for; the same project and milestone always may.
      const { projectId, milestoneId } = receipt;
      return real.checkSettles(receipt, { ...invoice, projectId, milestoneId }, amount, pots);
    },
  }));
  const found = await faultsWithout('DROP TRIGGER receipt_allocation_matches ON receipt_allocation');
  expect(found).toMatch(/ledger \d+\/\d+, documents|journal: |finalized: /);
}, 600_000);

it('a project that is closed with an invoice that is due, or with money that is left, is noticed', async () => {
  const real = (await import(unsettledPath)) as typeof Unsettled;
  jest.unstable_mockModule(unsettledPath, () => ({ ...real, unsettled: () => [] }));
  const found = await faultsWithout('DROP TRIGGER project_ledger_closed_means_settled ON project_ledger');
  expect(found).toMatch(/finalized: \d+ (due|left)/);
}, 600_000);
