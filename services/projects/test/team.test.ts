import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { billingEvents } from '@closeout/contracts/events/billing';
import type { UserState } from '@closeout/contracts/events/gateway';
import type { Project } from '@closeout/contracts/http/projects';
import type { Permission } from '@closeout/contracts/permissions';
import { newId } from '@closeout/service-kit/db';
import { eventually } from '@closeout/service-kit/testing';
import { api, startWorld, type World } from './support/world.js';

/** People are assigned to projects; that is how they come to see them. */
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const teamOf = (project: { id: string }) => api(`/projects/${project.id}/team`);
const assign = (project: Project, body: object) => world.admin.post(teamOf(project), body);
const assignments = async (project: Project) =>
  (await world.said(project.id))
    .filter(({ type }) => type === 'projects.member-assigned.v1')
    .map(({ data }) => [data['userId'], data['role']]);

/** A user of whom this service has heard. */
async function known(more: Partial<UserState> = {}): Promise<UserState> {
  const user = world.gateway.user(more);
  await world.gateway.tellOf(user);
  await eventually(
    () => world.db.query('SELECT version FROM person WHERE id = $1', [user.id]),
    ([row]) => row?.['version'] === user.version,
    { what: `user ${user.name}` },
  );
  return user;
}

describe('A team', () => {
  it('is put together at once or one by one, and each assignment is said once', async () => {
    const project = await world.project();
    const [tom, tina, theo] = [
      await known({ name: 'Tom' }),
      await known({ name: 'Tina' }),
      await known({ name: 'Theo' }),
    ];
    expect(await assign(project, { userId: tom.id, role: 'Developer' })).toMatchObject({
      status: 201,
      body: { userId: tom.id, name: 'Tom', active: true, role: 'Developer', assignedAt: expect.any(String) },
    });
    const members = [{ userId: theo.id }, { userId: tom.id }, { userId: tina.id, role: 'Designer' }];
    expect(await assign(project, { members })).toMatchObject({
      status: 201,
      body: { items: [{ name: 'Theo', role: null }, { name: 'Tom', role: 'Developer' }, { name: 'Tina' }] },
    });
    await assign(project, { userId: tom.id, role: 'Lead developer' });
    const { items } = (await world.admin.get(teamOf(project))).body;
    expect(items.map((member: { name: string; role: string }) => [member.name, member.role])).toEqual(
      expect.arrayContaining([
        ['Tom', 'Lead developer'],
        ['Theo', null],
        ['Tina', 'Designer'],
      ]),
    );
    expect(await assignments(project)).toEqual([
      [tom.id, 'MEMBER'],
      [theo.id, 'MEMBER'],
      [tina.id, 'MEMBER'],
    ]);
  });

  it('is led by those whom the project names', async () => {
    const petra = await known({ name: 'Petra' });
    const project = await world.project({ projectManagerId: petra.id });
    expect((await world.admin.get(api(`/projects/${project.id}`))).body).toMatchObject({
      projectManager: { id: petra.id, name: 'Petra' },
      technicalManager: null,
    });
  });

  it('has each member once, however often they are assigned at once', async () => {
    const project = await world.project();
    const users = [await known(), await known()];
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        assign(
          project,
          i % 2 ? { userId: users[0]?.id } : { members: users.map(({ id }) => ({ userId: id })) },
        ),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect((await world.admin.get(teamOf(project))).body.items).toHaveLength(2);
    expect(await assignments(project)).toHaveLength(2);
  });

  it('loses members again, and who comes back is assigned anew', async () => {
    const project = await world.project();
    const user = await known();
    await assign(project, { userId: user.id });
    expect((await world.admin.delete(`${teamOf(project)}/${user.id}`)).status).toBe(204);
    expect(await world.admin.delete(`${teamOf(project)}/${user.id}`)).toMatchObject({
      status: 404,
      body: { code: 'member-not-found' },
    });
    await assign(project, { userId: user.id });
    expect(await assignments(project)).toHaveLength(2);
  });

  it('is not changed once the project is history', async () => {
    const project = await world.project();
    const user = await known();
    await assign(project, { userId: user.id });
    await world.admin.post(api(`/projects/${project.id}/cancel`), { reason: 'Withdrawn' });
    const refusal = { status: 409, body: { code: 'project-read-only' } };
    expect(await assign(project, { userId: (await known()).id })).toMatchObject(refusal);
    expect(await world.admin.delete(`${teamOf(project)}/${user.id}`)).toMatchObject(refusal);
  });
});

describe('Who can be assigned', () => {
  it('is a user who was made a moment ago, although nobody said so yet', async () => {
    const project = await world.project();
    const [fresh, other] = [world.gateway.user({ name: 'Fresh' }), world.gateway.user()];
    expect((await assign(project, { userId: fresh.id })).body.name).toBe('Fresh');
    expect((await assign(project, { members: [{ userId: other.id }, { userId: fresh.id }] })).status).toBe(
      201,
    );
  });

  it('is a user of whom the news comes at this very moment, whichever is first', async () => {
    const project = await world.project();
    const users = Array.from({ length: 25 }, () => world.gateway.user());
    const answers = await Promise.all(
      users.map(async (user) => {
        const told = world.gateway.tellOf(user);
        const answer = await assign(project, { userId: user.id });
        await told;
        return answer.status;
      }),
    );
    expect(answers).toEqual(users.map(() => 201));
  });

  it('is nobody whom the gateway does not know; and nobody is assigned then', async () => {
    const project = await world.project();
    const [fresh, unknown] = [world.gateway.user(), newId()];
    expect(await assign(project, { members: [{ userId: fresh.id }, { userId: unknown }] })).toMatchObject({
      status: 400,
      body: {
        code: 'user-unknown',
        errors: [{ pointer: '/members/1/userId', detail: expect.stringContaining(unknown) }],
      },
    });
    expect((await world.admin.get(teamOf(project))).body.items).toEqual([]);
  });

  it('cannot be said while the gateway is away, but those who are known can be assigned', async () => {
    const project = await world.project();
    const user = await known();
    world.gateway.away = true;
    try {
      expect((await assign(project, { userId: user.id })).status).toBe(201);
      expect(await assign(project, { userId: newId() })).toMatchObject({
        status: 503,
        body: { code: 'service-unavailable' },
      });
    } finally {
      world.gateway.away = false;
    }
  });

  it('is nobody who cannot sign in any more; who is on the team stays and is shown so', async () => {
    const project = await world.project();
    const user = await known({ name: 'Gone' });
    await assign(project, { userId: user.id });
    await known({ ...user, version: 2, active: false });
    // An older version that comes later changes nothing.
    await world.gateway.tellOf(user);
    expect(await assign(await world.project(), { userId: user.id })).toMatchObject({
      status: 409,
      body: { code: 'user-inactive', detail: expect.stringContaining('Gone') },
    });
    expect((await world.admin.get(teamOf(project))).body.items).toMatchObject([
      { name: 'Gone', active: false },
    ]);
  });

  it('is nobody who would not see the project', async () => {
    const customer = await world.billing.customer({ securityLevel: 5 });
    const cleared = await world.as({ permissions: 'all', clearance: 9 });
    const body = {
      customerId: customer.id,
      title: 'X',
      budgetTotal: '1',
      currency: 'EUR',
      startDate: '2026-01',
    };
    const project: Project = (await cleared.post(api('/projects'), body)).body;
    const [low, high] = [await known({ clearance: 4 }), await known({ clearance: 5 })];
    const refusal = (pointer: string) => ({
      status: 409,
      body: { code: 'member-not-cleared', userId: low.id, errors: [{ pointer, code: 'member-not-cleared' }] },
    });
    expect(await cleared.post(teamOf(project), { userId: low.id })).toMatchObject(refusal('/userId'));
    expect((await cleared.post(teamOf(project), { userId: high.id })).status).toBe(201);

    const path = api(`/projects/${project.id}`);
    for (const field of ['projectManagerId', 'technicalManagerId'] as const) {
      expect(await cleared.post(api('/projects'), { ...body, [field]: low.id })).toMatchObject(
        refusal(`/${field}`),
      );
      expect(await cleared.patch(path, { [field]: low.id })).toMatchObject(refusal(`/${field}`));
      expect(await cleared.patch(path, { [field]: high.id })).toMatchObject({
        status: 200,
        body: { [field]: high.id },
      });
    }
    expect((await assignments(project)).map(([id]) => id)).toEqual([high.id, high.id, high.id]);
  });

  it('is given to run the project by those who put people on it, and nobody takes it to see its money', async () => {
    const { id } = await world.project();
    const path = api(`/projects/${id}`);
    const editorId = (await known({})).id;
    const editor = await world.as({ id: editorId, permissions: ['projects.view', 'projects.edit'] });
    const other = await known({});
    for (const change of [{ technicalManagerId: editorId }, { projectManagerId: other.id }])
      expect(await editor.patch(path, change)).toMatchObject({
        status: 403,
        body: { code: 'permission-missing', permission: 'project_team.manage' },
      });
    expect((await editor.patch(path, { title: 'What an editor may change' })).status).toBe(200);

    const permissions = ['projects.view', 'projects.edit', 'project_team.manage'] as const;
    const lead = await world.as({ id: editorId, permissions });
    expect(await lead.patch(path, { projectManagerId: editorId })).toMatchObject({
      status: 403,
      body: { permission: 'projects.view_cost_income' },
    });
    expect((await lead.patch(path, { projectManagerId: other.id })).status).toBe(200);
    // Whoever runs it may hand it over.
    const runs = await world.as({ id: other.id, permissions: ['projects.edit'] });
    expect((await runs.patch(path, { technicalManagerId: editorId })).status).toBe(200);
  });

  it('is somebody, also where they are to run the project: known, active, or made a moment ago', async () => {
    const project = await world.project();
    const path = api(`/projects/${project.id}`);
    const customerId = (await world.billing.customer()).id;
    const body = { customerId, title: 'X', budgetTotal: '1', currency: 'EUR', startDate: '2026-01' };
    const [unknown, gone, fresh] = [newId(), await known({ active: false }), world.gateway.user()];
    expect(await world.admin.post(api('/projects'), { ...body, projectManagerId: unknown })).toMatchObject({
      status: 400,
      body: { code: 'user-unknown', errors: [{ pointer: '/projectManagerId' }] },
    });
    expect(await world.admin.patch(path, { technicalManagerId: gone.id })).toMatchObject({
      status: 409,
      body: { code: 'user-inactive', errors: [{ pointer: '/technicalManagerId' }] },
    });
    expect((await world.admin.patch(path, { projectManagerId: fresh.id })).status).toBe(200);
    expect(
      (await world.admin.post(api('/projects'), { ...body, technicalManagerId: world.gateway.user().id }))
        .status,
    ).toBe(201);
  });

  it('loses sight of the project when their clearance does not suffice any more, and keeps their place', async () => {
    const customer = await world.billing.customer();
    const [tom, petra] = [await known({ clearance: 1 }), await known({ clearance: 1 })];
    const project = await world.project({ customerId: customer.id, projectManagerId: petra.id });
    await assign(project, { userId: tom.id });
    const path = api(`/projects/${project.id}`);
    const statusFor = async (id: string, clearance: number) =>
      (await (await world.as({ permissions: ['time.log'], id, clearance })).get(path)).status;
    expect([await statusFor(tom.id, 1), await statusFor(petra.id, 1)]).toEqual([200, 200]);

    const { type } = billingEvents.customerUpdated;
    const raised = { ...customer, version: 2, securityLevel: 1 };
    await world.billing.tell(world.billing.event(type, customer.id, 2, raised));
    await eventually(
      () => statusFor(tom.id, 0),
      (status) => status === 404,
    );
    expect([await statusFor(tom.id, 1), await statusFor(petra.id, 0)]).toEqual([200, 404]);

    const cleared = await world.as({ permissions: 'all', clearance: 9 });
    await known({ ...petra, version: 2, clearance: 0 });
    // They keep what they had: only who is put there now is asked about.
    expect(await cleared.patch(path, { title: 'Another title', projectManagerId: petra.id })).toMatchObject({
      status: 200,
      body: { projectManagerId: petra.id },
    });
    expect((await cleared.get(teamOf(project))).body.items).toMatchObject([{ userId: tom.id }]);
  });
});

describe('A member', () => {
  const teamMember: Permission[] = ['time.log', 'expenses.record'];

  it('sees the project, its stages and its team, and neither its payments nor other projects', async () => {
    const [project, other] = [await world.project(), await world.project()];
    const user = await known();
    const member = await world.as({ permissions: teamMember, id: user.id });
    const seen = async () => (await member.get(api('/projects'))).body.items.map(({ id }: Project) => id);
    expect(await seen()).toEqual([]);
    await assign(project, { userId: user.id });
    expect(await seen()).toEqual([project.id]);
    for (const [path, status] of [
      ['', 200],
      ['/stages', 200],
      ['/team', 200],
      ['/history', 200],
      ['/milestones', 403],
      ['/payments', 403],
    ] as const)
      expect([path, (await member.get(api(`/projects/${project.id}${path}`))).status]).toEqual([
        path,
        status,
      ]);
    const { body } = await member.get(api(`/projects/${project.id}/progress`));
    expect(body).not.toHaveProperty('payments');
    expect(await member.post(api(`/projects/${project.id}/stages`), { name: 'X' })).toMatchObject({
      status: 403,
    });
    expect((await member.get(api(`/projects/${other.id}`))).status).toBe(404);
    await world.admin.delete(`${teamOf(project)}/${user.id}`);
    expect(await seen()).toEqual([]);
    expect((await member.get(api(`/projects/${project.id}`))).status).toBe(404);
  });

  it('who also runs the project has it once in their list', async () => {
    const user = await known();
    const project = await world.project({ projectManagerId: user.id, technicalManagerId: user.id });
    await assign(project, { userId: user.id });
    const member = await world.as({ permissions: [], id: user.id });
    expect((await member.get(api('/projects'))).body.items).toHaveLength(1);
  });
});

describe('Those who run a project', () => {
  it('are told when they begin to, and not again', async () => {
    const [petra, tim, paul] = [world.gateway.user().id, world.gateway.user().id, world.gateway.user().id];
    const project = await world.project({ projectManagerId: petra, technicalManagerId: tim });
    const path = api(`/projects/${project.id}`);
    await world.admin.patch(path, { title: 'Another title', projectManagerId: petra });
    await world.admin.patch(path, { projectManagerId: paul, technicalManagerId: null });
    await world.admin.patch(path, { technicalManagerId: paul });
    expect(await assignments(project)).toEqual([
      [petra, 'PROJECT_MANAGER'],
      [tim, 'TECHNICAL_MANAGER'],
      [paul, 'PROJECT_MANAGER'],
      [paul, 'TECHNICAL_MANAGER'],
    ]);
  });
});
