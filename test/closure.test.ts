import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newBusiness, type Business } from './closure/business.js';
import { broken, brokenWhenDrained } from './closure/invariants.js';
import { openPost, type Post } from './closure/post.js';
import { startServices, type Services } from './closure/services.js';
import { play, storiesWith, type Check } from './closure/stories.js';

/**
 * Whatever is issued, credited, received, allocated, refunded, reversed, closed and reopened on a project, and however the messages
 * between projects and billing come: a project is finalized only with sums that agree, nothing due and nothing left, the journal says
 * what the documents say, and no document is issued into a locked ledger.
 */
const runs = Number(process.env['CLOSURE_RUNS'] ?? 30);
let services: Services;
let post: Post;
beforeAll(async () => {
  services = await startServices({ replicas: 1, broker: false });
  post = openPost(services);
});
afterAll(() => services?.stop());

const { stories, examples } = storiesWith(() => post);
const holdsInEvery = (whileItGoesOn: Check, whenDrained: Check) =>
  fc.asyncProperty(stories, async (story) => {
    expect(await play(services, post, story, { whileItGoesOn, whenDrained })).toEqual([]);
  });

describe('A project is finalized only with sums that agree, nothing due and nothing left', () => {
  it(`in ${runs} stories, with messages late, twice, in any order, and consumers that die`, async () => {
    await fc.assert(holdsInEvery(broken, brokenWhenDrained), { numRuns: runs, examples });
    const ends = await services.projects.database.query<{ status: string }>(
      'SELECT DISTINCT status FROM financial_closure ORDER BY 1',
    );
    expect(ends.map(({ status }) => status)).toEqual(['FINALIZED', 'REJECTED', 'WITHDRAWN']);
    const bases = await services.billing.database.query<{ basis: string }>(
      `SELECT DISTINCT report ->> 'basis' AS basis FROM closure_decision WHERE verdict = 'APPROVED' ORDER BY 1`,
    );
    expect(bases.map(({ basis }) => basis)).toEqual(['BUDGET', 'CPO', 'INVOICED']);
    const blockers = await services.billing.database.query<{ code: string }>(
      `SELECT DISTINCT b ->> 'code' AS code FROM closure_decision, jsonb_array_elements(report -> 'blockers') AS b`,
    );
    expect(blockers.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['sums-differ', 'invoice-not-settled', 'credit-left', 'work-not-invoiced']),
    );
  }, 600_000);

  it('also after both services were restarted in the middle of a closure', async () => {
    const business = await newBusiness(services, post);
    await business.invoice(2, 'project');
    await business.receive(2, 'project', [0]);
    await business.closeTechnically();
    await post.drain();
    await business.closeFinancially();
    await services.projects.restart();
    await post.deliver(0);
    await services.billing.restart();
    await business.invoice(1, 'project');
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
    const found = await fc.check(holdsInEvery(broken, broken), {
      numRuns: runs,
      examples,
      endOnFailure: true,
    });
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
