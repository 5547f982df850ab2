import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { api, startWorld, type World } from './support/world.js';

/** The seller sits on Kiritimati, where the day begins fourteen hours before it does in UTC. */
let world: World;
beforeAll(async () => {
  world = await startWorld({ replicas: 1, env: { SELLER_TIME_ZONE: 'Pacific/Kiritimati' } });
  world.today = '2026-12-31';
});
afterAll(() => world?.close());

it('the seller’s calendar decides a project’s year, and since when a change of status holds', async () => {
  world.time = '09:59:59.000Z';
  expect((await world.project({ endDate: null })).number).toBe('PRJ-2026-0001');
  world.time = '10:00:00.000Z';
  const project = await world.project({ endDate: null });
  expect(project.number).toBe('PRJ-2027-0001');
  await world.admin.post(api(`/projects/${project.id}/hold`), { reason: 'Holidays' });
  const history = (await world.admin.get(api(`/projects/${project.id}/history`))).body.items;
  expect(history.map((line: any) => line.effectiveDate)).toEqual(['2027-01-01', '2027-01-01']);
});

it('and what is overdue', async () => {
  world.time = '09:59:59.000Z';
  const project = await world.project({ endDate: null });
  const milestone = await world.milestone(project.id, { dueDate: '2026-12-31' });
  const path = api(`/projects/${project.id}/milestones/${milestone.id}`);
  expect((await world.admin.get(path)).body.overdue).toBe(false);
  world.time = '10:00:00.000Z';
  expect((await world.admin.get(path)).body.overdue).toBe(true);
  expect((await world.admin.get(api('/projects/summary'))).body.today).toBe('2027-01-01');
});
