import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { billingEvents } from '@closeout/contracts/events/billing';
import type { Milestone, Project, Stage } from '@closeout/contracts/http/projects';
import { eventually } from '@closeout/service-kit/testing';
import { aReceipt } from './support/documents.js';
import { api, startWorld, type World } from './support/world.js';

/** Two replicas look every tenth of a second; the tests move the clock. */
let world: World;
beforeAll(async () => {
  world = await startWorld({ replicas: 2, env: { OVERDUE_EVERY_SECONDS: '0.1' } });
});
afterAll(() => world?.close());

const overdue = async (record: { id: string }) =>
  (await world.said(record.id)).filter(({ type }) => /overdue/.test(type)).map(({ data }) => data);
const days = async (record: { id: string }) => (await overdue(record)).map((data) => data['dueDate']);
const path = (record: Stage | Milestone, kind: string) =>
  api(`/projects/${record.projectId}/${kind}/${record.id}`);

async function plan(project: Project, dueDate: string | null): Promise<Stage> {
  return (await world.admin.post(api(`/projects/${project.id}/stages`), { name: 'Stage', dueDate })).body;
}

async function said(record: { id: string }, ...dueDates: string[]): Promise<void> {
  await eventually(
    () => days(record),
    (list) => list.length >= dueDates.length,
    { what: `${record.id} said to be overdue` },
  );
  expect(await days(record)).toEqual(dueDates);
}

/** A stage that is said last: by then everything that was due before it has been looked at. */
async function everythingLookedAt(): Promise<void> {
  const last = await plan(await world.project(), '2026-02-27');
  const milestone = await world.milestone(last.projectId, { dueDate: '2026-02-27' });
  await said(last, '2026-02-27');
  await said(milestone, '2026-02-27');
}

describe('That something is overdue', () => {
  it('is said once, the day after its due date', async () => {
    world.today = '2026-02-15';
    const project = await world.project();
    const stage = await plan(project, '2026-02-15');
    const milestone = await world.milestone(project.id, { dueDate: '2026-02-15' });
    const open = await plan(project, null);
    world.today = '2026-03-01';
    await said(stage, '2026-02-15');
    await said(milestone, '2026-02-15');
    expect((await overdue(stage))[0]).toMatchObject({
      stage: { id: stage.id, version: 1, dueDate: '2026-02-15' },
      project: { id: project.id, number: project.number },
    });
    expect((await overdue(milestone))[0]).toMatchObject({
      milestone: { id: milestone.id, expectedAmount: '1000.00' },
      project: { id: project.id },
    });
    await everythingLookedAt();
    await said(stage, '2026-02-15');
    await said(milestone, '2026-02-15');
    expect(await days(open)).toEqual([]);
  });

  it('is said again of another due date, and never twice of one', async () => {
    const project = await world.project();
    const stage = await plan(project, '2026-02-01');
    await said(stage, '2026-02-01');
    await world.admin.patch(path(stage, 'stages'), { dueDate: '2026-02-10' });
    await said(stage, '2026-02-01', '2026-02-10');
    await world.admin.patch(path(stage, 'stages'), { dueDate: '2026-02-01' });
    await everythingLookedAt();
    await said(stage, '2026-02-01', '2026-02-10');
  });

  it('is not said of what is done, paid or taken out', async () => {
    world.today = '2026-02-01';
    const project = await world.project();
    const done = await plan(project, '2026-02-20');
    const [paid, removed] = [
      await world.milestone(project.id, { dueDate: '2026-02-20' }),
      await world.milestone(project.id, { dueDate: '2026-02-20' }),
    ];
    await world.admin.patch(path(done, 'stages'), { completion: 100 });
    await world.admin.delete(path(removed, 'milestones'));
    const place = { customerId: project.customerId, projectId: project.id, milestoneId: paid.id };
    const receipt = aReceipt([{ place, amount: '1000.00' }]);
    await world.billing.tell(
      world.billing.event(billingEvents.receiptIssued.type, receipt.id, receipt.version, receipt),
    );
    await world.see(`/projects/${project.id}/milestones`, ({ items }) => items[0].status === 'PAID');
    world.today = '2026-03-01';
    await everythingLookedAt();
    for (const record of [done, paid, removed]) expect(await days(record)).toEqual([]);
  });

  it('is said of a stage while there is work to do, of a milestone while there is money to collect', async () => {
    world.today = '2026-02-01';
    const expected = {
      ACTIVE: [1, 1],
      ON_HOLD: [1, 1],
      TECHNICALLY_CLOSED: [0, 1],
      FINALIZED: [0, 0],
      CANCELLED: [0, 0],
    };
    const made: [Stage, Milestone, number[]][] = [];
    for (const [status, counts] of Object.entries(expected)) {
      const project = await world.project();
      const stage = await plan(project, '2026-02-20');
      made.push([stage, await world.milestone(project.id, { dueDate: '2026-02-20' }), counts]);
      await world.db.query('UPDATE project SET status = $2 WHERE id = $1', [project.id, status]);
    }
    world.today = '2026-03-01';
    await everythingLookedAt();
    for (const [stage, milestone, counts] of made)
      expect([(await days(stage)).length, (await days(milestone)).length]).toEqual(counts);
  });

  it('is said of more than go into one batch', async () => {
    world.today = '2026-01-01';
    const project = await world.project();
    await Promise.all(
      Array.from({ length: 120 }, () => world.milestone(project.id, { dueDate: '2026-02-20' })),
    );
    world.today = '2026-03-01';
    const count = () =>
      world.db.query(
        `SELECT count(*)::int AS said, count(DISTINCT subject)::int AS records FROM kit.event_log
         WHERE type = 'projects.milestone-overdue.v1' AND data->'project'->>'id' = $1`,
        [project.id],
      );
    await eventually(count, ([row]) => Number(row?.['said']) >= 120, { what: '120 overdue milestones' });
    await everythingLookedAt();
    expect(await count()).toEqual([{ said: 120, records: 120 }]);
  });
});

it.each([
  ['finalized in an emergency', 'emergency-finalize'],
  ['cancelled', 'cancel'],
])('Nothing is overdue any more of a project that is %s', async (_, action) => {
  world.today = '2026-03-01';
  const due = { dueDate: '2026-02-01' };
  const project = await world.project({
    milestones: [{ type: 'ADVANCE', expectedAmount: '500.00', ...due }],
  });
  const of = (rest: string) => api(`/projects/${project.id}${rest}`);
  await world.admin.post(of('/stages'), { name: 'Cabling', ...due });
  await world.admin.post(of('/deliverables'), { name: 'Manual', ...due });
  const read = async (rest: string) => (await world.admin.get(of(rest))).body;
  const told = async () => ({
    project: (await read('')).overdue,
    inProject: (await read('')).milestones[0].overdue,
    milestone: (await read('/milestones')).items[0].overdue,
    itself: (await read(`/milestones/${project.milestones?.[0]?.id}`)).overdue,
    payment: (await read('/payments')).items[0].status === 'OVERDUE',
    stage: (await read('/stages')).items[0].overdue,
    deliverable: (await read('/deliverables')).items[0].overdue,
    progress: (await read('/progress')).stages[0].overdue,
    stillToCome: (await read('/progress')).payments.overdue !== '0.00',
    listed: await isListed('true'),
    listedElsewhere: !(await isListed('false')),
  });
  const isListed = async (value: string) => {
    const path = api(`/projects?overdue=${value}&customerId=${project.customerId}&sort=-createdAt&limit=200`);
    return (await world.admin.get(path)).body.items.some(({ id }: { id: string }) => id === project.id);
  };
  const every = (overdue: boolean) => Object.fromEntries(Object.keys(before).map((name) => [name, overdue]));
  const before = await told();
  expect(before).toEqual(every(true));
  expect((await world.admin.post(of(`/${action}`), { reason: 'It is over' })).status).toBe(200);
  expect(await told()).toEqual(every(false));
});
