import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { projectsEvents } from '@closeout/contracts/events/projects';
import type { Project, TimeEntry } from '@closeout/contracts/http/projects';
import { newId } from '@closeout/service-kit/db';
import { decision } from './support/closures.js';
import { someone } from './support/people.js';
import { someHours } from './support/records.js';
import { onTeam } from './support/team.js';
import { api, startWorld, type Someone, type World } from './support/world.js';

/** Time and materials: finance says what becomes of approved billable hours, until the project is finalized. */
let world: World;
let project: Project;
let entries: string;
let tom: Someone;
let finance: Someone;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  project = await world.project({ revenueModel: 'TIME_AND_MATERIALS', hourlyRate: '125.00' });
  entries = api(`/projects/${project.id}/time-entries`);
  tom = await someone(world, 'team_member', 'projects.view');
  finance = await someone(world, 'finance');
  await onTeam(world, project.id, tom);
});

async function approved(hours: string, more: object = {}): Promise<TimeEntry> {
  const { id } = (await tom.post(entries, { ...someHours, hours, ...more })).body;
  await tom.post(`${entries}/${id}/submit`);
  const answer = await world.admin.post(`${entries}/${id}/approve`);
  expect(answer.status).toBe(200);
  return answer.body;
}
const settle = (body: object, who: Someone = finance) => who.post(`${entries}/settle`, body);
const unsettle = (body: object) => finance.post(`${entries}/unsettle`, body);
const close = () =>
  world.db.query(`UPDATE project SET status = 'TECHNICALLY_CLOSED', version = version + 1 WHERE id = $1`, [
    project.id,
  ]);
const asked = async () => {
  const { closureId } = (await finance.post(api(`/projects/${project.id}/financial-closure`))).body;
  const [said] = await world.said(closureId);
  return { closureId, work: said?.data['work'] };
};

describe('Approved billable hours', () => {
  it('are what billing is asked with, in hours and at the project’s rate, until finance marks them', async () => {
    await approved('7.5');
    const second = await approved('0.25', { date: '2026-02-02' });
    await approved('3', { billable: false });
    await tom.post(entries, someHours);
    expect((await finance.get(`${entries}?unbilled=true`)).body.items).toHaveLength(2);
    const marked = await settle({ entryIds: [second.id], as: 'WRITTEN_OFF', reason: 'A gift' });
    expect(marked).toMatchObject({
      status: 200,
      body: {
        changed: { entries: 1, hours: '0.25' },
        left: { entries: 1, hours: '7.50', amount: '937.50' },
      },
    });
    expect((await tom.get(`${entries}/${second.id}`)).body).toMatchObject({
      status: 'APPROVED',
      version: second.version + 1,
      settlement: {
        ...{ as: 'WRITTEN_OFF', reason: 'A gift', at: expect.stringMatching(/^2026-03-01T/) },
        by: { id: finance.id, name: 'Petra Manager' },
      },
    });
    expect((await world.said(second.id)).at(-1)).toMatchObject({
      type: projectsEvents.timeEntrySettled.type,
      version: second.version + 1,
      data: { settlement: { as: 'WRITTEN_OFF', reason: 'A gift', by: finance.id } },
    });
    await close();
    expect((await asked()).work).toEqual({ hours: '7.50', amount: '937.50' });
  });

  it('without a rate have hours and no amount', async () => {
    await world.admin.patch(api(`/projects/${project.id}`), { hourlyRate: null });
    await approved('1');
    await close();
    expect((await asked()).work).toEqual({ hours: '1.00', amount: null });
  });

  it('are marked all at once, or until a day, and marks are taken back with a reason', async () => {
    await approved('1', { date: '2026-02-01' });
    await approved('2', { date: '2026-02-02' });
    const until = { until: '2026-02-01', as: 'INVOICED_ELSEWHERE', reason: 'In the old system' };
    expect((await settle(until)).body).toMatchObject({ changed: { entries: 1 }, left: { hours: '2.00' } });
    expect((await settle({ all: true, as: 'WRITTEN_OFF', reason: 'Goodwill' })).body).toMatchObject({
      changed: { entries: 1, hours: '2.00' },
      left: { entries: 0, amount: '0.00' },
    });
    expect((await settle({ all: true, as: 'WRITTEN_OFF', reason: 'Again' })).body.changed.entries).toBe(0);
    expect((await unsettle({ all: true, reason: 'A mistake' })).body).toMatchObject({
      changed: { entries: 2, hours: '3.00' },
      left: { entries: 2, hours: '3.00', amount: '375.00' },
    });
    const [audit] = await world.db.query<{ detail: object }>(
      `SELECT detail FROM kit.audit_log WHERE action = 'unsettleWork' ORDER BY id DESC LIMIT 1`,
    );
    expect(audit?.detail).toMatchObject({ reason: 'A mistake', entries: 2, hours: '3.00' });
  });

  it('only they are: what is named must be approved, billable, there, and not marked yet', async () => {
    const one = await approved('1');
    const gratis = await approved('1', { billable: false });
    const draft = (await tom.post(entries, someHours)).body;
    const as = { as: 'WRITTEN_OFF', reason: 'No' };
    for (const entryIds of [[gratis.id], [one.id, draft.id]])
      expect(await settle({ ...as, entryIds })).toMatchObject({
        status: 409,
        body: { code: 'time-entry-not-settleable' },
      });
    expect(await settle({ ...as, entryIds: [one.id, newId()] })).toMatchObject({
      status: 400,
      body: { code: 'time-entry-not-found', errors: [{ pointer: '/entryIds/1' }] },
    });
    expect((await settle({ ...as, entryIds: [one.id] })).status).toBe(200);
    expect((await settle({ ...as, entryIds: [one.id] })).body.detail).toMatch(
      /marked as WRITTEN_OFF already/,
    );
    expect((await unsettle({ entryIds: [gratis.id], reason: 'x' })).body.code).toBe(
      'time-entry-not-settleable',
    );
    for (const body of [as, { ...as, all: true, until: '2026-02-01' }, { all: true, as: 'WRITTEN_OFF' }])
      expect((await settle(body)).status).toBe(400);
    expect(await settle({ ...as, all: true }, tom)).toMatchObject({
      status: 403,
      body: { code: 'permission-missing' },
    });
  });

  it('stay as they are while a closure is decided, and for ever once the project is finalized', async () => {
    await approved('1');
    await close();
    const { closureId } = await asked();
    const all = { all: true, as: 'WRITTEN_OFF', reason: 'Late' };
    expect((await settle(all)).body).toMatchObject({ code: 'closure-pending', closureId });
    await world.billing.tell(decision(world, 'APPROVED', { closureId, projectId: project.id }));
    await world.see(`/projects/${project.id}`, ({ status }) => status === 'FINALIZED');
    expect((await settle(all)).body.code).toBe('project-read-only');
    expect((await unsettle({ all: true, reason: 'x' })).body.code).toBe('project-read-only');
  });

  it('are not got rid of by another revenue model: that waits until each is invoiced elsewhere or written off', async () => {
    const { id } = await approved('8');
    const manager = await someone(world, 'project_manager');
    const path = api(`/projects/${project.id}`);
    for (const who of [world.admin, manager])
      for (const revenueModel of [null, 'FIXED_PRICE', 'MONTHLY'])
        expect(await who.patch(path, { revenueModel })).toMatchObject({
          status: 409,
          body: { code: 'work-not-invoiced', hours: '8.00', permission: 'projects.finance_closure' },
        });
    // Everything else is changed as before, and approved hours stay billable.
    expect(
      await world.admin.patch(path, { revenueModel: 'TIME_AND_MATERIALS', hourlyRate: '100.00' }),
    ).toMatchObject({ status: 200, body: { revenueModel: 'TIME_AND_MATERIALS', hourlyRate: '100.00' } });
    expect((await tom.patch(`${entries}/${id}`, { billable: false })).body.code).toBe(
      'time-entry-transition-not-allowed',
    );
    await settle({ all: true, as: 'INVOICED_ELSEWHERE', reason: 'Invoice 17 of the old system' });
    expect((await world.admin.patch(path, { revenueModel: 'FIXED_PRICE' })).status).toBe(200);
    // Of another model hours are not what is invoiced.
    await approved('1', { date: '2026-02-02' });
    expect((await world.admin.patch(path, { revenueModel: null })).status).toBe(200);
  });

  it('cannot come of hours that were logged before the project became one of another revenue model', async () => {
    const manager = await someone(world, 'project_manager');
    const model = (revenueModel: string | null) =>
      manager.patch(api(`/projects/${project.id}`), { revenueModel });
    const stays = (hours: string, permission: string) => ({
      status: 409,
      body: { code: 'work-not-invoiced', hours, permission },
    });
    const { id } = (await tom.post(entries, { ...someHours, hours: '6' })).body;
    expect(await model('FIXED_PRICE')).toMatchObject(stays('6.00', 'time.approve'));
    await tom.post(`${entries}/${id}/submit`);
    for (const other of ['FIXED_PRICE', null])
      expect(await model(other)).toMatchObject(stays('6.00', 'time.approve'));
    await approved('2', { date: '2026-02-02' });
    expect(await model(null)).toMatchObject(stays('2.00', 'projects.finance_closure'));
    await settle({ all: true, as: 'WRITTEN_OFF', reason: 'A gift' });
    expect(await model(null)).toMatchObject(stays('6.00', 'time.approve'));
    await world.admin.post(`${entries}/${id}/reject`, { reason: 'Not agreed' });
    expect((await model('FIXED_PRICE')).status).toBe(200);
  });

  it('whatever statement is sent: only such hours carry a mark, and a whole one', async () => {
    const { id } = await approved('1', { billable: false });
    const mark = `UPDATE time_entry SET settled_as = 'WRITTEN_OFF', settled_reason = 'x', settled_by_name = 'x', settled_at = now()`;
    await expect(world.db.query(`${mark} WHERE id = $1`, [id])).rejects.toThrow(/time_entry_settled_check/);
    const other = await approved('1', { date: '2026-02-03' });
    await expect(
      world.db.query(`UPDATE time_entry SET settled_as = 'WRITTEN_OFF' WHERE id = $1`, [other.id]),
    ).rejects.toThrow(/time_entry_settled_whole_check/);
  });
});
