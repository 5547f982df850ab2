import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChecklistItem, Project, TechnicalClosure } from '@closeout/contracts/http/projects';
import type { TestClient } from '@closeout/service-kit/testing';
import { someone } from './support/people.js';
import { anExpense, someHours } from './support/records.js';
import { onTeam } from './support/team.js';
import { api, startWorld, type World } from './support/world.js';

/** The work is done: what is still open is listed, cleared by those who can, and the project closed technically. */
let world: World;
let project: Project;
let closure: string;
let customerId: string;
const below = (path: string) => api(`/projects/${project.id}/${path}`);
beforeAll(async () => {
  world = await startWorld();
  ({ id: customerId } = await world.billing.customer());
});
afterAll(() => world?.close());
const begin = async () => {
  project = await world.project({ customerId });
  closure = below('technical-closure');
};
beforeEach(begin);

const pending = async (): Promise<TechnicalClosure> => (await world.admin.get(closure)).body;
async function tickAll(who: TestClient = world.admin): Promise<void> {
  const { items } = (await who.get(below('checklist'))).body;
  for (const item of items as ChecklistItem[]) {
    expect((await who.patch(below(`checklist/${item.id}`), { done: true })).status).toBe(200);
  }
}

describe('The checklist', () => {
  it('comes with every project, and keeps who ticked what and when', async () => {
    const { items } = (await world.admin.get(below('checklist'))).body;
    expect(items.map((item: ChecklistItem) => [item.code, item.done, item.doneBy])).toEqual([
      ['deliverables-accepted', false, null],
      ['issues-resolved', false, null],
      ['client-sign-off', false, null],
    ]);
    const manager = await someone(world, 'technical_manager');
    const path = below(`checklist/${items[2].id}`);
    const ticked = (await manager.patch(path, { done: true }, { 'if-match': '"1"' })).body;
    expect(ticked).toMatchObject({
      ...{ done: true, version: 2, doneBy: { id: manager.id, name: 'Petra Manager' } },
      doneAt: expect.stringMatching(/^2026-03-01T/),
    });
    expect((await world.admin.patch(path, { done: true })).body).toEqual(ticked);
    expect((await manager.patch(path, { done: false })).body).toMatchObject({
      done: false,
      doneBy: null,
      version: 3,
    });
    expect((await world.said(items[2].id)).map((event) => [event.version, event.data['done']])).toEqual([
      [2, true],
      [3, false],
    ]);
  });
});

describe('The technical closure', () => {
  it('tells members of others’ hours and expenses only that they are there, and who can clear them', async () => {
    const [tom, mia, tim] = [
      await someone(world, 'team_member'),
      await someone(world, 'team_member'),
      await someone(world, 'technical_manager'),
    ];
    await onTeam(world, project.id, tom);
    await onTeam(world, project.id, mia);
    const hours = (await tom.post(below('time-entries'), someHours)).body.id;
    await tom.post(below(`time-entries/${hours}/submit`));
    await tom.post(below('expenses'), anExpense);
    const own = (await mia.post(below('time-entries'), { ...someHours, description: 'Drew plans' })).body.id;

    const seen: TechnicalClosure = (await mia.get(closure)).body;
    expect(seen.pendingCount).toBe(6);
    const others = seen.pending.filter(({ kind, id }) => kind !== 'CHECKLIST' && id !== own);
    expect(others.map(({ kind, person, date, clearedBy }) => [kind, person, date, clearedBy])).toEqual([
      ['TIME_ENTRY', null, null, 'time.approve'],
      ['EXPENSE', null, null, 'expenses.settle'],
    ]);
    expect(JSON.stringify(others)).not.toContain(someHours.description);
    expect(JSON.stringify(others)).not.toContain(anExpense.description);
    expect(seen.pending.find(({ id }) => id === own)).toMatchObject({ label: 'Drew plans' });

    const whole = JSON.stringify((await tim.get(closure)).body.pending);
    for (const text of [someHours.description, anExpense.description, 'Drew plans'])
      expect(whole).toContain(text);
  });

  it('lists what is open, with who can clear it; cleared one by one, the project closes', async () => {
    const [tom, petra, theo] = [
      await someone(world, 'team_member', 'projects.view'),
      await someone(world, 'project_manager'),
      await someone(world, 'technical_manager'),
    ];
    await onTeam(world, project.id, tom);
    const hours = (await tom.post(below('time-entries'), someHours)).body.id;
    const expense = (await tom.post(below('expenses'), anExpense)).body.id;
    const manual = (await petra.post(below('deliverables'), { name: 'Manual' })).body.id;
    const list = await pending();
    expect(list).toMatchObject({ ready: false, status: 'ACTIVE', pendingCount: 6 });
    expect(list.pending.map(({ kind, code, clearedBy }) => [kind, code, clearedBy])).toEqual([
      ['TIME_ENTRY', 'time-entry-not-submitted', 'time.log'],
      ['EXPENSE', 'expense-not-decided', 'expenses.settle'],
      ['DELIVERABLE', 'deliverable-open', 'projects.edit'],
      ['CHECKLIST', 'checklist-open', 'projects.edit'],
      ['CHECKLIST', 'checklist-open', 'projects.edit'],
      ['CHECKLIST', 'checklist-open', 'projects.edit'],
    ]);
    expect(list.pending.slice(0, 3).map(({ id }) => id)).toEqual([hours, expense, manual]);
    const refused = await theo.post(closure, {});
    expect(refused).toMatchObject({ status: 409, body: { code: 'closure-pending-items', pendingCount: 6 } });
    expect(refused.body.pending).toEqual(list.pending);

    await tom.post(below(`time-entries/${hours}/submit`));
    expect((await pending()).pending[0]).toMatchObject({
      code: 'time-entry-not-decided',
      clearedBy: 'time.approve',
    });
    await petra.post(below(`time-entries/${hours}/reject`), { reason: 'Not ours' });
    await petra.post(below(`expenses/${expense}/settle`));
    await petra.patch(below(`deliverables/${manual}`), { status: 'CANCELLED' });
    await tickAll(theo);
    expect(await pending()).toEqual({ ready: true, status: 'ACTIVE', pendingCount: 0, pending: [] });

    expect((await petra.post(closure, {})).body.code).toBe('permission-missing');
    const closed = await theo.post(closure, { reason: 'Accepted', effectiveDate: '2026-02-28' });
    expect(closed).toMatchObject({
      status: 200,
      body: {
        status: 'TECHNICALLY_CLOSED',
        version: 2,
        actions: expect.not.arrayContaining(['technical-closure']),
      },
    });
    expect((await world.admin.get(below('history'))).body.items.at(-1)).toMatchObject({
      ...{ action: 'technical-closure', from: 'ACTIVE', to: 'TECHNICALLY_CLOSED', reason: 'Accepted' },
      ...{ effectiveDate: '2026-02-28', changedBy: { id: theo.id } },
    });
    expect((await world.said(project.id)).at(-1)).toMatchObject({
      type: 'projects.project-status-changed.v1',
      data: { from: 'ACTIVE', to: 'TECHNICALLY_CLOSED', action: 'technical-closure' },
    });
  });

  it('can be done without a word, and only once', async () => {
    await tickAll();
    const answers = await Promise.all(Array.from({ length: 4 }, () => world.admin.post(closure)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409]);
    expect(await pending()).toMatchObject({ ready: false, status: 'TECHNICALLY_CLOSED', pending: [] });
    expect(await world.admin.post(closure)).toMatchObject({
      status: 409,
      body: { code: 'transition-not-allowed', currentStatus: 'TECHNICALLY_CLOSED' },
    });
  });

  it('is offered by an active project, and by no other', async () => {
    expect(project.actions).toContain('technical-closure');
    await tickAll();
    await world.admin.post(below('hold'), { reason: 'Waiting' });
    expect(await pending()).toMatchObject({ ready: false, status: 'ON_HOLD', pendingCount: 0 });
    expect((await world.admin.post(closure)).body).toMatchObject({
      code: 'transition-not-allowed',
      allowed: expect.arrayContaining(['resume']),
    });
  });

  it('asked for as a status is refused alike, with what is missing', async () => {
    const refused = await world.admin.post(below('status'), { status: 'TCLS', reason: 'Done' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'closure-incomplete' } });
    expect(refused.body.missing.length).toBeGreaterThan(0);
    expect((await pending()).status).toBe('ACTIVE');
  });

  it('tried as a dry run closes nothing', async () => {
    await tickAll();
    expect((await world.admin.post(`${closure}?dryRun=true`)).body).toMatchObject({
      dryRun: true,
      statusChanges: [{ recordId: project.id, from: 'ACTIVE', to: 'TECHNICALLY_CLOSED' }],
    });
    expect((await pending()).status).toBe('ACTIVE');
  });

  it('ends all new work; after reopening it goes on, and the checklist stays ticked', async () => {
    const tom = await someone(world, 'team_member', 'projects.view');
    await onTeam(world, project.id, tom);
    const { items } = (await world.admin.get(below('checklist'))).body;
    await tickAll();
    await world.admin.post(closure);
    for (const answer of [
      await tom.post(below('time-entries'), someHours),
      await tom.post(below('expenses'), { ...anExpense, kind: 'PURCHASE' }),
      await world.admin.post(below('deliverables'), { name: 'Late' }),
      await world.admin.patch(below(`checklist/${items[0].id}`), { done: false }),
    ]) {
      expect(answer).toMatchObject({
        status: 409,
        body: {
          code: 'project-status-forbids',
          currentStatus: 'TECHNICALLY_CLOSED',
          possible: ['administration'],
        },
      });
      expect(answer.body.detail).toContain('reopen');
    }
    expect((await world.admin.patch(api(`/projects/${project.id}`), { title: 'Done' })).status).toBe(200);
    await world.admin.post(below('reopen'), { reason: 'More work' });
    expect((await tom.post(below('time-entries'), someHours)).status).toBe(201);
    expect((await pending()).pending.map((item) => item.kind)).toEqual(['TIME_ENTRY']);
  });

  it('lists the first five hundred of what is open, and counts all', async () => {
    await world.db.query(
      `INSERT INTO deliverable (id, project_id, name, created_at) SELECT gen_random_uuid(), $1, 'Part ' || i, now() FROM generate_series(1, 600) i`,
      [project.id],
    );
    const list = await pending();
    expect(list.pendingCount).toBe(603);
    expect(list.pending).toHaveLength(500);
  });

  it('and work of the same moment have one outcome, fifty times', async () => {
    const tom = await someone(world, 'team_member', 'projects.view');
    const works = [
      () => tom.post(below('time-entries'), { ...someHours, date: '2026-02-02' }),
      () => world.admin.post(below('expenses'), anExpense),
      () => world.admin.post(below('deliverables'), { name: 'Late' }),
    ];
    const won = { work: 0, closure: 0 };
    for (let i = 0; i < 50; i += 1) {
      await begin();
      await onTeam(world, project.id, tom);
      await tickAll();
      const work = works[i % works.length] as () => ReturnType<TestClient['post']>;
      const [closed, worked] = await Promise.all(
        i % 2 === 0 ? [world.admin.post(closure), work()] : [work(), world.admin.post(closure)].reverse(),
      );
      const list = await pending();
      if (closed?.status === 200) {
        won.closure += 1;
        expect(worked).toMatchObject({ status: 409, body: { code: 'project-status-forbids' } });
        expect(list).toMatchObject({ status: 'TECHNICALLY_CLOSED', pendingCount: 0 });
      } else {
        won.work += 1;
        expect(closed).toMatchObject({ status: 409, body: { code: 'closure-pending-items' } });
        expect(worked?.status).toBe(201);
        expect(list).toMatchObject({ status: 'ACTIVE', pendingCount: 1 });
      }
    }
    expect(won.work + won.closure).toBe(50);
  });
});
