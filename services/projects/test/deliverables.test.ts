import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { api, startWorld, type World } from './support/world.js';

/** What is to be handed over: planned, made ready, delivered or given up. */
let world: World;
let deliverables: string;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const begin = async () => {
  const project = await world.project();
  deliverables = api(`/projects/${project.id}/deliverables`);
  return project;
};
const add = async (name: string, more: object = {}) =>
  (await world.admin.post(deliverables, { name, ...more })).body;

it('a manual is written, made ready and handed over; then it never changes again', async () => {
  await begin();
  const manual = await add('Operator’s manual', { description: 'In two languages', dueDate: '2026-02-28' });
  expect(manual).toMatchObject({
    status: 'INITIAL',
    version: 1,
    overdue: true,
    actions: ['READY', 'CANCELLED'],
  });
  const path = `${deliverables}/${manual.id}`;
  expect(await world.admin.patch(path, { status: 'DELIVERED' })).toMatchObject({
    status: 409,
    body: {
      code: 'deliverable-transition-not-allowed',
      currentStatus: 'INITIAL',
      allowed: ['READY', 'CANCELLED'],
    },
  });
  expect((await world.admin.patch(path, { status: 'ready', dueDate: null })).body).toMatchObject({
    status: 'READY',
    dueDate: null,
    overdue: false,
    version: 2,
  });
  expect((await world.admin.patch(path, { status: 'DELV' })).body).toMatchObject({
    status: 'DELIVERED',
    actions: [],
    version: 3,
  });
  for (const [patch, code] of [
    [{ status: 'READY' }, 'deliverable-transition-not-allowed'],
    [{ status: 'CANCELLED' }, 'deliverable-transition-not-allowed'],
    [{ name: 'Handbook' }, 'deliverable-final'],
  ] as const) {
    expect(await world.admin.patch(path, patch)).toMatchObject({ status: 409, body: { code, allowed: [] } });
  }
  expect((await world.admin.patch(path, { status: 'DELIVERED' })).body.version).toBe(3);
  expect(
    (await world.said(manual.id)).map((event) => [event.type, event.version, event.data['status']]),
  ).toEqual([
    ['projects.deliverable-added.v1', 1, 'INITIAL'],
    ['projects.deliverable-updated.v1', 2, 'READY'],
    ['projects.deliverable-updated.v1', 3, 'DELIVERED'],
  ]);
});

it('what nobody wants any more is cancelled', async () => {
  await begin();
  for (const before of [[], ['READY']]) {
    const { id } = await add('Training');
    for (const status of [...before, 'CANCELLED']) {
      expect((await world.admin.patch(`${deliverables}/${id}`, { status })).status).toBe(200);
    }
    expect((await world.admin.get(`${deliverables}/${id}`)).body.status).toBe('CANCELLED');
  }
});

it('the list is in the order in which they were added, in pages, and by status', async () => {
  await begin();
  const names = ['Plan', 'Servers', 'Manual', 'Training', 'Report'];
  for (const name of names) await add(name);
  const seen: string[] = [];
  let cursor = '';
  do {
    const { items, nextCursor } = (await world.admin.get(`${deliverables}?limit=2${cursor}`)).body;
    seen.push(...items.map((item: { name: string }) => item.name));
    cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
  } while (cursor !== '');
  expect(seen).toEqual(names);
  const [first] = (await world.admin.get(deliverables)).body.items;
  await world.admin.patch(`${deliverables}/${first.id}`, { status: 'READY' });
  const ready = (await world.admin.get(`${deliverables}?status=READY`)).body.items;
  expect(ready.map((item: { name: string }) => item.name)).toEqual(['Plan']);
});

it('of two who deliver and cancel at the same moment one is too late', async () => {
  await begin();
  for (let i = 0; i < 5; i += 1) {
    const { id } = await add(`Part ${i}`);
    await world.admin.patch(`${deliverables}/${id}`, { status: 'READY' });
    const answers = await Promise.all(
      ['DELIVERED', 'CANCELLED'].map((status) => world.admin.patch(`${deliverables}/${id}`, { status })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect((await world.said(id)).map((event) => event.version)).toEqual([1, 2, 3]);
  }
});

it('on hold they go on, after technical closure they are settled, and a cancelled project is read-only', async () => {
  const project = await begin();
  const { id } = await add('Manual');
  const to = async (status: string) =>
    world.db.query('UPDATE project SET status = $2 WHERE id = $1', [project.id, status]);
  await world.admin.post(api(`/projects/${project.id}/hold`), { reason: 'Waiting' });
  expect((await world.admin.patch(`${deliverables}/${id}`, { name: 'Handbook' })).status).toBe(200);
  for (const [status, code] of [
    ['TECHNICALLY_CLOSED', 'project-status-forbids'],
    ['FINALIZED', 'project-read-only'],
    ['CANCELLED', 'project-read-only'],
  ] as const) {
    await to(status);
    for (const answer of [
      await world.admin.post(deliverables, { name: 'Late' }),
      await world.admin.patch(`${deliverables}/${id}`, { status: 'READY' }),
    ]) {
      expect(answer).toMatchObject({
        status: 409,
        body: { code, currentStatus: status, allowed: expect.any(Array) },
      });
      expect(answer.body.detail).toContain(status);
    }
  }
});
