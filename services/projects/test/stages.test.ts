import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Milestone, Project, Stage } from '@closeout/contracts/http/projects';
import { newId } from '@closeout/service-kit/db';
import { api, startWorld, type World } from './support/world.js';

/** A project's work is planned in stages, waits where it must, and asks for its payments when it is done. */
let world: World;
beforeAll(async () => {
  world = await startWorld({ replicas: 2 });
});
afterAll(() => world?.close());

const reason = 'because';
const stagesOf = (project: { id: string }) => api(`/projects/${project.id}/stages`);
const one = (stage: Stage) => api(`/projects/${stage.projectId}/stages/${stage.id}`);
const patch = (stage: Stage, body: object, headers?: Record<string, string>) =>
  world.admin.patch(one(stage), body, headers);
const complete = (stage: Stage, completion = 100) => patch(stage, { completion });
const move = (project: Project, action: string) =>
  world.admin.post(api(`/projects/${project.id}/${action}`), { reason });
const list = async (project: { id: string }): Promise<Stage[]> =>
  (await world.admin.get(stagesOf(project))).body.items;
const orders = async (project: Project) => (await list(project)).map(({ name, order }) => [name, order]);
const times = <T>(count: number, run: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => run(i)));

async function plan(project: Project, name: string, more: object = {}): Promise<Stage> {
  const answer = await world.admin.post(stagesOf(project), { name, ...more });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
}

async function closeTechnically(project: Project): Promise<void> {
  await world.db.query(`UPDATE project SET status = 'TECHNICALLY_CLOSED' WHERE id = $1`, [project.id]);
}

describe('An installation in three stages', () => {
  let project: Project;
  let [site, cabling, acceptance]: Stage[] = [];

  it('is planned in its order, each stage waiting for the one before', async () => {
    project = await world.project();
    site = await plan(project, 'Site survey', { dueDate: '2026-02-15' });
    cabling = await plan(project, 'Cabling', { weight: 2, dependsOn: [site.id], description: 'Two floors' });
    acceptance = await plan(project, 'Acceptance', { dependsOn: [cabling.id] });
    expect(await list(project)).toMatchObject([
      { name: 'Site survey', order: 1, weight: 1, completion: 0, status: 'NOT_STARTED', overdue: true },
      { name: 'Cabling', order: 2, weight: 2, status: 'BLOCKED', blockedBy: [site.id], overdue: false },
      { name: 'Acceptance', order: 3, status: 'BLOCKED', dependsOn: [cabling.id], dueDate: null },
    ]);
    expect(await world.said(site.id)).toMatchObject([
      {
        type: 'projects.stage-added.v1',
        version: 1,
        data: { name: 'Site survey', order: 1, removed: false },
      },
    ]);
  });

  it('makes no progress where it waits, and says for what', async () => {
    expect(await complete(cabling as Stage, 10)).toMatchObject({
      status: 409,
      body: {
        code: 'stage-blocked',
        detail: expect.stringContaining('“Site survey” (0 %)'),
        blockedBy: [{ id: site?.id, name: 'Site survey', completion: 0 }],
      },
    });
    expect((await complete(site as Stage, 40)).body).toMatchObject({ status: 'IN_PROGRESS', completion: 40 });
    expect((await complete(site as Stage)).body).toMatchObject({
      status: 'COMPLETED',
      version: 3,
      overdue: false,
    });
    expect((await complete(cabling as Stage, 50)).body).toMatchObject({
      status: 'IN_PROGRESS',
      blockedBy: [],
    });
    expect((await world.said(site?.id as string)).map((event) => [event.type, event.version])).toEqual([
      ['projects.stage-added.v1', 1],
      ['projects.stage-updated.v1', 2],
      ['projects.stage-completed.v1', 3],
    ]);
  });

  it('shows how far it is as a whole, by the weights of its stages', async () => {
    expect((await world.admin.get(api(`/projects/${project.id}`))).body.completion).toBe(50);
    const { items } = (await world.admin.get(api(`/projects?q=${project.number}`))).body;
    expect(items[0].completion).toBe(50);
  });

  it('takes up a finished stage again: what has begun since is blocked, and keeps what it reached', async () => {
    expect((await complete(site as Stage, 90)).body.status).toBe('IN_PROGRESS');
    expect((await world.admin.get(one(cabling as Stage))).body).toMatchObject({
      status: 'BLOCKED',
      completion: 50,
    });
    expect((await complete(cabling as Stage, 60)).body.code).toBe('stage-blocked');
    expect((await complete(cabling as Stage, 45)).status).toBe(200);
    expect((await patch(cabling as Stage, { completion: 60, dependsOn: [] })).body).toMatchObject({
      status: 'IN_PROGRESS',
      completion: 60,
    });
  });

  it('is not changed by who looked at an older version, nor by a change of nothing', async () => {
    const { body } = await world.admin.get(one(acceptance as Stage));
    expect((await patch(body, { name: 'Hand-over' }, { 'if-match': '"7"' })).status).toBe(412);
    expect((await patch(body, { name: 'Acceptance', completion: 0 })).body.version).toBe(body.version);
    expect((await patch(body, { name: 'Hand-over' }, { 'if-match': `"${body.version}"` })).status).toBe(200);
  });
});

describe('The order of stages', () => {
  it('makes room for what is put in between, and closes up behind what moves', async () => {
    const project = await world.project();
    const a = await plan(project, 'A');
    const b = await plan(project, 'B');
    await plan(project, 'C', { order: 1 });
    expect(await orders(project)).toEqual([
      ['C', 1],
      ['A', 2],
      ['B', 3],
    ]);
    expect((await patch(a, { order: 3 })).body.order).toBe(3);
    expect((await patch(b, { order: 1 })).body.order).toBe(1);
    await plan(project, 'D', { order: 10 });
    expect(await orders(project)).toEqual([
      ['B', 1],
      ['C', 2],
      ['A', 3],
      ['D', 10],
    ]);
    // Each step of each stage was said, as a version of its own.
    for (const stage of await list(project)) {
      const said = await world.said(stage.id);
      expect(said.map((event) => event.version)).toEqual(said.map((_, i) => i + 1));
      expect(said.at(-1)?.data).toMatchObject({ order: stage.order });
    }
  });

  it('stays distinct when twenty are added at once', async () => {
    const project = await world.project();
    const made = await times(20, (i) => plan(project, `Stage ${i}`));
    expect(made.map(({ order }) => order).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  });

  it('stays distinct when everything moves at once', async () => {
    const project = await world.project();
    const stages: Stage[] = [];
    for (let i = 1; i <= 6; i += 1) stages.push(await plan(project, `Stage ${i}`));
    const answers = await Promise.all([
      ...stages.map((stage) => patch(stage, { order: 1 })),
      ...stages.map((stage) => patch(stage, { order: 4 })),
      ...[1, 3, 3].map((order) => world.admin.post(stagesOf(project), { name: 'New', order })),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 201]));
    const after = await list(project);
    expect(new Set(after.map(({ order }) => order)).size).toBe(9);
    expect(after.map(({ order }) => order)).toEqual(
      [...after.map(({ order }) => order)].sort((a, b) => a - b),
    );
  });
});

describe('Stages that wait for each other', () => {
  it('never do so in a circle', async () => {
    const project = await world.project();
    const a = await plan(project, 'A');
    const b = await plan(project, 'B', { dependsOn: [a.id] });
    const c = await plan(project, 'C', { dependsOn: [b.id] });
    expect(await patch(a, { dependsOn: [c.id] })).toMatchObject({
      status: 409,
      body: { code: 'stage-cycle', cycle: [a.id, c.id, b.id, a.id] },
    });
    expect((await patch(a, { dependsOn: [a.id] })).body.code).toBe('stage-cycle');
    expect((await list(project))[0]?.dependsOn).toEqual([]);
  });

  it('are of one project', async () => {
    const [project, other] = [await world.project(), await world.project()];
    const [mine, foreign] = [await plan(project, 'Mine'), await plan(other, 'Foreign')];
    for (const dependsOn of [[foreign.id], [newId()]]) {
      const refusal = { status: 400, body: { code: 'stage-unknown', errors: [{ pointer: '/dependsOn/0' }] } };
      expect(await world.admin.post(stagesOf(project), { name: 'X', dependsOn })).toMatchObject(refusal);
      expect(await patch(mine, { dependsOn })).toMatchObject(refusal);
    }
    // What the code refuses, the database would refuse as well.
    await expect(
      world.db.query('INSERT INTO stage_dependency (project_id, stage_id, depends_on) VALUES ($1, $2, $3)', [
        ...[project.id, mine.id, foreign.id],
      ]),
    ).rejects.toThrow('stage_dependency_depends_on_fkey');
    await expect(
      world.db.query(`UPDATE milestone SET stage_id = $1 WHERE id = $2`, [
        ...[foreign.id, (await world.milestone(project.id)).id],
      ]),
    ).rejects.toThrow('milestone_stage_fkey');
  });

  it('close no circle between two who plan at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const project = await world.project();
      const [a, b] = [await plan(project, 'A'), await plan(project, 'B')];
      const answers = await Promise.all([patch(a, { dependsOn: [b.id] }), patch(b, { dependsOn: [a.id] })]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect((await list(project)).flatMap(({ dependsOn }) => dependsOn)).toHaveLength(1);
    }
  });
});

describe('A stage', () => {
  it('stays while something hangs on it, and the refusal names all of it', async () => {
    const project = await world.project();
    const a = await plan(project, 'A');
    const b = await plan(project, 'B', { dependsOn: [a.id] });
    const milestone = await world.milestone(project.id, { stageId: a.id });
    expect(await world.admin.delete(one(a))).toMatchObject({
      status: 409,
      body: {
        code: 'stage-in-use',
        milestones: [{ id: milestone.id, label: 'Progress Payment 1' }],
        stages: [{ id: b.id, name: 'B' }],
      },
    });
    // Milestones are named to those who see the project's payments.
    const planner = await world.as({ permissions: ['projects.view', 'project_stages.manage'] });
    const refused = await planner.delete(one(a));
    expect(refused.body).toMatchObject({ code: 'stage-in-use', stages: [{ name: 'B' }] });
    expect(JSON.stringify(refused.body)).not.toMatch(new RegExp(`${milestone.id}|Progress Payment`));
    await world.admin.patch(api(`/projects/${project.id}/milestones/${milestone.id}`), { stageId: null });
    await patch(b, { dependsOn: [], completion: 100 });
    expect((await world.admin.delete(one(a))).status).toBe(204);
    expect((await world.admin.get(one(a))).status).toBe(404);
    expect((await world.said(a.id)).at(-1)).toMatchObject({
      type: 'projects.stage-removed.v1',
      version: 2,
      data: { removed: true },
    });
    expect((await world.admin.get(api(`/projects/${project.id}`))).body.completion).toBe(100);
    expect((await patch(b, { dependsOn: [a.id] })).body.code).toBe('stage-unknown');
  });

  it('is either taken out or depended on', async () => {
    const project = await world.project();
    const [a, b] = [await plan(project, 'A'), await plan(project, 'B')];
    const [removed, tied] = await Promise.all([world.admin.delete(one(a)), patch(b, { dependsOn: [a.id] })]);
    expect([`${removed.status} ${tied.status}`]).toContainEqual(expect.stringMatching(/^(204 400|409 200)$/));
  });
});

describe('What a project’s status allows of its stages', () => {
  let project: Project;
  let stage: Stage;
  beforeAll(async () => {
    project = await world.project();
    stage = await plan(project, 'A');
  });

  it('on hold, work is planned but makes no progress', async () => {
    await move(project, 'hold');
    expect(await complete(stage, 10)).toMatchObject({
      status: 409,
      body: { code: 'project-status-forbids', allowed: expect.arrayContaining(['resume']) },
    });
    const other = await plan(project, 'B', { dependsOn: [stage.id] });
    expect((await patch(stage, { dueDate: '2026-09-01', weight: 3 })).status).toBe(200);
    expect((await world.admin.delete(one(other))).status).toBe(204);
    await move(project, 'resume');
    expect((await complete(stage, 10)).status).toBe(200);
  });

  it('technically closed, only administrative edits go on', async () => {
    const other = await plan(project, 'C');
    await closeTechnically(project);
    expect((await patch(stage, { name: 'A, as built', order: 3, dueDate: null })).status).toBe(200);
    for (const body of [{ completion: 100 }, { weight: 5 }, { dependsOn: [other.id] }]) {
      expect(await patch(stage, body)).toMatchObject({
        status: 409,
        body: { code: 'project-status-forbids', allowed: expect.arrayContaining(['reopen']) },
      });
    }
    expect((await world.admin.post(stagesOf(project), { name: 'D' })).body.code).toBe(
      'project-status-forbids',
    );
    expect((await world.admin.delete(one(other))).body.code).toBe('project-status-forbids');
  });

  it('finalized, nothing does', async () => {
    await move(project, 'emergency-finalize');
    for (const answer of [
      await world.admin.post(stagesOf(project), { name: 'E' }),
      await patch(stage, { name: 'X' }),
      await world.admin.delete(one(stage)),
    ])
      expect(answer).toMatchObject({ status: 409, body: { code: 'project-read-only' } });
    expect((await world.admin.get(one(stage))).status).toBe(200);
  });

  it('a completion and a hold at once have one outcome', async () => {
    for (let round = 0; round < 4; round += 1) {
      const racing = await world.project();
      const work = await plan(racing, 'Work');
      await world.milestone(racing.id, { stageId: work.id });
      const [held, done] = await Promise.all([move(racing, 'hold'), complete(work)]);
      expect(held.status).toBe(200);
      const log = (
        await world.db.query<{ type: string }>(
          `SELECT type FROM kit.event_log WHERE subject = $1 OR data->>'projectId' = $1 OR data->'project'->>'id' = $1 ORDER BY id`,
          [racing.id],
        )
      ).map(({ type }) => type.replace(/^projects\.|\.v1$/g, ''));
      const before = ['project-created', 'stage-added', 'milestone-added'];
      // Completed before the hold, payment and all; or not at all.
      expect(log).toEqual(
        done.status === 200
          ? [...before, 'stage-completed', 'payment-requested', 'project-status-changed']
          : [...before, 'project-status-changed'],
      );
      if (done.status !== 200) expect(done.body.code).toBe('project-status-forbids');
    }
  });
});

describe('The payment of a milestone', () => {
  const requests = async (milestone: Milestone) =>
    (await world.said(milestone.id)).filter(({ type }) => type === 'projects.payment-requested.v1');
  const milestonePath = (milestone: Milestone) =>
    api(`/projects/${milestone.projectId}/milestones/${milestone.id}`);

  it('is requested when its stage is complete, once, even if the stage is taken up again', async () => {
    const project = await world.project();
    const stage = await plan(project, 'Go-live');
    const first = await world.milestone(project.id, { stageId: stage.id, expectedAmount: '1500.00' });
    const second = await world.milestone(project.id, { stageId: stage.id, type: 'FINAL' });
    const other = await world.milestone(project.id);
    expect(first).toMatchObject({ stageId: stage.id, paymentRequestedAt: null });
    await complete(stage, 99);
    expect(await requests(first)).toEqual([]);
    await Promise.all(Array.from({ length: 4 }, () => complete(stage)));
    await complete(stage, 80);
    await complete(stage);
    for (const milestone of [first, second]) {
      expect(await requests(milestone)).toMatchObject([
        {
          data: {
            milestone: { id: milestone.id, expectedAmount: milestone.expectedAmount, stageId: stage.id },
            project: { id: project.id, number: project.number },
            stage: { id: stage.id, name: 'Go-live' },
          },
        },
      ]);
    }
    expect(await requests(other)).toEqual([]);
    expect((await world.said(stage.id)).filter(({ type }) => /completed/.test(type))).toHaveLength(2);
    expect((await world.admin.get(milestonePath(first))).body).toMatchObject({
      paymentRequestedAt: expect.any(String),
      version: 1,
    });
  });

  it('is requested at once when the milestone is tied to a complete stage', async () => {
    const project = await world.project();
    const stage = await plan(project, 'Go-live');
    await complete(stage);
    const added = await world.milestone(project.id, { stageId: stage.id });
    expect(added.paymentRequestedAt).not.toBeNull();
    expect((await world.said(added.id)).map(({ type }) => type)).toEqual([
      'projects.milestone-added.v1',
      'projects.payment-requested.v1',
    ]);
    const payment = await world.admin.post(api(`/projects/${project.id}/payments`), {
      amount: '70.00',
      stageId: stage.id,
      dueDate: '2026-01-31',
    });
    expect(payment).toMatchObject({
      status: 201,
      body: { amount: '70.00', currency: 'EUR', status: 'OVERDUE', stageId: stage.id },
    });
    expect(await requests(payment.body)).toHaveLength(1);
    const later = await world.milestone(project.id);
    expect((await world.admin.patch(milestonePath(later), { stageId: stage.id })).body).toMatchObject({
      stageId: stage.id,
      version: 2,
      paymentRequestedAt: expect.any(String),
    });
    await world.admin.patch(milestonePath(later), { stageId: null });
    await world.admin.patch(milestonePath(later), { stageId: stage.id });
    expect(await requests(later)).toHaveLength(1);
  });

  it('is not requested of a stage that the project does not have', async () => {
    const [project, other] = [await world.project(), await world.project()];
    const foreign = await plan(other, 'Foreign');
    const milestone = await world.milestone(project.id);
    const refusal = { status: 400, body: { code: 'stage-not-found', errors: [{ pointer: '/stageId' }] } };
    for (const stageId of [foreign.id, newId()]) {
      const body = { type: 'PROGRESS', expectedAmount: '1.00', stageId };
      expect(await world.admin.post(api(`/projects/${project.id}/milestones`), body)).toMatchObject(refusal);
      expect(await world.admin.patch(milestonePath(milestone), { stageId })).toMatchObject(refusal);
    }
  });

  it('is requested exactly once when tying and completing meet', async () => {
    for (let round = 0; round < 4; round += 1) {
      const project = await world.project();
      const stage = await plan(project, 'Go-live');
      const milestone = await world.milestone(project.id);
      await Promise.all([
        world.admin.patch(milestonePath(milestone), { stageId: stage.id }),
        complete(stage),
      ]);
      expect(await requests(milestone)).toHaveLength(1);
    }
  });
});

it('a removed milestone does not hold its stage, and comes back without it', async () => {
  const customer = await world.billing.customer();
  const project = await world.project({ customerId: customer.id });
  const stage = await plan(project, 'A');
  const milestone = await world.milestone(project.id, { stageId: stage.id });
  expect((await world.admin.delete(api(`/projects/${project.id}/milestones/${milestone.id}`))).status).toBe(
    204,
  );
  expect((await world.admin.delete(one(stage))).status).toBe(204);
  const [row] = await world.db.query('SELECT stage_id FROM milestone WHERE id = $1', [milestone.id]);
  expect(row).toEqual({ stage_id: null });
});
