import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newBusiness, orderChanges, type Business } from './closure/business.js';
import { broken, brokenWhenDrained } from './closure/invariants.js';
import { openPost, type Post } from './closure/post.js';
import { startServices, type Services } from './closure/services.js';

/**
 * Whatever is issued, credited, received, reversed, closed and reopened on a project, and however the messages between projects
 * and billing come: a project is finalized only with sums that agree, and no document is issued into a locked ledger.
 */
const runs = Number(process.env['CLOSURE_RUNS'] ?? 30);
let services: Services;
let post: Post;
beforeAll(async () => {
  services = await startServices({ replicas: 1, broker: false });
  post = openPost(services);
});
afterAll(() => services?.stop());

type Step = { what: string; run: (business: Business) => Promise<unknown> };

const step = (what: string, run: Step['run']): Step => ({ what, run });
const units = fc.integer({ min: 1, max: 3 });
const which = fc.nat(5);
const deliveries = fc
  .tuple(fc.nat(20), fc.constantFrom('once', 'once', 'once', 'keep', 'crash'))
  .map(([n, how]) => step(`deliver ${n} (${how})`, () => post.deliver(n, how as 'once')));

const steps = fc.oneof(
  { weight: 3, arbitrary: units.map((n) => step(`invoice ${n}`, (b) => b.invoice(n))) },
  { weight: 1, arbitrary: which.map((n) => step(`credit ${n}`, (b) => b.credit(n))) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(units, fc.option(which))
      .map(([n, of]) => step(`receive ${n} for ${of}`, (b) => b.receive(n, of))),
  },
  { weight: 1, arbitrary: which.map((n) => step(`reverse ${n}`, (b) => b.reverse(n))) },
  { weight: 2, arbitrary: fc.constant(step('close technically', (b) => b.closeTechnically())) },
  { weight: 4, arbitrary: fc.constant(step('close financially', (b) => b.closeFinancially())) },
  { weight: 2, arbitrary: fc.constant(step('reopen', (b) => b.reopen())) },
  { weight: 1, arbitrary: fc.constant(step('emergency', (b) => b.finalizeInAnEmergency())) },
  { weight: 1, arbitrary: units.map((n) => step(`budget ${n}`, (b) => b.changeBudget(n))) },
  { weight: 1, arbitrary: units.map((n) => step(`order ${n}`, (b) => b.order(n))) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.nat(1), fc.constantFrom(...orderChanges))
      .map(([n, change]) => step(`order ${n}: ${change}`, (b) => b.changeOrder(n, change))),
  },
  { weight: 14, arbitrary: deliveries },
  { weight: 2, arbitrary: fc.constant(step('drain', () => post.drain())) },
);
/** Most begin where it is interesting: the work is done and paid, or nearly so. */
const beginnings = fc.constantFrom<Step[]>(
  [],
  [step('paid and closed', (b) => paidAndClosed(b))],
  [step('ordered, paid and closed', (b) => orderedPaidAndClosed(b))],
);
const told = (story: Step[]) =>
  Object.assign(story, { toString: () => story.map(({ what }) => what).join(' → ') });
const stories = fc
  .tuple(beginnings, fc.array(steps, { minLength: 5, maxLength: 40, size: 'max' }))
  .map(([beginning, rest]) => told([...beginning, ...rest]));

const close = step('close financially', (b) => b.closeFinancially());
const deliverAll = step('drain', () => post.drain());
/** Played first, so that every end of a closure is among the stories. */
const examples: [Step[]][] = [
  [told([step('paid and closed', (b) => paidAndClosed(b)), close, deliverAll])],
  [told([step('ordered, paid and closed', (b) => orderedPaidAndClosed(b)), close, deliverAll])],
  [told([step('paid and closed', (b) => paidAndClosed(b)), close, step('reopen', (b) => b.reopen())])],
  [told([step('close technically', (b) => b.closeTechnically()), close, deliverAll])],
];

async function paidAndClosed(business: Business): Promise<void> {
  await business.invoice(2);
  await business.receive(2, 0);
  await business.closeTechnically();
  await post.drain();
}

async function orderedPaidAndClosed(business: Business): Promise<void> {
  await business.order(2);
  await paidAndClosed(business);
  await business.changeOrder(0, 'finalize');
}

type Check = (services: Services, projectId: string) => Promise<string[]>;

/** Plays a story, looking after each step, then delivers what is left and looks once more. */
function holdsInEvery(whileItGoesOn: Check, whenDrained: Check) {
  return fc.asyncProperty(stories, async (story) => {
    await post.drain();
    const business = await newBusiness(services, post);
    for (const each of story) {
      await each.run(business);
      expect(await whileItGoesOn(services, business.projectId)).toEqual([]);
    }
    await post.drain();
    expect(await whenDrained(services, business.projectId)).toEqual([]);
  });
}

describe('A project is finalized only with sums that agree', () => {
  it(`in ${runs} stories, with messages late, twice, in any order, and consumers that die`, async () => {
    await fc.assert(holdsInEvery(broken, brokenWhenDrained), { numRuns: runs, examples });
    const ends = await services.projects.database.query<{ status: string }>(
      'SELECT DISTINCT status FROM financial_closure ORDER BY 1',
    );
    expect(ends.map(({ status }) => status)).toEqual(['FINALIZED', 'REJECTED', 'WITHDRAWN']);
    const bases = await services.billing.database.query<{ basis: string }>(
      `SELECT DISTINCT report ->> 'basis' AS basis FROM closure_decision WHERE verdict = 'APPROVED' ORDER BY 1`,
    );
    expect(bases.map(({ basis }) => basis)).toEqual(['BUDGET', 'CPO']);
  }, 600_000);

  it('also after both services were restarted in the middle of a closure', async () => {
    const business = await newBusiness(services, post);
    await paidAndClosed(business);
    await business.closeFinancially();
    await services.projects.restart();
    await post.deliver(0);
    await services.billing.restart();
    await business.invoice(1);
    expect(await broken(services, business.projectId)).toEqual([]);
    await post.drain();
    expect(await brokenWhenDrained(services, business.projectId)).toEqual([]);
    expect(await statusOf(business)).toBe('FINALIZED');
  });
});

describe('This test', () => {
  afterEach(() => services.billing.database.query('DROP FUNCTION IF EXISTS forget_the_lock CASCADE'));

  it('notices when billing approves without locking the ledger', async () => {
    await services.billing.database.query(`
      CREATE FUNCTION forget_the_lock() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN NEW.closure_id := NULL; NEW.closure_version := NULL; RETURN NEW; END $$`);
    await services.billing.database.query(`
      CREATE TRIGGER forget_the_lock BEFORE UPDATE ON project_ledger FOR EACH ROW EXECUTE FUNCTION forget_the_lock()`);
    const found = await fc.check(holdsInEvery(broken, broken), { numRuns: 25 * runs, endOnFailure: true });
    expect(String(found.errorInstance)).toMatch(/finalized: ordered \d+, invoiced \d+, received \d+/);
  }, 600_000);
});

async function statusOf(business: Business): Promise<string> {
  const [row] = await services.projects.database.query<{ status: string }>(
    'SELECT status FROM project WHERE id = $1',
    [business.projectId],
  );
  return row?.status ?? '';
}
