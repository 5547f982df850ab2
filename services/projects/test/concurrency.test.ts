import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Milestone } from '@closeout/contracts/http/projects';
import { api, startWorld, type World } from './support/world.js';

/** Two replicas answer in turn; what must hold under concurrency holds across them. */
let world: World;
beforeAll(async () => {
  world = await startWorld({ replicas: 2 });
});
afterAll(() => world?.close());

const times = <T>(count: number, run: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => run(i)));
const counts = (answers: { status: number }[]) =>
  answers.reduce<Record<number, number>>(
    (sum, { status }) => ({ ...sum, [status]: (sum[status] ?? 0) + 1 }),
    {},
  );

describe('At once', () => {
  it('forty projects get forty consecutive numbers', async () => {
    const { id: customerId } = await world.billing.customer();
    await world.project({ customerId });
    const projects = await times(40, (i) => world.project({ customerId, title: `Project ${i}` }));
    const numbers = projects.map((p) => Number(p.number.split('-')[2])).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, i) => (numbers[0] ?? 0) + i));
  });

  it('a project that is refused leaves no gap in the numbers', async () => {
    const { id: customerId } = await world.billing.customer();
    const before = await world.project({ customerId });
    const body = { customerId, title: 'X', budgetTotal: '1.001', currency: 'EUR', startDate: '2026-01' };
    const refused = await times(5, () => world.admin.post(api('/projects'), body));
    expect(counts(refused)).toEqual({ 400: 5 });
    const after = await world.project({ customerId });
    expect(Number(after.number.slice(9))).toBe(Number(before.number.slice(9)) + 1);
  });

  it.each(['ADVANCE', 'FINAL'])('ten %s milestones leave one', async (type) => {
    const project = await world.project();
    const answers = await times(10, () =>
      world.admin.post(api(`/projects/${project.id}/milestones`), { type, expectedAmount: '100.00' }),
    );
    expect(counts(answers)).toEqual({ 201: 1, 409: 9 });
    for (const answer of answers)
      if (answer.status === 409) expect(answer.body.code).toBe('milestone-exists');
    expect((await world.admin.get(api(`/projects/${project.id}`))).body).toMatchObject({
      milestones: [{ type }],
      totals: { milestonesExpected: '100.00' },
    });
  });

  it('ten PROGRESS milestones are numbered 1 to 10', async () => {
    const project = await world.project();
    const milestones = await times(10, () => world.milestone(project.id));
    expect(milestones.map((m) => m.no).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    const { items } = (await world.admin.get(api(`/projects/${project.id}/milestones`))).body;
    expect(items.map((m: Milestone) => m.label)).toEqual(
      Array.from({ length: 10 }, (_, i) => `Progress Payment ${i + 1}`),
    );
  });

  it('of ten changes based on one version, one is made', async () => {
    const project = await world.project();
    const answers = await times(10, (i) =>
      world.admin.patch(api(`/projects/${project.id}`), { title: `Title ${i}` }, { 'if-match': '"1"' }),
    );
    expect(counts(answers)).toEqual({ 200: 1, 412: 9 });
    expect((await world.said(project.id)).map((e) => e.version)).toEqual([1, 2]);
  });

  it('a project is put on hold once', async () => {
    const project = await world.project();
    const answers = await times(6, () =>
      world.admin.post(api(`/projects/${project.id}/hold`), { reason: 'Budget freeze' }),
    );
    expect(counts(answers)).toEqual({ 200: 1, 409: 5 });
    expect((await world.admin.get(api(`/projects/${project.id}/history`))).body.items).toHaveLength(2);
  });

  it('nothing is agreed in a project that is being cancelled', async () => {
    const project = await world.project();
    const [cancel, ...answers] = await Promise.all([
      world.admin.post(api(`/projects/${project.id}/cancel`), { reason: 'Withdrawn' }),
      ...Array.from({ length: 8 }, () =>
        world.admin.post(api(`/projects/${project.id}/milestones`), {
          type: 'PROGRESS',
          expectedAmount: '5.00',
        }),
      ),
      ...Array.from({ length: 4 }, (_, i) =>
        world.admin.patch(api(`/projects/${project.id}`), { title: `T${i}` }),
      ),
    ]);
    expect(cancel.status).toBe(200);
    // Whatever was taken lies before the cancellation in the log; nothing after it.
    const log = await world.db.query<{ type: string }>(
      `SELECT type FROM kit.event_log WHERE subject = $1 OR data->>'projectId' = $1 ORDER BY id`,
      [project.id],
    );
    expect(log.at(-1)?.type).toBe('projects.project-status-changed.v1');
    const made = answers.filter((a) => a.status < 300).length;
    expect(log).toHaveLength(made + 2);
    for (const answer of answers.filter((a) => a.status >= 300))
      expect(answer.body.code).toBe('project-read-only');
  });

  it('a milestone is either taken out or changed', async () => {
    const project = await world.project();
    const milestone = await world.milestone(project.id);
    const path = api(`/projects/${project.id}/milestones/${milestone.id}`);
    const answers = await Promise.all([
      ...Array.from({ length: 3 }, () => world.admin.delete(path, { 'if-match': '"1"' })),
      ...Array.from({ length: 3 }, () =>
        world.admin.patch(path, { expectedAmount: '7.00' }, { 'if-match': '"1"' }),
      ),
    ]);
    expect(answers.filter((a) => a.status < 300)).toHaveLength(1);
    expect((await world.said(milestone.id)).map((e) => e.version)).toEqual([1, 2]);
  });
});

it('numbers begin anew with the year and grow past 9999', async () => {
  const { id: customerId } = await world.billing.customer();
  world.today = '2031-01-01';
  try {
    expect((await world.project({ customerId })).number).toBe('PRJ-2031-0001');
    await world.db.query('UPDATE project_counter SET last = 9998 WHERE year = 2031');
    const numbers = [await world.project({ customerId }), await world.project({ customerId })].map(
      (p) => p.number,
    );
    expect(numbers).toEqual(['PRJ-2031-9999', 'PRJ-2031-10000']);
    const { items } = (await world.admin.get(api('/projects?q=PRJ-2031'))).body;
    expect(items.map((p: { number: string }) => p.number)).toEqual([
      'PRJ-2031-10000',
      'PRJ-2031-9999',
      'PRJ-2031-0001',
    ]);
  } finally {
    world.today = '2026-03-01';
  }
});
