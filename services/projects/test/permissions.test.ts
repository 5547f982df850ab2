import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Operation } from '@closeout/contracts/http';
import { projectsOperations, type Project } from '@closeout/contracts/http/projects';
import { permissions, type Permission } from '@closeout/contracts/permissions';
import { newId } from '@closeout/service-kit/db';
import { client, type TestClient } from '@closeout/service-kit/testing';
import { bodies, pathWith, recordsOf } from './support/records.js';
import { onTeam } from './support/team.js';
import { api, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ replicas: 1 });
});
afterAll(() => world?.close());

const reason = 'because';
const operations = Object.values(projectsOperations) as Operation[];

/** Whoever plans payments sees them too: the answer is a payment. (Whoever adds a node of the budget, its amount.) */
const seesPayments = new Set(['addMilestone', 'updateMilestone', 'addPayment']);

/** What it takes beyond seeing the project. */
const needed: Record<string, Permission | Permission[] | null> = {
  getProjectsSummary: null,
  createProject: 'projects.create',
  listProjects: null,
  getProject: null,
  updateProject: 'projects.edit',
  deleteProject: 'projects.delete',
  holdProject: 'projects.change_status',
  resumeProject: 'projects.change_status',
  cancelProject: 'projects.change_status',
  reopenProject: 'projects.edit',
  emergencyFinalizeProject: 'projects.edit',
  changeProjectStatus: 'projects.change_status',
  archiveProject: 'projects.delete',
  unarchiveProject: 'projects.delete',
  listProjectHistory: null,
  listMilestones: 'project_payments.view',
  getMilestone: 'project_payments.view',
  addMilestone: 'project_payments.manage',
  updateMilestone: 'project_payments.manage',
  removeMilestone: 'projects.delete',
  listPayments: 'project_payments.view',
  addPayment: 'project_payments.manage',
  listProjectDocuments: 'project_payments.view',
  listStages: 'project_stages.view',
  getStage: 'project_stages.view',
  addStage: 'project_stages.manage',
  updateStage: 'project_stages.manage',
  removeStage: 'project_stages.manage',
  getProgress: 'project_stages.view',
  listTeam: null,
  assignMembers: 'project_team.manage',
  removeMember: 'project_team.manage',
  previewFinancialClosure: ['projects.finance_closure', 'projects.view_cost_income'],
  requestFinancialClosure: 'projects.finance_closure',
  getFinancialClosure: ['projects.finance_closure', 'projects.view_cost_income'],
  listBudgetNodes: null,
  getBudgetNode: null,
  addBudgetNode: 'projects.edit',
  updateBudgetNode: 'projects.edit',
  removeBudgetNode: 'projects.delete',
  listChecklist: null,
  updateChecklistItem: 'projects.edit',
  listDeliverables: null,
  getDeliverable: null,
  addDeliverable: 'projects.edit',
  updateDeliverable: 'projects.edit',
  listExpenses: null,
  getExpense: null,
  recordExpense: 'expenses.record',
  updateExpense: 'expenses.record',
  settleExpense: 'expenses.settle',
  rejectExpense: 'expenses.settle',
  listTimeEntries: null,
  getTimeEntry: null,
  logTime: 'time.log',
  updateTimeEntry: 'time.log',
  removeTimeEntry: 'time.log',
  submitTimeEntry: 'time.log',
  approveTimeEntry: 'time.approve',
  rejectTimeEntry: 'time.approve',
  settleWork: 'projects.finance_closure',
  unsettleWork: 'projects.finance_closure',
  getTechnicalClosure: null,
  closeTechnically: 'projects.technical_closure',
};

async function call(who: TestClient, operation: Operation, ids: Record<string, string>) {
  const path = pathWith(operation.path, ids);
  if (operation.method === 'get' || operation.method === 'delete') return who[operation.method](path);
  const body = operation.id === 'createProject' ? {} : (bodies[operation.id] ?? { reason });
  return who[operation.method](path, operation.body ? body : undefined);
}

describe('Every operation', () => {
  it('has its permission in this table', () => {
    expect(Object.keys(needed).sort()).toEqual(operations.map((o) => o.id).sort());
  });

  it.each(operations.map((o) => [o.id, o] as const))(
    '%s asks for its permission, and for nothing else',
    async (id, operation) => {
      const me = newId();
      const as = async (granted: readonly Permission[]) => world.as({ permissions: granted, id: me });
      const ids = await recordsOf(world, (await world.project()).id, await as(permissions));
      if (id === 'logTime') await onTeam(world, ids['id'] ?? '', { id: me });
      expect((await call(client(world.urls[0] ?? ''), operation, ids)).status).toBe(401);
      const anyOf = [needed[id] ?? []].flat();
      const permission = anyOf[0] ?? null;
      const all = permissions.filter((p) => !anyOf.includes(p));
      const without = await call(await as(all), operation, ids);
      if (permission === null) {
        expect(without.status).toBe(200);
      } else {
        expect(without).toMatchObject({ status: 403, body: { code: 'permission-missing', permission } });
      }
      const enough: Permission[] = permission === null ? [] : [permission];
      if (seesPayments.has(id)) enough.push('project_payments.view');
      if (id === 'addBudgetNode') enough.push('projects.view_cost_income');
      const answer = await call(await as(['projects.view', ...enough]), operation, ids);
      expect([400, 403, 404].includes(answer.status) && id !== 'createProject').toBe(false);
    },
  );
});

describe('Who sees a project', () => {
  it('those with the permission, and those who run it; for others it is not there', async () => {
    const [me, colleague] = [newId(), newId()];
    const mine = await world.project({ projectManagerId: me, technicalManagerId: colleague });
    const other = await world.project();
    for (const id of [me, colleague]) {
      const manager = await world.as({ permissions: [], id });
      const list = (await manager.get(api('/projects'))).body;
      expect(list.items.map((p: Project) => p.id)).toEqual([mine.id]);
      expect((await manager.get(api(`/projects/${mine.id}`))).body.milestones).toEqual([]);
      expect((await manager.get(api(`/projects/${mine.id}/milestones`))).status).toBe(200);
      expect((await manager.get(api(`/projects/${mine.id}/documents`))).status).toBe(200);
      expect((await manager.get(api(`/projects/${other.id}`))).status).toBe(404);
      expect((await manager.get(api(`/projects/${other.id}/history`))).status).toBe(404);
    }
    const stranger = await world.as({ permissions: ['projects.edit', 'project_payments.manage'] });
    expect((await stranger.get(api('/projects'))).body.items).toEqual([]);
    expect((await stranger.patch(api(`/projects/${mine.id}`), { title: 'Mine now' })).status).toBe(404);
    expect(
      (await stranger.post(api(`/projects/${mine.id}/milestones`), { type: 'FINAL', expectedAmount: '1' }))
        .status,
    ).toBe(404);
  });

  it('leaves out every figure for those who may not see money, and the notes for those who may not edit', async () => {
    const project = await world.project({
      milestones: [{ type: 'FINAL', expectedAmount: '1.00' }],
      hourlyRate: '98.70',
      internalNotes: 'Pays late',
    });
    const viewer = await world.as({ permissions: ['projects.view'] });
    const { body } = await viewer.get(api(`/projects/${project.id}`));
    for (const field of ['budgetTotal', 'totals', 'milestones', 'hourlyRate', 'internalNotes', 'overdue'])
      expect(body).not.toHaveProperty(field);
    expect(body.warnings).toEqual([]);
    const planner = await world.as({ permissions: ['projects.view', 'project_payments.manage'] });
    const refused = await planner.post(api(`/projects/${project.id}/milestones`), {
      type: 'PROGRESS',
      expectedAmount: '1',
    });
    expect(refused).toMatchObject({ status: 403, body: { permission: 'project_payments.view' } });
  });

  it('only with the clearance that its customer asks for', async () => {
    const customer = await world.billing.customer({ name: 'Secret Service', securityLevel: 5 });
    const project = await world.project({ customerId: customer.id });
    const manager = await world.as({ permissions: 'all', clearance: 4 });
    const body = {
      customerId: customer.id,
      title: 'X',
      budgetTotal: '1',
      currency: 'EUR',
      startDate: '2026-01',
    };
    expect((await manager.get(api(`/projects/${project.id}`))).status).toBe(404);
    expect((await manager.get(api('/projects?q=secret'))).body.items).toEqual([]);
    expect((await manager.post(api(`/projects/${project.id}/hold`), { reason })).status).toBe(404);
    expect(await manager.post(api('/projects'), body)).toMatchObject({
      status: 400,
      body: { code: 'customer-not-found' },
    });
    const cleared = await world.as({ permissions: 'all', clearance: 5 });
    expect((await cleared.get(api('/projects?q=secret'))).body.items).toHaveLength(1);
    expect((await cleared.post(api('/projects'), body)).status).toBe(201);
  });
});

describe('The list of those who run projects', () => {
  it('is paged and searched like any other, each project once', async () => {
    const [me, colleague] = [newId(), newId()];
    const made: Project[] = [];
    for (let i = 0; i < 6; i += 1) {
      const managers = [
        { projectManagerId: me },
        { projectManagerId: colleague, technicalManagerId: me },
        { projectManagerId: me, technicalManagerId: me },
      ];
      made.push(await world.project({ title: `Own project ${'abcdef'[i]}`, ...managers[i % 3] }));
    }
    const manager = await world.as({ permissions: [], id: me });
    for (const sort of ['number', '-number', 'createdAt', '-createdAt', 'title', '-title']) {
      const pages: Project[] = [];
      for (let cursor = ''; pages.length < 10;) {
        const { items, nextCursor } = (await manager.get(api(`/projects?sort=${sort}&limit=4${cursor}`)))
          .body;
        pages.push(...items);
        if (nextCursor === null) break;
        cursor = `&cursor=${nextCursor}`;
      }
      const expected = made.map((p) => p.id);
      expect(pages.map((p) => p.id)).toEqual(sort.startsWith('-') ? expected.reverse() : expected);
    }
    const search = async (q: string) => (await manager.get(api(`/projects?q=${q}`))).body.items.length;
    expect(await search('own+project')).toBe(6);
    expect(await search(made[2]?.number ?? '')).toBe(1);
    expect(await search('PRJ-2026')).toBe(6);
    expect(await search('PRJ-2025')).toBe(0);
  });
});
