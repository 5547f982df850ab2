import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Project, TimeEntry } from '@closeout/contracts/http/projects';
import { newId } from '@closeout/service-kit/db';
import type { TestClient } from '@closeout/service-kit/testing';
import { someone } from './support/people.js';
import { anExpense, someHours } from './support/records.js';
import { onTeam } from './support/team.js';
import { api, startWorld, type Someone, type World } from './support/world.js';

/** Hours: logged by those who worked them, submitted, approved or rejected by others. */
let world: World;
let project: Project;
let entries: string;
let tom: Someone;
let petra: Someone;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  project = await world.project();
  entries = api(`/projects/${project.id}/time-entries`);
  tom = await someone(world, 'team_member', 'projects.view');
  petra = await someone(world, 'project_manager');
  await onTeam(world, project.id, tom, petra);
});

const log = async (who: TestClient, more: object = {}): Promise<TimeEntry> => {
  const answer = await who.post(entries, { ...someHours, ...more });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
};

describe('Hours', () => {
  it('are logged, rejected, corrected, submitted again and approved', async () => {
    const entry = await log(tom, { hours: '7.5', taskType: 'Installation' });
    expect(entry).toMatchObject({
      ...{
        hours: '7.50',
        status: 'DRAFT',
        userId: tom.id,
        billable: true,
        taskType: 'Installation',
        version: 1,
      },
    });
    const path = `${entries}/${entry.id}`;
    expect((await petra.post(`${path}/approve`)).body).toMatchObject({
      code: 'time-entry-transition-not-allowed',
      allowed: ['change', 'remove', 'submit'],
    });
    expect((await tom.post(`${path}/submit`)).body.status).toBe('SUBMITTED');
    expect((await tom.patch(path, { hours: 8 })).body).toMatchObject({
      code: 'time-entry-transition-not-allowed',
      allowed: ['approve', 'reject'],
    });
    expect((await petra.post(`${path}/reject`, { reason: 'That was Monday' })).body).toMatchObject({
      status: 'REJECTED',
      reason: 'That was Monday',
      decidedBy: { id: petra.id },
    });
    expect((await tom.patch(path, { date: '2026-02-02' })).body).toMatchObject({ status: 'REJECTED' });
    expect((await tom.post(`${path}/submit`)).body).toMatchObject({
      status: 'SUBMITTED',
      reason: null,
      decidedBy: null,
    });
    expect((await petra.post(`${path}/approve`)).body).toMatchObject({ status: 'APPROVED', version: 6 });
    for (const answer of [
      await tom.patch(path, { hours: 1 }),
      await tom.delete(path),
      await tom.post(`${path}/submit`),
      await petra.post(`${path}/reject`, { reason: 'No' }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { allowed: [] } });
    }
    expect((await world.said(entry.id)).map((event) => [event.type.split('.')[1], event.version])).toEqual([
      ['time-entry-recorded', 1],
      ['time-entry-submitted', 2],
      ['time-entry-decided', 3],
      ['time-entry-recorded', 4],
      ['time-entry-submitted', 5],
      ['time-entry-decided', 6],
    ]);
  });

  it('are their person’s: others neither see, change nor submit them, and nobody approves their own', async () => {
    const { id } = await log(tom);
    const path = `${entries}/${id}`;
    const tina = await someone(world, 'team_member', 'projects.view');
    expect((await tina.get(path)).status).toBe(404);
    expect((await tina.get(entries)).body.items).toEqual([]);
    expect((await tina.post(`${path}/submit`)).status).toBe(404);
    for (const answer of [
      await petra.patch(path, { hours: 1 }),
      await petra.delete(path),
      await petra.post(`${path}/submit`),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'time-entry-of-another' } });
    }
    const own = await log(petra);
    await petra.post(`${entries}/${own.id}/submit`);
    expect(await petra.post(`${entries}/${own.id}/approve`)).toMatchObject({
      status: 409,
      body: { code: 'own-time-entry', permission: 'time.approve' },
    });
    expect((await petra.get(`${entries}?userId=${tom.id}`)).body.items).toHaveLength(1);
  });

  it('are logged by those on the team, who see no other project', async () => {
    const member = await someone(world, 'team_member');
    expect((await member.post(entries, someHours)).status).toBe(404);
    await onTeam(world, project.id, member);
    const { id } = await log(member);
    expect((await member.post(`${entries}/${id}/submit`)).status).toBe(200);
    expect((await member.post(api(`/projects/${project.id}/expenses`), anExpense)).status).toBe(201);
    expect((await member.get(entries)).body.items).toHaveLength(1);
    const other = await world.project();
    expect((await member.post(api(`/projects/${other.id}/time-entries`), someHours)).status).toBe(404);
  });

  it('of someone who has left are submitted or removed by an administrator', async () => {
    const [one, other] = [await log(tom), await log(tom)];
    expect((await world.admin.patch(`${entries}/${one.id}`, { hours: 1 })).status).toBe(403);
    expect((await world.admin.post(`${entries}/${one.id}/submit`)).status).toBe(200);
    expect((await world.admin.delete(`${entries}/${other.id}`)).status).toBe(204);
  });

  it('are removed while they are a draft, and the day has room again', async () => {
    const { id } = await log(tom, { hours: 24 });
    expect((await tom.post(entries, someHours)).body.code).toBe('hours-exceed-day');
    expect((await tom.delete(`${entries}/${id}`, { 'if-match': '"1"' })).status).toBe(204);
    expect((await tom.get(`${entries}/${id}`)).status).toBe(404);
    expect((await world.said(id)).at(-1)).toMatchObject({ version: 2, data: { removed: true } });
    await log(tom, { hours: 24 });
  });

  it('are not logged for days to come, nor by a machine', async () => {
    await log(tom, { date: '2026-03-02' });
    expect((await tom.post(entries, { ...someHours, date: '2026-03-03' })).body.code).toBe('date-in-future');
    const { id } = await log(tom);
    expect((await tom.patch(`${entries}/${id}`, { date: '2026-03-03' })).body.code).toBe('date-in-future');
  });
});

describe('Who logs hours, and when', () => {
  it('is on the team or runs the project; to see it is not enough', async () => {
    const anna = await someone(world, 'project_manager');
    const refused = await anna.post(entries, someHours);
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'not-assigned', permission: 'project_team.manage' },
    });
    expect((await world.admin.post(entries, someHours)).body.code).toBe('not-assigned');
    world.gateway.user({ id: anna.id, name: 'Anna' });
    const running = await world.project({ technicalManagerId: anna.id });
    expect((await anna.post(api(`/projects/${running.id}/time-entries`), someHours)).status).toBe(201);
  });

  it('is no longer who left the team: they correct what they wrote, but do not add to it', async () => {
    const { id } = await log(tom, { hours: 4 });
    await world.admin.delete(api(`/projects/${project.id}/team/${tom.id}`));
    expect((await tom.post(entries, someHours)).body.code).toBe('not-assigned');
    expect((await tom.patch(`${entries}/${id}`, { hours: 5 })).body.code).toBe('not-assigned');
    expect((await tom.patch(`${entries}/${id}`, { date: '2026-02-02' })).body.code).toBe('not-assigned');
    expect((await tom.patch(`${entries}/${id}`, { hours: 3, description: 'Less' })).status).toBe(200);
    expect((await tom.post(`${entries}/${id}/submit`)).status).toBe(200);
  });

  it('and sees the project as long as something of theirs is left to be done there, and no longer', async () => {
    const uma = await someone(world, 'team_member');
    await onTeam(world, project.id, uma);
    const { id } = await log(uma, { hours: 4 });
    const of = (rest: string) => api(`/projects/${project.id}${rest}`);
    const expense = (await uma.post(of('/expenses'), anExpense)).body;
    expect((await world.admin.delete(of(`/team/${uma.id}`))).status).toBe(204);

    const seen = await uma.get(of(''));
    expect(seen.status).toBe(200);
    expect(seen.body).not.toHaveProperty('budgetTotal');
    for (const rest of ['/stages', '/progress', '/team', '/time-entries', '/expenses'])
      expect([rest, (await uma.get(of(rest))).status]).toEqual([rest, 200]);
    expect((await uma.get(of('/milestones'))).status).toBe(403);
    const listed = async () => (await uma.get(api('/projects'))).body.items.map((one: Project) => one.id);
    expect(await listed()).toEqual([project.id]);
    const { waiting } = (await uma.get(api('/projects/summary'))).body;
    expect(waiting).toMatchObject([{ code: 'time-entries-to-submit', records: [{ id: project.id }] }]);

    // What is theirs, and nothing new.
    expect((await uma.post(entries, someHours)).body.code).toBe('not-assigned');
    expect((await uma.post(of('/expenses'), anExpense)).body.code).toBe('not-assigned');
    expect((await uma.post(`${entries}/${id}/submit`)).status).toBe(200);
    expect((await petra.post(`${entries}/${id}/reject`, { reason: 'Too long' })).status).toBe(200);
    expect((await uma.patch(`${entries}/${id}`, { hours: 3 })).status).toBe(200);
    expect((await uma.post(`${entries}/${id}/submit`)).status).toBe(200);
    expect((await uma.patch(of(`/expenses/${expense.id}`), { amount: '10.00' })).status).toBe(200);
    expect((await petra.post(`${entries}/${id}/approve`)).status).toBe(200);
    expect((await uma.get(of(''))).status).toBe(200);
    expect((await world.admin.post(of(`/expenses/${expense.id}/settle`))).status).toBe(200);
    expect((await uma.get(of(''))).status).toBe(404);
    expect(await listed()).toEqual([]);
  });

  it('is a day between the project’s first and last', async () => {
    for (const date of ['2025-12-31', '2026-04-01']) {
      world.today = '2026-04-15';
      expect(await tom.post(entries, { ...someHours, date })).toMatchObject({
        status: 409,
        body: { code: 'outside-project', date, startDate: '2026-01-01', endDate: '2026-03-31' },
      });
    }
    await log(tom, { date: '2026-01-01' });
    const { id } = await log(tom, { date: '2026-03-31' });
    expect((await tom.patch(`${entries}/${id}`, { date: '2026-04-01' })).body.code).toBe('outside-project');
    await world.admin.patch(api(`/projects/${project.id}`), { endDate: null });
    expect((await tom.patch(`${entries}/${id}`, { date: '2026-04-01' })).status).toBe(200);
    world.today = '2026-03-01';
  });

  it('stays inside the project: its dates cannot leave out hours that are logged, until they are rejected or removed', async () => {
    const [early, late] = [await log(tom, { date: '2026-02-02' }), await log(tom, { date: '2026-02-27' })];
    await log(tom, { date: '2026-02-15' });
    const path = api(`/projects/${project.id}`);
    const patch = async (body: object) => (await world.admin.patch(path, body)) as { status: number };
    expect(await patch({ startDate: '2026-02-10', endDate: '2026-02-20' })).toMatchObject({
      status: 409,
      body: {
        ...{ code: 'hours-outside-dates', entries: 2, firstDate: '2026-02-02', lastDate: '2026-02-27' },
        detail: expect.stringContaining('2 time entries'),
      },
    });
    expect(await patch({ startDate: '2026-02-10' })).toMatchObject({
      status: 409,
      body: {
        entries: 1,
        detail: expect.stringMatching(/1 time entry .* would lie outside its dates, for 2026-02-02\./),
      },
    });
    expect(await patch({ startDate: '2026-02-02', endDate: '2026-02-27' })).toMatchObject({ status: 200 });

    await tom.delete(`${entries}/${early.id}`);
    await tom.post(`${entries}/${late.id}/submit`);
    expect(await patch({ endDate: '2026-02-20' })).toMatchObject({ status: 409 });
    await petra.post(`${entries}/${late.id}/reject`, { reason: 'The project ended a week before' });
    expect(await patch({ startDate: '2026-02-10', endDate: '2026-02-20' })).toMatchObject({ status: 200 });

    // What was rejected is submitted again for a day of the project only.
    expect((await tom.post(`${entries}/${late.id}/submit`)).body.code).toBe('outside-project');
    await tom.patch(`${entries}/${late.id}`, { date: '2026-02-20' });
    expect((await tom.post(`${entries}/${late.id}/submit`)).body.status).toBe('SUBMITTED');
  });

  it('may lie outside by an older rule: that keeps nobody from changing the dates elsewhere, but it is not approved', async () => {
    const old = await log(tom, { date: '2026-01-05' });
    await tom.post(`${entries}/${old.id}/submit`);
    await world.db.query(`UPDATE project SET start_date = '2026-02-01' WHERE id = $1`, [project.id]);
    const path = api(`/projects/${project.id}`);
    expect((await world.admin.patch(path, { startDate: '2026-01-20', endDate: '2026-03-15' })).status).toBe(
      200,
    );
    expect((await petra.post(`${entries}/${old.id}/approve`)).body.code).toBe('outside-project');
  });
});

describe('A day', () => {
  it('has 24 hours over all projects', async () => {
    const { id: otherId } = await world.project();
    await onTeam(world, otherId, tom);
    const other = api(`/projects/${otherId}/time-entries`);
    const first = await log(tom, { hours: 10 });
    expect((await tom.post(other, { ...someHours, hours: '14.25' })).body).toMatchObject({
      status: 409,
      code: 'hours-exceed-day',
      logged: '10.00',
      left: '14.00',
    });
    expect((await tom.post(other, { ...someHours, hours: 14 })).status).toBe(201);
    expect((await tom.patch(`${entries}/${first.id}`, { hours: '10.25' })).body.code).toBe(
      'hours-exceed-day',
    );
    expect((await tom.patch(`${entries}/${first.id}`, { hours: '9.75' })).status).toBe(200);
    await log(tom, { hours: '0.25' });
    expect((await tom.patch(`${entries}/${first.id}`, { date: '2026-02-03' })).status).toBe(200);
    await log(tom, { hours: '9.75' });
    // Another person's day is another day.
    await log(petra, { hours: 24 });
  });

  it('is never overfilled, however many entries come at the same moment, from projects that know nothing of each other', async () => {
    const { id: customerId } = await world.billing.customer();
    const projects = await Promise.all(Array.from({ length: 8 }, () => world.project({ customerId })));
    for (let round = 0; round < 4; round += 1) {
      const id = newId();
      const replicas = await Promise.all(
        [0, 1].map((replica) => world.as({ permissions: ['projects.view', 'time.log'], id }, replica)),
      );
      for (const each of projects) await onTeam(world, each.id, { id });
      const answers = await Promise.all(
        projects.map((p, i) =>
          (replicas[i % 2] as TestClient).post(api(`/projects/${p.id}/time-entries`), {
            ...someHours,
            hours: 5,
          }),
        ),
      );
      expect(answers.filter((answer) => answer.status === 201)).toHaveLength(4);
      for (const answer of answers.filter((a) => a.status !== 201)) {
        expect(answer).toMatchObject({ status: 409, body: { code: 'hours-exceed-day' } });
      }
      const [sum] = await world.db.query<{ entries: bigint; day: number }>(
        `SELECT (SELECT sum(quarters)::int FROM time_entry WHERE user_id = $1) AS entries, quarters AS day FROM person_day WHERE user_id = $1`,
        [id],
      );
      expect(sum).toEqual({ entries: 80, day: 80 });
    }
  });

  it('of entries that trade places between two days, all stay within 24 hours', async () => {
    const [one, two] = [await log(tom, { hours: 20 }), await log(tom, { hours: 20, date: '2026-02-02' })];
    const answers = await Promise.all([
      tom.patch(`${entries}/${one.id}`, { date: '2026-02-02' }),
      tom.patch(`${entries}/${two.id}`, { date: '2026-02-01' }),
    ]);
    for (const answer of answers) expect(answer.body.code).toBe('hours-exceed-day');
  });
});

describe('The status of the project', () => {
  it('on hold: no hours are logged or changed, but those there are submitted and decided on', async () => {
    const [one, other] = [await log(tom), await log(tom)];
    await world.admin.post(api(`/projects/${project.id}/hold`), { reason: 'Waiting' });
    for (const answer of [
      await tom.post(entries, someHours),
      await tom.patch(`${entries}/${one.id}`, { hours: 1 }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'project-status-forbids' } });
      expect(answer.body.allowed).toContain('resume');
    }
    expect((await tom.post(`${entries}/${one.id}/submit`)).status).toBe(200);
    expect((await petra.post(`${entries}/${one.id}/approve`)).status).toBe(200);
    expect((await tom.delete(`${entries}/${other.id}`)).status).toBe(204);
  });

  it.each([
    ['cancel', 'CANCELLED'],
    ['emergency-finalize', 'FINALIZED'],
  ])('%s: what nobody has decided is rejected with it, for its reason', async (action, status) => {
    const [draft, submitted, approved] = [await log(tom), await log(tom), await log(tom)];
    for (const { id } of [submitted, approved]) await tom.post(`${entries}/${id}/submit`);
    await petra.post(`${entries}/${approved.id}/approve`);
    const expense = (await tom.post(api(`/projects/${project.id}/expenses`), anExpense)).body;
    const body = { reason: 'The customer withdrew' };
    const path = api(`/projects/${project.id}/${action}`);
    const foreseen = (await petra.post(`${path}?dryRun=true`, body)).body;
    expect(foreseen.events.map(({ type }: { type: string }) => type)).toEqual([
      'projects.project-status-changed.v1',
      ...Array(2).fill('projects.time-entry-decided.v1'),
      'projects.expense-decided.v1',
    ]);
    expect((await petra.get(`${entries}/${draft.id}`)).body.status).toBe('DRAFT');
    expect((await petra.post(path, body)).body.status).toBe(status);
    const rejected = {
      status: 'REJECTED',
      reason: 'The customer withdrew',
      decidedBy: { id: petra.id, name: 'Petra Manager' },
    };
    for (const { id } of [draft, submitted]) {
      expect((await tom.get(`${entries}/${id}`)).body).toMatchObject(rejected);
      expect((await world.said(id)).at(-1)).toMatchObject({
        type: 'projects.time-entry-decided.v1',
        data: { status: 'REJECTED', reason: 'The customer withdrew' },
      });
    }
    expect((await tom.get(`${entries}/${approved.id}`)).body.status).toBe('APPROVED');
    expect((await petra.get(api(`/projects/${project.id}/expenses/${expense.id}`))).body).toMatchObject(
      rejected,
    );
    expect((await world.said(expense.id)).at(-1)?.type).toBe('projects.expense-decided.v1');
  });

  it('wins or loses against hours of the same moment, fifty times', async () => {
    const { id: customerId } = await world.billing.customer();
    for (let i = 0; i < 50; i += 1) {
      const raced = await world.project({ customerId });
      const person = newId();
      const who = await world.as({ permissions: ['projects.view', 'time.log'], id: person }, i % 2);
      await onTeam(world, raced.id, who);
      const [logged, cancelled] = await Promise.all([
        who.post(api(`/projects/${raced.id}/time-entries`), someHours),
        world.admin.post(api(`/projects/${raced.id}/cancel`), { reason: 'Withdrawn' }),
      ]);
      expect(cancelled.status).toBe(200);
      const said = await world.db.query<{ type: string }>(
        `SELECT type FROM kit.event_log WHERE type ~ 'time-entry|status' AND (subject = $1 OR data->>'projectId' = $1) ORDER BY id`,
        [raced.id],
      );
      if (logged.status === 201) {
        expect(said.map((event) => event.type)).toEqual([
          'projects.time-entry-recorded.v1',
          'projects.project-status-changed.v1',
          'projects.time-entry-decided.v1',
        ]);
      } else {
        expect(logged).toMatchObject({ status: 409, body: { code: 'project-read-only', status: 409 } });
        expect(said).toHaveLength(1);
      }
    }
  });
});

it('the list is by day, by person and by status', async () => {
  await log(tom, { date: '2026-01-10' });
  const { id } = await log(petra, { date: '2026-01-12' });
  await log(tom, { date: '2026-01-11' });
  await petra.post(`${entries}/${id}/submit`);
  const days = async (query: string) =>
    (await petra.get(`${entries}?${query}`)).body.items.map((entry: TimeEntry) => entry.date.slice(-2));
  expect(await days('')).toEqual(['12', '11', '10']);
  expect(await days('sort=date')).toEqual(['10', '11', '12']);
  expect(await days(`userId=${tom.id}`)).toEqual(['11', '10']);
  expect(await days('status=SUBMITTED')).toEqual(['12']);
  expect(await days('from=2026-01-11&to=2026-01-11')).toEqual(['11']);
  const page = (await petra.get(`${entries}?limit=2`)).body;
  const next = (await petra.get(`${entries}?limit=2&cursor=${page.nextCursor}`)).body;
  expect(next.items.map((entry: TimeEntry) => entry.date)).toEqual(['2026-01-10']);
  expect(next.nextCursor).toBeNull();
});
