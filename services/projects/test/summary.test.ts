import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProjectsSummary } from '@closeout/contracts/http/projects';
import type { Permission } from '@closeout/contracts/permissions';
import { newId } from '@closeout/service-kit/db';
import { api, startWorld, type World } from './support/world.js';
import { decision } from './support/closures.js';
import { onTeam } from './support/team.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ replicas: 1 });
});
afterAll(() => world?.close());

const me = newId();
async function summaryFor(
  permissions: readonly Permission[] | 'all',
  { id = me, clearance = 9 } = {},
): Promise<ProjectsSummary> {
  const { status, body } = await (
    await world.as({ permissions, id, clearance })
  ).get(api('/projects/summary'));
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}
const line = ({ waiting }: ProjectsSummary, code: string) => waiting.find((one) => one.code === code);
const countOf = ({ byStatus }: ProjectsSummary, status: string) =>
  byStatus.find((one) => one.status === status)?.count;

describe('What waits in projects', () => {
  it('for a project manager: what is overdue in the projects that they run, and nobody else’s', async () => {
    const mine = await world.project({ projectManagerId: me });
    const other = await world.project();
    for (const { id } of [mine, other]) {
      await world.milestone(id, { dueDate: '2026-02-01' });
      await world.milestone(id, { dueDate: '2026-04-15', expectedAmount: '2000.00' });
      await world.admin.post(api(`/projects/${id}/stages`), { name: 'Survey', dueDate: '2026-02-10' });
    }
    const summary = await summaryFor(['project_payments.view']);
    const record = { id: mine.id, number: mine.number, title: mine.title, count: 1 };
    expect(summary.waiting).toEqual([
      {
        ...{ code: 'stages-overdue', count: 1, hours: null, amounts: [] },
        records: [{ ...record, currency: 'EUR', amount: null, since: '2026-02-10' }],
      },
      {
        ...{ code: 'milestones-overdue', count: 1, hours: null },
        amounts: [{ currency: 'EUR', amount: '1000.00' }],
        records: [{ ...record, currency: 'EUR', amount: '1000.00', since: '2026-02-01' }],
      },
    ]);
    expect(summary.expected).toEqual([
      { month: '2026-02', currency: 'EUR', amount: '1000.00' },
      { month: '2026-04', currency: 'EUR', amount: '2000.00' },
    ]);
    expect(countOf(summary, 'ACTIVE')).toBe(1);
    expect(summary.closures).toBeNull();
    expect((await summaryFor(['projects.view', 'project_payments.view'])).expected).toEqual([
      { month: '2026-02', currency: 'EUR', amount: '2000.00' },
      { month: '2026-04', currency: 'EUR', amount: '4000.00' },
    ]);
    expect((await summaryFor(['projects.view'], { id: newId() })).expected).toEqual([]);
  });

  it('for whoever decides on hours and expenses: those of others', async () => {
    const project = await world.project();
    const worker = await world.as({ permissions: 'all', id: newId() });
    const myself = await world.as({ permissions: 'all', id: me });
    await onTeam(world, project.id, worker, myself);
    const hours = api(`/projects/${project.id}/time-entries`);
    const entry = { date: '2026-02-20', hours: '7.5', description: 'Cabling' };
    for (const who of [worker, myself]) {
      const { body } = await who.post(hours, entry);
      expect((await who.post(`${hours}/${body.id}/submit`)).status).toBe(200);
      await who.post(api(`/projects/${project.id}/expenses`), {
        ...{ kind: 'PURCHASE', description: 'Cable', amount: '90.00', currency: 'EUR', date: '2026-02-21' },
      });
    }
    const { body: draft } = await myself.post(hours, { ...entry, hours: '0.25', date: '2026-02-22' });
    const summary = await summaryFor(['projects.view', 'time.approve', 'expenses.settle', 'time.log']);
    expect(line(summary, 'time-entries-to-approve')).toMatchObject({
      count: 1,
      hours: '7.50',
      records: [{ id: project.id, count: 1, since: '2026-02-20' }],
    });
    expect(line(summary, 'expenses-to-settle')).toMatchObject({
      count: 1,
      amounts: [{ currency: 'EUR', amount: '90.00' }],
    });
    expect(line(summary, 'time-entries-to-submit')).toMatchObject({ count: 1, hours: '0.25' });
    await world.admin.delete(api(`/projects/${project.id}/team/${me}`));
    // Who left sees it until what they left there is decided on.
    const decides = async () => (await summaryFor(['time.approve', 'expenses.settle'])).waiting;
    const toSettle = expect.objectContaining({ code: 'expenses-to-settle' });
    expect(await decides()).toContainEqual(toSettle);
    expect((await myself.delete(`${hours}/${draft.id}`)).status).toBe(204);
    const mine = async (path: string) => (await worker.get(path)).body.items;
    for (const { id } of await mine(`${hours}?userId=${me}`)) await worker.post(`${hours}/${id}/approve`);
    const expenses = api(`/projects/${project.id}/expenses`);
    for (const { id } of await mine(`${expenses}?recordedBy=${me}`))
      await worker.post(`${expenses}/${id}/settle`);
    expect(await decides()).not.toContainEqual(toSettle);
  });

  it('for whoever closes projects: those that nothing holds up, those to be asked for, and what came of it', async () => {
    const project = await world.project();
    const closer = ['projects.view', 'projects.technical_closure', 'projects.finance_closure'] as const;
    const ready = async () => line(await summaryFor(closer), 'technical-closures-ready');
    const checklist = api(`/projects/${project.id}/checklist`);
    const { items } = (await world.admin.get(checklist)).body;
    for (const { id } of items) {
      expect(await ready()).toBeUndefined();
      await world.admin.patch(`${checklist}/${id}`, { done: true });
    }
    expect(await ready()).toMatchObject({ count: 1, records: [{ id: project.id }] });
    await world.admin.patch(`${checklist}/${items[0].id}`, { done: false });
    expect(await ready()).toBeUndefined();
    await world.admin.patch(`${checklist}/${items[0].id}`, { done: true });
    const deliverable = await world.admin.post(api(`/projects/${project.id}/deliverables`), {
      name: 'Manual',
    });
    expect(await ready()).toBeUndefined();
    await world.admin.patch(api(`/projects/${project.id}/deliverables/${deliverable.body.id}`), {
      status: 'CANCELLED',
    });
    expect(await ready()).toMatchObject({ count: 1 });

    await world.admin.post(api(`/projects/${project.id}/technical-closure`), {});
    expect(await ready()).toBeUndefined();
    expect(line(await summaryFor(closer), 'financial-closures-open')).toMatchObject({
      count: 1,
      records: [{ id: project.id }],
    });
    const { body: closure } = await world.admin.post(api(`/projects/${project.id}/financial-closure`), {});
    const asked = await summaryFor(closer);
    expect(asked.waiting.filter(({ code }) => /closure/.test(code))).toEqual([]);
    expect(asked.closures).toMatchObject({
      count: 1,
      items: [{ closureId: closure.closureId, projectId: project.id, stalled: false }],
    });
    await world.billing.tell(decision(world, 'REJECTED', closure));
    await world.see(
      `/projects/${project.id}/financial-closure/${closure.closureId}`,
      (body) => body.status === 'REJECTED',
    );
    const after = await summaryFor(closer);
    expect(after.waiting.filter(({ code }) => /closure/.test(code))).toMatchObject([
      { code: 'financial-closures-rejected', count: 1, records: [{ id: project.id }] },
    ]);
    expect(after.closures).toEqual({ count: 0, items: [] });
  });

  it('leaves out the customers above the reader’s clearance', async () => {
    const before = await summaryFor('all', { clearance: 4 });
    const customer = await world.billing.customer({ securityLevel: 5 });
    await world.db.query('UPDATE person SET clearance = 9 WHERE id = $1', [me]);
    const project = await world.project({ customerId: customer.id, projectManagerId: me });
    await world.milestone(project.id, { dueDate: '2026-02-01' });
    expect(await summaryFor('all', { clearance: 4 })).toEqual(before);
    const cleared = await summaryFor('all', { clearance: 5 });
    expect(countOf(cleared, 'ACTIVE')).toBe((countOf(before, 'ACTIVE') ?? 0) + 1);
  });
});
