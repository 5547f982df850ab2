import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { billingEvents, type QuoteApproval, type QuoteState } from '@closeout/contracts/events/billing';
import type { Project } from '@closeout/contracts/http/projects';
import { newId } from '@closeout/service-kit/db';
import { eventually } from '@closeout/service-kit/testing';
import { api, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const example = billingEvents.quoteApproved.example as QuoteApproval;
let quotes = 0;

/** A quote that was approved, for a customer whom projects has never heard of. */
function approval(more: Partial<QuoteState> = {}, customer: Partial<QuoteApproval['customer']> = {}) {
  const customerId = newId();
  const number = `QUO-2026-${String((quotes += 1)).padStart(4, '0')}`;
  const quote: QuoteState = { ...example.quote, id: newId(), number, customerId, ...more };
  const data: QuoteApproval = {
    ...example,
    quote,
    customer: { ...example.customer, id: customerId, ...customer },
    cpo: { ...example.cpo, customerId, quoteId: quote.id },
  };
  return {
    quote,
    event: () => world.billing.event(billingEvents.quoteApproved.type, quote.id, quote.version, data),
  };
}

const linked = (quote: QuoteState, version: number, projectId: string) =>
  world.billing.event(billingEvents.quoteLinked.type, quote.id, version, { ...quote, version, projectId });

const born = async (quote: QuoteState): Promise<Project[]> => {
  const { items } = (await world.admin.get(api(`/projects?customerId=${quote.customerId}`))).body;
  return Promise.all(
    items.map(async ({ id }: Project) => (await world.admin.get(api(`/projects/${id}`))).body),
  );
};
const appears = async (quote: QuoteState) =>
  (
    await eventually(
      () => born(quote),
      (found) => found.length > 0,
    )
  )[0] as Project;

describe('A project born of an approved quote', () => {
  it('is active, for the quote’s customer, with its title, budget, legal entity and manager', async () => {
    const manager = newId();
    const { quote, event } = approval({ legalEntityId: 'berlin', projectManagerId: manager });
    await world.billing.tell(event());
    const project = await appears(quote);
    expect(project).toMatchObject({
      number: expect.stringMatching(/^PRJ-2026-\d{4}$/),
      status: 'ACTIVE',
      title: quote.title,
      customer: { id: quote.customerId, name: 'Client A' },
      budgetTotal: '8000.00',
      currency: 'EUR',
      startDate: '2026-03-01',
      legalEntityId: 'berlin',
      projectManagerId: manager,
      quoteId: quote.id,
      createdBy: example.approvedBy,
    });
    expect(await world.said(project.id)).toMatchObject([
      { type: 'projects.project-created.v1', data: { quoteId: quote.id } },
      {
        type: 'projects.member-assigned.v1',
        data: { userId: quote.projectManagerId, role: 'PROJECT_MANAGER' },
      },
    ]);
    const nodes = (await world.admin.get(api(`/projects/${project.id}/budget-nodes`))).body.items;
    expect(nodes).toMatchObject([{ code: '1', name: 'Installation', amount: '8000.00' }]);
    expect(
      (await world.admin.get(api(`/projects/${project.id}/checklist`))).body.items.length,
    ).toBeGreaterThan(0);
    const { items } = (await world.admin.get(api(`/projects/${project.id}/history`))).body;
    expect(items).toMatchObject([
      { action: 'create', to: 'ACTIVE', changedBy: { name: `Approval of ${quote.number}` } },
    ]);
  });

  it('has no manager when whom the quote names could not join its team by now', async () => {
    const [gone, low, high] = [{ active: false }, { clearance: 3 }, { clearance: 4 }].map((more) =>
      world.gateway.user(more),
    );
    for (const user of [gone, low, high]) if (user) await world.gateway.tellOf(user);
    await eventually(
      () => world.db.query('SELECT 1 FROM person WHERE id = ANY ($1)', [[gone?.id, low?.id, high?.id]]),
      (rows) => rows.length === 3,
    );
    const cleared = await world.as({ permissions: 'all', clearance: 9 });
    for (const [user, named] of [
      [gone, false],
      [low, false],
      [high, true],
    ] as const) {
      const { quote, event } = approval({ projectManagerId: user?.id ?? null }, { securityLevel: 4 });
      await world.billing.tell(event());
      const [row] = await eventually(
        () => world.db.query('SELECT id FROM project WHERE quote_id = $1', [quote.id]),
        (rows) => rows.length > 0,
      );
      const { body } = await cleared.get(api(`/projects/${row?.['id']}`));
      expect(body).toMatchObject({ title: quote.title, projectManagerId: named ? user?.id : null });
    }
  });

  it('is one, however often the approval is said, at both replicas at once', async () => {
    const approvals = Array.from({ length: 5 }, () => approval());
    const events = approvals.flatMap(({ event }) => [event(), event(), event(), event()]);
    await world.billing.tell(...events, ...events);
    for (const { quote } of approvals) await appears(quote);
    const { quote, event } = approval();
    await world.billing.tell(event());
    await appears(quote);
    for (const each of approvals) expect(await born(each.quote)).toHaveLength(1);
    const numbers = await world.db.query<{ n: bigint }>('SELECT number_order AS n FROM project ORDER BY 1');
    const counts = numbers.map(({ n }) => Number(n % 1_000_000_000n));
    expect(counts).toEqual(counts.map((_, i) => i + 1));
  });

  it('begins although its customer is inactive: the order is there', async () => {
    const { quote, event } = approval({}, { status: 'INACTIVE' });
    await world.billing.tell(event());
    expect((await appears(quote)).status).toBe('ACTIVE');
  });
});

describe('A quote that gets its project later', () => {
  it('is noted on that project, and no other is made', async () => {
    const project = await world.project();
    const { quote, event } = approval({ projectId: project.id, customerId: project.customerId });
    await world.billing.tell(event());
    await world.see(`/projects/${project.id}`, ({ quoteId }) => quoteId === quote.id);
    expect(await born(quote)).toHaveLength(1);
  });

  it('brings its budget to that project, once, beside what is planned there already', async () => {
    const project = await world.project();
    await world.admin.post(api(`/projects/${project.id}/budget-nodes`), {
      code: '1',
      name: 'Mine',
      amount: '5.00',
    });
    const { quote } = approval({
      budgetNodes: [
        { code: '1', parent: null, name: 'Installation', amount: '6000.00' },
        { code: '1.1', parent: '1', name: 'Cables', amount: '1000.00' },
        { code: '2', parent: null, name: 'Training', amount: '2000.00' },
      ],
    });
    await world.billing.tell(
      linked(quote, 5, project.id),
      linked(quote, 5, project.id),
      linked(quote, 6, project.id),
    );
    await world.see(`/projects/${project.id}`, ({ quoteId }) => quoteId === quote.id);
    const nodes = (await world.admin.get(api(`/projects/${project.id}/budget-nodes`))).body.items;
    expect(nodes).toMatchObject([
      { code: '1', name: 'Mine', amount: '5.00' },
      { code: '1.1', name: 'Cables', amount: '1000.00', parentId: nodes[0].id },
      { code: '2', name: 'Training', amount: '2000.00', parentId: null },
    ]);
    const listed = (await world.admin.get(api(`/projects?customerId=${project.customerId}`))).body.items;
    expect(listed.find(({ id }: Project) => id === project.id)?.quoteId).toBe(quote.id);
  });

  it('brings its budget too where it is a further quote, once: what is removed then stays away', async () => {
    const project = await world.project();
    const budget = api(`/projects/${project.id}/budget-nodes`);
    const quoted = (code: string) =>
      approval({ budgetNodes: [{ code, parent: null, name: 'Extension', amount: '10.00' }] }).quote;
    const [first, second] = [quoted('1'), quoted('2')];
    await world.billing.tell(linked(first, 5, project.id));
    await world.see(`/projects/${project.id}`, ({ quoteId }) => quoteId === first.id);
    await world.billing.tell(linked(second, 5, project.id));
    const codes = async () =>
      (await world.admin.get(budget)).body.items.map(({ code }: { code: string }) => code);
    await eventually(codes, (found) => found.length === 2, { what: 'the nodes of both quotes' });
    expect((await world.admin.get(api(`/projects/${project.id}`))).body.quoteId).toBe(first.id);
    const node = (await world.admin.get(budget)).body.items[1];
    expect((await world.admin.delete(`${budget}/${node.id}`)).status).toBe(204);
    const other = await world.project();
    await world.billing.tell(linked(second, 6, project.id), linked(quoted('3'), 1, other.id));
    await world.see(`/projects/${other.id}`, ({ quoteId }) => quoteId !== null);
    expect(await codes()).toEqual(['1']);
  });

  it('is linked although its budget does not fit', async () => {
    const project = await world.project();
    const { quote } = approval({
      budgetNodes: Array.from({ length: 501 }, (_, n) => ({
        code: `${n}`,
        parent: null,
        name: 'Node',
        amount: '1.00',
      })),
    });
    await world.billing.tell(linked(quote, 5, project.id));
    await world.see(`/projects/${project.id}`, ({ quoteId }) => quoteId === quote.id);
    expect((await world.admin.get(api(`/projects/${project.id}/budget-nodes`))).body.items).toEqual([]);
  });

  it('moves to another project, and the newest link wins in any order', async () => {
    const [first, second] = [await world.project(), await world.project()];
    const { quote } = approval();
    await world.billing.tell(
      linked(quote, 5, second.id),
      linked(quote, 4, first.id),
      linked(quote, 5, second.id),
    );
    await world.see(`/projects/${second.id}`, ({ quoteId }) => quoteId === quote.id);
    await world.billing.tell(linked(quote, 6, first.id));
    await world.see(`/projects/${first.id}`, ({ quoteId }) => quoteId === quote.id);
    expect((await world.admin.get(api(`/projects/${second.id}`))).body.quoteId).toBeNull();
  });
});
