import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { StoredEvent } from '@closeout/contracts/events';
import { billingEvents, type InvoiceState, type ReceiptState } from '@closeout/contracts/events/billing';
import type { Milestone, Project } from '@closeout/contracts/http/projects';
import fc from 'fast-check';
import { eventually } from '@closeout/service-kit/testing';
import { aCreditNote, anInvoice, aReceipt, credited, reversed, type Place } from './support/documents.js';
import { api, startWorld, type World } from './support/world.js';

/**
 * Billing's events arrive late, twice and in any order, at two consumers at once: every order must end in the same
 * state, and that state must be what the documents say.
 */
let world: World;
beforeAll(async () => {
  world = await startWorld({ replicas: 2 });
});
afterAll(() => world?.close());

interface Plan {
  receipts: { milestone: number; cents: number; reversed: boolean; second?: number }[];
  invoices: { milestone: number; cents: number; credited: number }[];
}

const cents = fc.integer({ min: 1, max: 150_000 });
const plans: fc.Arbitrary<Plan> = fc.record({
  receipts: fc.array(
    fc.record({
      milestone: fc.nat(2),
      cents,
      reversed: fc.boolean(),
      second: fc.option(fc.nat(2), { nil: undefined }),
    }),
    { maxLength: 5 },
  ),
  invoices: fc.array(fc.record({ milestone: fc.nat(2), cents, credited: fc.constantFrom(0, 50, 100) }), {
    maxLength: 3,
  }),
});
const amount = (of: number) => (of / 100).toFixed(2);

it('any order of events, any of them twice, ends in the same state', async () => {
  await fc.assert(
    fc.asyncProperty(plans, fc.infiniteStream(fc.nat()), async (plan, luck) => {
      const { project, milestones } = await newProject();
      const place = (i: number): Place => ({
        customerId: project.customerId,
        projectId: project.id,
        milestoneId: milestones[i]?.id ?? null,
      });
      const events: StoredEvent[] = [];
      const add = (type: string, state: { id: string; version: number }) =>
        events.push(world.billing.event(type, state.id, state.version, state));
      const receipts: ReceiptState[] = plan.receipts.map((receipt, i) =>
        aReceipt(
          [receipt.milestone, receipt.second]
            .filter((m) => m !== undefined)
            .map((m) => ({ place: place(m), amount: amount(receipt.cents) })),
          { paymentDate: `2026-01-${10 + i}`, issuedAt: `2026-01-${10 + i}T08:00:00.000Z` },
        ),
      );
      const invoices: InvoiceState[] = plan.invoices.map((invoice) =>
        anInvoice(place(invoice.milestone), amount(invoice.cents)),
      );
      for (const [i, receipt] of receipts.entries()) {
        add(billingEvents.receiptIssued.type, receipt);
        if (plan.receipts[i]?.reversed) add(billingEvents.receiptReversed.type, reversed(receipt));
      }
      for (const [i, invoice] of invoices.entries()) {
        add(billingEvents.invoiceIssued.type, invoice);
        const part = ((plan.invoices[i]?.cents ?? 0) * (plan.invoices[i]?.credited ?? 0)) / 100;
        if (part < 1) continue;
        add(billingEvents.creditNoteIssued.type, aCreditNote(invoice, amount(Math.floor(part))));
        add(billingEvents.invoiceBalanceChanged.type, credited(invoice, amount(Math.floor(part))));
      }
      await world.billing.tell(...shuffled([...events, ...events], luck));
      await applied(events);

      const expected = plan.receipts
        .map((r, i) => ({ ...r, date: `2026-01-${10 + i}` }))
        .filter((r) => !r.reversed);
      const shown = (await world.admin.get(api(`/projects/${project.id}`))).body as Project;
      let total = 0;
      for (const [i, milestone] of (shown.milestones ?? []).entries()) {
        const mine = expected.flatMap((r) => [r.milestone, r.second].filter((m) => m === i).map(() => r));
        const received = mine.reduce((sum, r) => sum + r.cents, 0);
        const invoiced = plan.invoices
          .filter((inv) => inv.milestone === i)
          .reduce((sum, inv) => sum + inv.cents - Math.floor((inv.cents * inv.credited) / 100), 0);
        total += received;
        const status =
          received >= 100_000
            ? 'PAID'
            : received > 0
              ? 'PARTIALLY_PAID'
              : invoiced > 0
                ? 'INVOICED'
                : 'PLANNED';
        expect(milestone).toMatchObject({
          receivedAmount: amount(received),
          status,
          paidDate: mine[0]?.date ?? null,
        });
        await expectReplica(milestone);
      }
      expect(shown.totals?.received).toBe(amount(total));
      expect(await replicaOf(project.id)).toEqual(await rowsAnew(project.id));
    }),
    { numRuns: 15 },
  );
}, 120_000);

/** Both replicas consume from one queue; a document of a project that is not here yet waits in the database. */
it('a document that is earlier than its project waits for it', async () => {
  const { project, milestones } = await newProject();
  const [milestone] = milestones as [Milestone];
  const place = { customerId: project.customerId, projectId: project.id, milestoneId: milestone.id };
  const ghost = { ...place, projectId: '0199d3a0-0000-7000-8000-00000000beef', milestoneId: null };
  const early = aReceipt([{ place: ghost, amount: '10.00' }]);
  const known = aReceipt([{ place, amount: '10.00' }]);
  await world.billing.tell(
    world.billing.event(billingEvents.receiptIssued.type, early.id, early.version, early),
    world.billing.event(billingEvents.receiptIssued.type, known.id, known.version, known),
  );
  await world.see(`/projects/${project.id}`, (p) => p.totals.received === '10.00');
  const waiting = () =>
    world.db.query<{ status: string }>(`SELECT status FROM kit.inbox WHERE status = 'retry'`);
  await eventually(waiting, (rows) => rows.length === 1, { what: 'the early receipt to be parked' });
  await world.db.query(
    `INSERT INTO project (id, number, number_order, customer_id, currency, title, budget_minor, start_date, created_at, updated_at, title_search, customer_search)
     SELECT $1, 'PRJ-2020-0001', 2020000000001, customer_id, currency, 'Late', 0, start_date, now(), now(), 'late', customer_search FROM project WHERE id = $2`,
    [ghost.projectId, project.id],
  );
  await world.see(`/projects/${ghost.projectId}`, (p) => p.totals?.received === '10.00');
  expect(await waiting()).toEqual([]);
});

async function newProject(): Promise<{ project: Project; milestones: Milestone[] }> {
  const project = await world.project({
    milestones: ['ADVANCE', 'PROGRESS', 'FINAL'].map((type) => ({ type, expectedAmount: '1000.00' })),
  });
  return { project, milestones: project.milestones as Milestone[] };
}

async function applied(events: StoredEvent[]): Promise<void> {
  const ids = events.map((event) => event.id);
  const count = () =>
    world.db.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM kit.inbox WHERE event_id = ANY($1) AND status = 'applied'`,
      [ids],
    );
  await eventually(count, ([row]) => row?.n === ids.length, { what: 'every event to be applied' });
}

/** What was said last of a milestone is what it is. */
async function expectReplica(milestone: Milestone): Promise<void> {
  const said = (await world.said(milestone.id)).at(-1);
  expect(said).toMatchObject({
    version: milestone.version,
    data: {
      receivedAmount: milestone.receivedAmount,
      status: milestone.status,
      paidDate: milestone.paidDate,
    },
  });
}

const replicaOf = (projectId: string) =>
  world.db.query(
    'SELECT received_minor, invoiced_minor, milestones_expected_minor, next_due_date FROM project WHERE id = $1',
    [projectId],
  );

/** The same sums, straight from the documents. */
const rowsAnew = (projectId: string) =>
  world.db.query(
    `SELECT
       (SELECT coalesce(sum(s.amount_minor), 0)::bigint FROM document_share s JOIN document d ON d.id = s.document_id
        WHERE s.project_id = $1 AND d.kind = 'RECEIPT' AND d.status = 'ISSUED') AS received_minor,
       (SELECT coalesce(sum(d.invoiced_minor), 0)::bigint FROM document_share s JOIN document d ON d.id = s.document_id WHERE s.project_id = $1) AS invoiced_minor,
       (SELECT sum(expected_minor)::bigint FROM milestone WHERE project_id = $1) AS milestones_expected_minor,
       NULL::date AS next_due_date`,
    [projectId],
  );

function shuffled<T>(items: T[], luck: fc.Stream<number>): T[] {
  const keys = [...luck.take(items.length)];
  return items
    .map((item, i) => ({ item, key: keys[i] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
