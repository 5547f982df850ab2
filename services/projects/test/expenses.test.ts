import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Expense, Project } from '@closeout/contracts/http/projects';
import { someone } from './support/people.js';
import { anExpense } from './support/records.js';
import { api, startWorld, type World } from './support/world.js';

/** Money that a project costs: recorded by those who spent it, settled or rejected by others. */
let world: World;
let project: Project;
let expenses: string;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

async function begin(more: object = {}): Promise<void> {
  project = await world.project(more);
  expenses = api(`/projects/${project.id}/expenses`);
}
const traveller = () => someone(world, 'team_member', 'projects.view');

describe('An expense', () => {
  it('is recorded, corrected by whoever recorded it, and settled by somebody else', async () => {
    await begin();
    const [tom, petra] = [await traveller(), await someone(world, 'project_manager')];
    const train = (await tom.post(expenses, { ...anExpense, kind: 'logistics', amount: 89.9 })).body;
    expect(train).toMatchObject({
      ...{ kind: 'LOGISTICS', amount: '89.90', currency: 'EUR', status: 'RECORDED', version: 1 },
      ...{ recordedBy: { id: tom.id }, decidedBy: null, budgetNodeId: null },
    });
    const path = `${expenses}/${train.id}`;
    expect((await tom.patch(path, { amount: '98.90' }, { 'if-match': '"1"' })).body).toMatchObject({
      amount: '98.90',
      version: 2,
    });
    expect((await petra.patch(path, { amount: '1.00' })).body.code).toBe('expense-of-another');
    expect((await petra.post(`${path}/settle`)).body).toMatchObject({
      ...{ status: 'SETTLED', version: 3, decidedBy: { id: petra.id }, reason: null },
    });
    for (const [action, body] of [
      ['settle', undefined],
      ['reject', { reason: 'No' }],
    ] as const) {
      expect(await petra.post(`${path}/${action}`, body)).toMatchObject({
        status: 409,
        body: { code: 'expense-decided', allowed: [] },
      });
    }
    expect((await tom.patch(path, { amount: '5.00' })).body.code).toBe('expense-decided');
    expect((await world.said(train.id)).map((event) => [event.type, event.data['status']])).toEqual([
      ['projects.expense-recorded.v1', 'RECORDED'],
      ['projects.expense-recorded.v1', 'RECORDED'],
      ['projects.expense-decided.v1', 'SETTLED'],
    ]);
  });

  it('is dated tomorrow by UTC at the latest, also one of before that rule when it is settled', async () => {
    await begin();
    const [tom, petra] = [await traveller(), await someone(world, 'project_manager')];
    expect((await tom.post(expenses, { ...anExpense, date: '2026-03-03' })).body.code).toBe('date-in-future');
    const { id } = (await tom.post(expenses, { ...anExpense, date: '2026-03-02' })).body;
    expect((await tom.patch(`${expenses}/${id}`, { date: '2026-03-03' })).body.code).toBe('date-in-future');
    await world.db.query(`UPDATE expense SET expense_date = '2027-01-01' WHERE id = $1`, [id]);
    expect((await petra.post(`${expenses}/${id}/settle`)).body.code).toBe('date-in-future');
    expect((await petra.post(`${expenses}/${id}/reject`, { reason: 'Not yet' })).status).toBe(200);
  });

  it('is rejected with a reason, which whoever recorded it can read', async () => {
    await begin();
    const [tom, petra] = [await traveller(), await someone(world, 'project_manager')];
    const { id } = (await tom.post(expenses, anExpense)).body;
    const rejected = await petra.post(`${expenses}/${id}/reject`, { reason: 'Belongs to another project' });
    expect(rejected.body).toMatchObject({ status: 'REJECTED', reason: 'Belongs to another project' });
    expect((await tom.get(`${expenses}/${id}`)).body).toEqual(rejected.body);
  });

  it('is never decided on by whoever recorded it, unless they manage users', async () => {
    await begin();
    const petra = await someone(world, 'project_manager');
    const { id } = (await petra.post(expenses, anExpense)).body;
    expect(await petra.post(`${expenses}/${id}/settle`)).toMatchObject({
      status: 409,
      body: { code: 'own-expense', permission: 'expenses.settle' },
    });
    const own = (await world.admin.post(expenses, anExpense)).body;
    expect((await world.admin.post(`${expenses}/${own.id}/settle`)).body.status).toBe('SETTLED');
  });

  it('is decided on once, however many decide at the same moment', async () => {
    await begin();
    const { id } = (await (await traveller()).post(expenses, anExpense)).body;
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        i % 2 === 0
          ? world.admin.post(`${expenses}/${id}/settle`)
          : world.admin.post(`${expenses}/${id}/reject`, { reason: 'No' }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect((await world.said(id)).map((event) => event.version)).toEqual([1, 2]);
  });

  it('is seen by those who decide or may see costs; others see their own', async () => {
    await begin();
    const [tom, tina] = [await traveller(), await traveller()];
    const { id } = (await tom.post(expenses, anExpense)).body;
    expect((await tina.get(expenses)).body.items).toEqual([]);
    expect((await tina.get(`${expenses}?recordedBy=${tom.id}`)).body.items).toEqual([]);
    expect((await tina.get(`${expenses}/${id}`)).status).toBe(404);
    for (const role of ['project_manager', 'technical_manager', 'finance', 'direction'] as const) {
      const reader = await someone(world, role);
      expect((await reader.get(`${expenses}?recordedBy=${tom.id}`)).body.items).toHaveLength(1);
    }
  });
});

it('the list is by day, in pages, and by kind, status, node and time', async () => {
  await begin();
  const dates = ['2026-02-01', '2026-01-15', '2026-02-01', '2026-02-20', '2025-12-31'];
  for (const [i, date] of dates.entries()) {
    await world.admin.post(expenses, {
      ...anExpense,
      date,
      kind: ['REFUND', 'PURCHASE'][i % 2],
    });
  }
  const days = (items: Expense[]) => items.map((expense) => expense.date);
  for (const sort of ['date', '-date']) {
    const seen: Expense[] = [];
    let cursor = '';
    do {
      const { items, nextCursor } = (await world.admin.get(`${expenses}?sort=${sort}&limit=2${cursor}`)).body;
      seen.push(...items);
      cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
    } while (cursor !== '');
    const expected = [...dates].sort();
    expect(days(seen)).toEqual(sort === 'date' ? expected : expected.reverse());
    expect(new Set(seen.map((expense) => expense.id)).size).toBe(5);
  }
  const find = async (filter: string) =>
    days((await world.admin.get(`${expenses}?sort=date&${filter}`)).body.items);
  expect(await find('kind=PURCHASE')).toEqual(['2026-01-15', '2026-02-20']);
  expect(await find('from=2026-01-01&to=2026-02-01')).toEqual(['2026-01-15', '2026-02-01', '2026-02-01']);
  expect(await find('status=SETTLED')).toEqual([]);
});

describe('The status of the project', () => {
  const to = (status: string) =>
    world.db.query('UPDATE project SET status = $2 WHERE id = $1', [project.id, status]);

  it('on hold: nothing is spent, but what was is decided on', async () => {
    await begin();
    const tom = await traveller();
    const { id } = (await tom.post(expenses, anExpense)).body;
    await world.admin.post(api(`/projects/${project.id}/hold`), { reason: 'Waiting' });
    for (const answer of [
      await tom.post(expenses, anExpense),
      await tom.patch(`${expenses}/${id}`, { amount: '1.00' }),
    ]) {
      expect(answer).toMatchObject({
        status: 409,
        body: {
          code: 'project-status-forbids',
          currentStatus: 'ON_HOLD',
          allowed: ['resume', 'emergency-finalize', 'cancel'],
        },
      });
      expect(answer.body.detail).toMatch(/ON_HOLD.*resume/);
    }
    expect((await world.admin.post(`${expenses}/${id}/settle`)).status).toBe(200);
  });

  it.each([
    ['TECHNICALLY_CLOSED', 'project-status-forbids'],
    ['FINALIZED', 'project-read-only'],
    ['CANCELLED', 'project-read-only'],
  ])('%s: nothing at all', async (status, code) => {
    await begin();
    const { id } = (await world.admin.post(expenses, anExpense)).body;
    await to(status);
    for (const answer of [
      await world.admin.post(expenses, anExpense),
      await world.admin.patch(`${expenses}/${id}`, { amount: '1.00' }),
      await world.admin.post(`${expenses}/${id}/settle`),
      await world.admin.post(`${expenses}/${id}/reject`, { reason: 'No' }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code } });
    }
    expect((await world.admin.get(`${expenses}/${id}`)).body.status).toBe('RECORDED');
  });

  it('wins or loses against an expense of the same moment, fifty times', async () => {
    const { id: customerId } = await world.billing.customer();
    const outcomes = new Set<string>();
    for (let i = 0; i < 50; i += 1) {
      await begin({ customerId });
      const record = () => world.admin.post(expenses, anExpense);
      const hold = () => world.admin.post(api(`/projects/${project.id}/hold`), { reason: 'Stop' });
      const [spent, held] = await Promise.all(
        i % 2 === 0 ? [record(), hold()] : [hold(), record()].reverse(),
      );
      expect(held?.status).toBe(200);
      const log = await world.db.query<{ type: string }>(
        `SELECT type FROM kit.event_log WHERE type ~ 'expense|status' AND (subject = $1 OR data->>'projectId' = $1) ORDER BY id`,
        [project.id],
      );
      const stored = await world.db.query('SELECT id FROM expense WHERE project_id = $1', [project.id]);
      const said = log.map((event) => event.type.split('.')[1]);
      outcomes.add(said.join());
      if (spent?.status === 201) {
        expect(said).toEqual(['expense-recorded', 'project-status-changed']);
        expect(stored).toHaveLength(1);
      } else {
        expect(spent).toMatchObject({ status: 409, body: { code: 'project-status-forbids' } });
        expect(said).toEqual(['project-status-changed']);
        expect(stored).toHaveLength(0);
      }
    }
    expect(
      [...outcomes].every((outcome) => /^(expense-recorded,)?project-status-changed$/.test(outcome)),
    ).toBe(true);
  });
});
