import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@closeout/service-kit/db';
import { anExpense, someHours } from './support/records.js';
import { api, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());
beforeEach(() => {
  world.billing.records = [];
  world.billing.away = false;
});

const remove = (id: string, headers?: Record<string, string>) =>
  world.admin.delete(api(`/projects/${id}`), headers);
const statusOf = async (id: string) => (await world.admin.get(api(`/projects/${id}`))).status;

describe('A project that was entered by mistake', () => {
  it('is deleted with its plan, and its number stays used', async () => {
    const project = await world.project({ milestones: [{ type: 'ADVANCE', expectedAmount: '10.00' }] });
    const at = api(`/projects/${project.id}`);
    const [stage, next] = [
      await world.admin.post(`${at}/stages`, { name: 'One' }),
      await world.admin.post(`${at}/stages`, { name: 'Two' }),
    ];
    await world.admin.patch(`${at}/stages/${next.body.id}`, { dependsOn: [stage.body.id] });
    await world.admin.post(`${at}/deliverables`, { name: 'Manual' });
    const node = await world.admin.post(`${at}/budget-nodes`, { code: '1', name: 'Work', amount: '5.00' });
    await world.admin.post(`${at}/budget-nodes`, {
      code: '2',
      name: 'More',
      amount: '1.00',
      parentId: node.body.id,
    });
    const member = world.gateway.user();
    expect((await world.admin.post(`${at}/team`, { userId: member.id })).status).toBe(201);

    expect((await remove(project.id)).status).toBe(204);
    expect(await statusOf(project.id)).toBe(404);
    expect((await remove(project.id)).status).toBe(404);
    const said = (await world.said(project.id)).at(-1);
    expect(said).toMatchObject({
      type: 'projects.project-deleted.v1',
      data: { projectId: project.id, number: project.number, title: project.title },
    });
    expect(said?.version).toBeGreaterThan(1);
    const [audit] = await world.db.query(
      "SELECT detail FROM kit.audit_log WHERE action = 'deleteProject' AND record_id = $1",
      [project.id],
    );
    expect(audit?.['detail']).toMatchObject({ number: project.number });

    const following = await world.project();
    const count = (number: string) => Number(number.split('-')[2]);
    expect(count(following.number)).toBe(count(project.number) + 1);
  });

  it.each([
    ['hours', 'time-entries', someHours, 'TIME_ENTRY'],
    ['expenses', 'expenses', anExpense, 'EXPENSE'],
    ['a change of status', 'hold', { reason: 'Wait' }, 'STATUS_CHANGE'],
  ])('stays when it has %s', async (_, path, body, kind) => {
    const me = newId();
    const { id } = await world.project({ projectManagerId: me });
    const who = await world.as({ permissions: 'all', id: me });
    expect((await who.post(api(`/projects/${id}/${path}`), body)).status).toBeLessThan(300);
    const { status, body: refusal } = await remove(id);
    expect([status, refusal.code, refusal.records]).toEqual([409, 'project-in-use', [{ kind, count: 1 }]]);
    expect(await statusOf(id)).toBe(200);
  });

  it('stays when billing has drafts, quotes or orders for it, and goes on as it was', async () => {
    const project = await world.project();
    world.billing.records = [{ kind: 'INVOICE', count: 2 }];
    const { status, body } = await remove(project.id);
    expect([status, body.code, body.records]).toEqual([409, 'project-in-use', world.billing.records]);
    expect((await world.admin.get(api(`/projects/${project.id}`))).body.version).toBe(project.version);
    world.billing.records = [];
    expect((await remove(project.id)).status).toBe(204);
  });

  it('stays while billing is away: a new version has billing take it back, should it have let go', async () => {
    const project = await world.project();
    world.billing.away = true;
    expect((await remove(project.id)).status).toBe(503);
    world.billing.away = false;
    expect((await world.said(project.id)).at(-1)).toMatchObject({
      type: 'projects.project-updated.v1',
      version: 2,
    });
    expect(await world.db.query('SELECT FROM project_deletion')).toEqual([]);
  });

  it('is deleted by those only who have seen its latest version, if they say which', async () => {
    const { id } = await world.project();
    expect((await remove(id, { 'if-match': '"7"' })).status).toBe(412);
    expect((await remove(id, { 'if-match': '"1"' })).status).toBe(204);
  });

  it('by two at once is deleted once', async () => {
    const { id } = await world.project();
    const found = await Promise.all([remove(id), remove(id), remove(id)]);
    const statuses = found.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.every((status) => [204, 404, 409].includes(status))).toBe(true);
  });

  it('whose history somebody tries to take away by hand keeps it', async () => {
    const { id } = await world.project();
    await expect(world.db.query('DELETE FROM project_history WHERE project_id = $1', [id])).rejects.toThrow(
      'is kept as it was written',
    );
  });
});
