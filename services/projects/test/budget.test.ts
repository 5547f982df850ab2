import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BudgetNode, BudgetTree, Project } from '@closeout/contracts/http/projects';
import { newId } from '@closeout/service-kit/db';
import { eventually } from '@closeout/service-kit/testing';
import { someone } from './support/people.js';
import { anExpense } from './support/records.js';
import { api, startWorld, type World } from './support/world.js';

/** A budget: a tree of what may be spent, what was, and what waits; and the moment at which it runs low. */
let world: World;
let project: Project;
let budget: string;
let expenses: string;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

async function begin(more: object = {}): Promise<void> {
  project = await world.project({ budgetTotal: '10000.00', ...more });
  budget = api(`/projects/${project.id}/budget-nodes`);
  expenses = api(`/projects/${project.id}/expenses`);
}
async function node(code: string, amount: string, parentId?: string): Promise<BudgetNode> {
  const answer = await world.admin.post(budget, { code, name: `Node ${code}`, amount, parentId });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
}
async function spend(amount: string, budgetNodeId: string | null = null): Promise<string> {
  const answer = await world.admin.post(expenses, { ...anExpense, amount, budgetNodeId });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body.id;
}
const tree = async (): Promise<BudgetTree> => (await world.admin.get(budget)).body;
const figures = async () =>
  Object.fromEntries((await tree()).items.map((n) => [n.code, [n.amount, n.spent, n.committed]]));
const thresholds = async () =>
  (
    await world.db.query<{
      data: { percent: number; node: { code: string } | null; spent: string; committed: string };
    }>(
      `SELECT data FROM kit.event_log WHERE type = 'projects.budget-threshold-passed.v1' AND data->'project'->>'id' = $1 ORDER BY id`,
      [project.id],
    )
  ).map(({ data }) => `${data.node?.code ?? 'all'} ${data.percent}`);

describe('A budget', () => {
  it('is a tree in the order of its codes; what is spent below counts above', async () => {
    await begin();
    const work = await node('1', '6000.00');
    const second = await node('1.10', '1000.00', work.id);
    const first = await node('1.2', '5000.00', work.id);
    await node('2', '4000.00');
    const train = await spend('300.00', first.id);
    await spend('50.00', second.id);
    await spend('7.50', work.id);
    await spend('100.00');
    await world.admin.post(`${expenses}/${train}/settle`);
    const rejected = await spend('999.00', first.id);
    await world.admin.post(`${expenses}/${rejected}/reject`, { reason: 'No' });
    const { items, total } = await tree();
    expect(items.map((n) => [n.code, n.depth, n.parentId])).toEqual([
      ['1', 1, null],
      ['1.2', 2, work.id],
      ['1.10', 2, work.id],
      ['2', 1, null],
    ]);
    expect(await figures()).toEqual({
      '1': ['6000.00', '300.00', '57.50'],
      '1.2': ['5000.00', '300.00', '0.00'],
      '1.10': ['1000.00', '0.00', '50.00'],
      '2': ['4000.00', '0.00', '0.00'],
    });
    expect(total).toEqual({ currency: 'EUR', amount: '10000.00', spent: '300.00', committed: '157.50' });
    expect((await world.said(second.id)).map((event) => event.data)).toMatchObject([
      { code: '1.10', parentId: work.id, amount: '1000.00', currency: 'EUR', removed: false },
    ]);
  });

  it('warns when the nodes below have more than the node, and forbids nothing', async () => {
    await begin();
    const work = await node('1', '100.00');
    const part = await node('1.1', '100.01', work.id);
    expect((await world.admin.get(`${budget}/${work.id}`)).body.warnings).toEqual([
      { code: 'children-exceed-node', detail: 'The nodes below 1 add up to 100.01, the node has 100.00.' },
    ]);
    await world.admin.patch(`${budget}/${part.id}`, { amount: '100.00' });
    expect((await world.admin.get(`${budget}/${work.id}`)).body.warnings).toEqual([]);
  });

  it('gives each code once, also when ten ask for it at the same moment', async () => {
    await begin();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => world.admin.post(budget, { code: 'A', name: 'A', amount: '1' })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
    const other = await node('B', '1.00');
    expect((await world.admin.patch(`${budget}/${other.id}`, { code: 'A' })).body.code).toBe(
      'budget-code-taken',
    );
    expect(
      (await world.admin.patch(`${budget}/${other.id}`, { code: 'B', name: 'Node B' })).body.version,
    ).toBe(1);
  });

  it('is eight levels deep', async () => {
    await begin();
    let parent: BudgetNode | undefined;
    for (let level = 1; level <= 8; level += 1) parent = await node(`L${level}`, '1.00', parent?.id);
    expect(
      await world.admin.post(budget, { code: 'L9', name: 'Too deep', amount: '1', parentId: parent?.id }),
    ).toMatchObject({ status: 409, body: { code: 'budget-too-deep' } });
  });

  it('keeps the nodes that something hangs on', async () => {
    await begin();
    const work = await node('1', '100.00');
    const part = await node('1.1', '50.00', work.id);
    const expense = await spend('1.00', part.id);
    for (const [id, what] of [
      [work.id, 'Other nodes'],
      [part.id, 'Expenses'],
    ]) {
      const refused = await world.admin.delete(`${budget}/${id}`);
      expect(refused).toMatchObject({ status: 409, body: { code: 'budget-node-in-use' } });
      expect(refused.body.detail).toContain(what);
    }
    await world.admin.patch(`${expenses}/${expense}`, { budgetNodeId: work.id });
    expect((await world.admin.delete(`${budget}/${part.id}`)).status).toBe(204);
    expect((await world.said(part.id)).at(-1)).toMatchObject({ version: 2, data: { removed: true } });
    expect(Object.keys(await figures())).toEqual(['1']);
  });

  it('keeps the nodes that purchase orders name, and has billing take back what it let go of in vain', async () => {
    await begin();
    const work = await node('1', '100.00');
    const order = { id: newId(), number: 'PO-77' };
    world.billing.orders.push(order);
    const path = `${budget}/${work.id}`;
    const refused = await world.admin.delete(path);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'budget-node-in-use', orders: [order], detail: expect.stringContaining('PO-77') },
    });
    const whoSeesNoPayments = await world.as({ permissions: ['projects.view', 'projects.delete'] });
    expect(JSON.stringify((await whoSeesNoPayments.delete(path)).body)).not.toContain('PO-77');
    world.billing.orders.length = 0;
    world.billing.away = true;
    expect((await world.admin.delete(path)).status).toBe(503);
    world.billing.away = false;
    // Billing may have heard the question: a new version of the node says that it is still there.
    expect((await world.said(work.id)).at(-1)).toMatchObject({ data: { removed: false } });
    expect((await world.said(work.id)).at(-1)?.version).toBeGreaterThan(1);
    await eventually(
      () => world.admin.delete(path),
      ({ status }) => status === 204,
      { what: 'the node removed' },
    );
    expect((await world.said(work.id)).at(-1)).toMatchObject({ data: { removed: true } });
  });

  it('shows its figures to those who may see costs or run the project, and its nodes to all', async () => {
    const technician = newId();
    await begin({ technicalManagerId: technician });
    const { id } = await node('1', '100.00');
    const viewer = await world.as({ permissions: ['projects.view', 'projects.edit'] });
    for (const body of [
      (await viewer.get(budget)).body.items[0],
      (await viewer.get(`${budget}/${id}`)).body,
      (await viewer.patch(`${budget}/${id}`, { name: 'Wiring' })).body,
    ]) {
      expect(body).toMatchObject({ code: '1', currency: 'EUR' });
      for (const hidden of ['amount', 'spent', 'committed', 'warnings'])
        expect(body).not.toHaveProperty(hidden);
    }
    expect((await viewer.get(budget)).body.total).toEqual({ currency: 'EUR' });
    for (const reader of [
      await world.as({ permissions: [], id: technician }),
      await someone(world, 'finance'),
    ]) {
      expect((await reader.get(budget)).body.items[0].amount).toBe('100.00');
    }
  });

  it('cannot take a node of another project', async () => {
    await begin();
    const foreign = await node('1', '100.00');
    await begin();
    expect((await world.admin.post(expenses, { ...anExpense, budgetNodeId: foreign.id })).body).toMatchObject(
      {
        status: 400,
        code: 'budget-node-not-found',
      },
    );
    expect(
      (await world.admin.post(budget, { code: 'X', name: 'X', amount: '1', parentId: foreign.id })).body,
    ).toMatchObject({ status: 400, code: 'budget-node-not-found' });
  });

  it('is changed after technical closure, and not in a finalized project', async () => {
    await begin();
    const { id } = await node('1', '100.00');
    await world.db.query(`UPDATE project SET status = 'TECHNICALLY_CLOSED' WHERE id = $1`, [project.id]);
    expect((await world.admin.patch(`${budget}/${id}`, { amount: '90.00' })).status).toBe(200);
    await world.db.query(`UPDATE project SET status = 'FINALIZED' WHERE id = $1`, [project.id]);
    for (const answer of [
      await world.admin.patch(`${budget}/${id}`, { amount: '80.00' }),
      await world.admin.delete(`${budget}/${id}`),
      await world.admin.post(budget, { code: '2', name: 'X', amount: '1' }),
    ]) {
      expect(answer).toMatchObject({
        status: 409,
        body: { code: 'project-read-only', currentStatus: 'FINALIZED' },
      });
    }
  });
});

describe('A threshold', () => {
  it('of 80 and of 100 per cent is said once, of the node and of everything above it', async () => {
    await begin();
    const work = await node('1', '1000.00');
    const part = await node('1.1', '100.00', work.id);
    await spend('79.99', part.id);
    expect(await thresholds()).toEqual([]);
    const last = await spend('0.01', part.id);
    expect(await thresholds()).toEqual(['1.1 80']);
    await spend('720.00', work.id);
    expect(await thresholds()).toEqual(['1.1 80', '1 80']);
    await spend('200.00', part.id);
    expect(await thresholds()).toEqual(['1.1 80', '1 80', '1 100', '1.1 100']);
    // It falls below and rises again: that is no news.
    await world.admin.post(`${expenses}/${last}/reject`, { reason: 'Twice' });
    await spend('0.02', part.id);
    expect(await thresholds()).toHaveLength(4);
    await spend('7000.00');
    await spend('2000.00');
    expect((await thresholds()).slice(4)).toEqual(['all 80', 'all 100']);
  });

  it('tells the figures of the moment, with its project', async () => {
    await begin({ budgetTotal: '100.00' });
    const settled = await spend('60.00');
    await world.admin.post(`${expenses}/${settled}/settle`);
    await spend('20.00');
    const [event] = await world.db.query(
      `SELECT subject, aggregate_version AS version, data FROM kit.event_log
       WHERE type = 'projects.budget-threshold-passed.v1' AND data->'project'->>'id' = $1`,
      [project.id],
    );
    expect(event).toMatchObject({
      version: 1,
      data: {
        ...{ percent: 80, node: null, budget: '100.00', spent: '60.00', committed: '20.00', currency: 'EUR' },
        project: { number: project.number },
      },
    });
  });

  it('is also passed by a correction, and by a lower budget', async () => {
    await begin();
    const part = await node('1', '100.00');
    const id = await spend('10.00', part.id);
    await world.admin.patch(`${expenses}/${id}`, { amount: '85.00' });
    expect(await thresholds()).toEqual(['1 80']);
    await world.admin.patch(`${budget}/${part.id}`, { amount: '85.00' });
    expect(await thresholds()).toEqual(['1 80', '1 100']);
    await world.admin.patch(api(`/projects/${project.id}`), { budgetTotal: '100.00' });
    expect(await thresholds()).toEqual(['1 80', '1 100', 'all 80']);
  });

  it('is said once by twenty expenses of the same moment, whoever records them', async () => {
    await begin({ budgetTotal: '100.00' });
    const part = await node('1', '100.00');
    await Promise.all(Array.from({ length: 20 }, () => spend('5.00', part.id)));
    expect((await thresholds()).sort()).toEqual(['1 100', '1 80', 'all 100', 'all 80']);
    expect((await tree()).total).toMatchObject({ committed: '100.00', spent: '0.00' });
  });
});
