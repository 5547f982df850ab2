import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Blocker, BlockerStep, MilestoneState, ProjectState } from '@closeout/contracts/events/projects';
import fc from 'fast-check';
import { must, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

const reason = { reason: 'because' };
const post = async (path: string, body: object, status = 200) =>
  must(await world.api.post(`/api/v1/${path}`, body), status);

interface Case {
  customer: any;
  project: ProjectState;
  milestones: MilestoneState[];
}

async function given(): Promise<Case> {
  const customer = await world.customer();
  const project = world.projects.project(customer.id, { status: 'TECHNICALLY_CLOSED', budgetTotal: '0.00' });
  const milestones = [1, 2].map((no) => world.projects.milestone(project, { label: `Part ${no}` }));
  // Billing gets to know it.
  await world.invoice(customer.id, '1.00', { projectId: project.id, milestoneId: milestones[0]?.id });
  return { customer, project, milestones };
}

const codes = ['invoice-not-settled', 'credit-left'];
async function blockersOf({ project }: Case): Promise<Blocker[]> {
  const { blockers } = must(await world.peer.get(`/internal/projects/${project.id}/reconciliation`), 200);
  return blockers.filter(
    ({ code, permission }: Blocker) =>
      codes.includes(code) || (code === 'sums-differ' && permission === 'receipts.issue'),
  );
}

const settleProject = ({ project }: Case, query = '') =>
  post(`billing/projects/${project.id}/settle${query}`, { credit: true });

/** As whoever reads the step would do it. */
async function carryOut(of: Case, { kind, amount, receiptId, invoiceId }: BlockerStep): Promise<unknown> {
  const allocate = () => post(`receipts/${receiptId}/allocations`, { invoiceId, amount }, 201);
  switch (kind) {
    case 'SETTLE':
      return allocate();
    case 'SETTLE_WITH_CREDIT':
      return receiptId ? allocate() : settleProject(of);
    case 'RELEASE_AND_SETTLE':
      await post(`receipts/${receiptId}/release`, { amount, ...reason });
      return allocate();
    case 'RECEIVE':
      return world.receipt(of.customer.id, amount, {
        projectId: of.project.id,
        allocations: invoiceId ? [{ invoiceId, amount }] : [],
      });
    case 'REFUND_OR_RELEASE':
      return post(`receipts/${receiptId}/release`, { amount, ...reason });
    default:
      throw new Error(`${kind} is no step that anybody knows`);
  }
}

const parts = fc.constantFrom(null, 0, 1);
const units = fc.integer({ min: 1, max: 4 });
const receipts = fc.record({
  units,
  part: parts,
  /** Of the project, of another of the customer, or of none. */
  at: fc.constantFrom('own', 'own', 'other', 'none'),
  released: fc.nat(4),
});

async function enter(of: Case, invoices: { units: number; part: number | null }[], paid: any[]) {
  const { customer, project, milestones } = of;
  const other = world.projects.project(customer.id);
  const place = (at: string, part: number | null) => ({
    projectId: { own: project.id, other: other.id, none: null }[at],
    milestoneId: at === 'own' && part !== null ? milestones[part]?.id : null,
  });
  for (const { units: n, part } of invoices) await world.invoice(customer.id, `${n}0.00`, place('own', part));
  for (const { units: n, part, at, released } of paid) {
    const receipt = await world.receipt(customer.id, `${n}0.00`, place(at, part));
    const amount = `${Math.min(n, released)}0.00`;
    if (at !== 'none' && released > 0) await post(`receipts/${receipt.id}/release`, { amount, ...reason });
  }
}

describe('What a closure’s blockers propose', () => {
  it('names the customer’s credit, and money of another milestone, before it asks for a further payment', async () => {
    const of = await given();
    const [advance, final] = of.milestones;
    const at = (milestone?: MilestoneState) => ({ projectId: of.project.id, milestoneId: milestone?.id });
    const invoice = await world.invoice(of.customer.id, '99.00', at(advance));
    const [own, elsewhere, credit] = [
      await world.receipt(of.customer.id, '20.00', at(advance)),
      await world.receipt(of.customer.id, '30.00', at(final)),
      await world.receipt(of.customer.id, '40.00'),
    ];
    const find = async (code: string) =>
      (await blockersOf(of)).filter((each) => each.code === code).map(({ action }) => action);
    expect(await find('invoice-not-settled')).toEqual([
      `Settle it with 1.00 EUR of ${own.number}`,
      `Settle it with 19.00 EUR of ${own.number}; settle it with 40.00 EUR of the customer’s credit (${credit.number}); ` +
        `move 30.00 EUR of ${elsewhere.number} to the customer’s credit and settle it with them; issue a receipt over 10.00 EUR that settles it`,
    ]);
    expect(await find('credit-left')).toContain(
      `Move 30.00 EUR to the customer’s credit and settle ${invoice.number} with them`,
    );
    expect(await find('sums-differ')).toEqual([
      'Settle its invoices with 40.00 EUR of the customer’s credit; issue a receipt over 10.00 EUR',
    ]);
    // Without being asked to, settling the project leaves the customer's credit alone.
    const settle = `billing/projects/${of.project.id}/settle?dryRun=true`;
    expect((await post(settle, {})).answer).toMatchObject({ settled: '20.00' });
    expect((await post(settle, { credit: true })).answer).toMatchObject({ settled: '60.00', due: '40.00' });
  });

  it('can be done, step by step, and is gone then; settling the project in one go does what they say', async () => {
    const stories = fc.record({
      invoices: fc.array(fc.record({ units, part: parts }), { maxLength: 3 }),
      paid: fc.array(receipts, { maxLength: 4 }),
      first: fc.nat(9),
    });
    await fc.assert(
      fc.asyncProperty(stories, async ({ invoices, paid, first }) => {
        const of = await given();
        await enter(of, invoices, paid);
        let rounds = 0;
        for (let left = await blockersOf(of); left.length > 0; left = await blockersOf(of)) {
          const planned = left
            .filter(({ code }) => code === 'invoice-not-settled')
            .flatMap(({ steps = [] }) => steps.filter(({ kind }) => kind.startsWith('SETTLE')));
          const { answer } = await settleProject(of, '?dryRun=true');
          expect(Number(answer.settled)).toBe(planned.reduce((sum, { amount }) => sum + Number(amount), 0));

          const blocker = left[(first + rounds) % left.length] as Blocker;
          const steps = blocker.steps ?? [];
          if (blocker.code !== 'sums-differ') expect(steps.length).toBeGreaterThan(0);
          for (const step of steps) await carryOut(of, step);
          if (steps.length > 0) {
            const now = await blockersOf(of);
            const same = ({ code, recordId }: Blocker) => `${code} ${recordId}`;
            expect(now.map(same)).not.toContain(same(blocker));
          }
          rounds += 1;
          expect(rounds).toBeLessThan(20);
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
