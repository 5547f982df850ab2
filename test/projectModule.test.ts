import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type Client, type Stack } from './stack/stack.js';
import { issuedReceipt, make, newCustomer, newProject, see, seen, type Json } from './stack/stories.js';

/** The projects module: stages, milestone payments, progress, its permissions and its events, over the gateway. */
let stack: Stack;
let admin: Client;
let sales: Client;
let pm: Client;
let finance: Client;
let member: Client;
let client: Json;
let project: Json;

beforeAll(async () => {
  stack = await startStack();
  [admin, sales, pm, finance, member] = (await Promise.all(
    ['admin', 'sales', 'pm', 'finance', 'member'].map((name) => stack.as(name)),
  )) as [Client, Client, Client, Client, Client];
  client = await newCustomer(sales, 'Client A');
  project = await newProject(pm, client.id, { startDate: '2026-01-01', endDate: '2026-12-31' });
}, 150_000);
afterAll(() => stack?.stop());

const at = (path: string): string => `/projects/${project.id}${path}`;

async function complete(stage: Json, completion: number): Promise<Json> {
  const answer = await pm.patch(at(`/stages/${stage.id}`), { completion });
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 });
  return answer.body;
}

describe('Stages', () => {
  let design: Json;
  let build: Json;

  it('are phases in their order, and wait for those that they depend on', async () => {
    design = await make(pm, at('/stages'), { name: 'Design', dueDate: '2026-03-31' });
    build = await make(pm, at('/stages'), { name: 'Build', weight: 3, dependsOn: [design.id] });
    const { items } = await see(pm, at('/stages'));
    expect(items.map(({ name, status }: Json) => [name, status])).toEqual([
      ['Design', 'NOT_STARTED'],
      ['Build', 'BLOCKED'],
    ]);
    const early = await pm.patch(at(`/stages/${build.id}`), { completion: 10 });
    expect([early.status, early.body.code]).toEqual([409, 'stage-blocked']);
    expect(early.body.detail).toContain('Design');
  });

  it('do not wait for each other in a circle', async () => {
    const circle = await pm.patch(at(`/stages/${design.id}`), { dependsOn: [build.id] });
    expect(circle.status).toBe(409);
  });

  it('move the project on, each by its weight', async () => {
    await complete(design, 100);
    await complete(build, 20);
    const { completion, stages, timeline } = await see(pm, at('/progress'));
    expect(completion).toBe(40);
    expect(stages.map(({ name, status }: Json) => [name, status])).toEqual([
      ['Design', 'COMPLETED'],
      ['Build', 'IN_PROGRESS'],
    ]);
    expect(timeline).toMatchObject({ startDate: '2026-01-01', endDate: '2026-12-31' });
  });
});

describe('Payments', () => {
  let stage: Json;
  let payment: Json;

  it('are the milestones in other words: pending until they are paid', async () => {
    stage = await make(pm, at('/stages'), { name: 'Acceptance' });
    payment = await make(pm, at('/payments'), { amount: '2500.00', currency: 'EUR', stageId: stage.id });
    expect(payment).toMatchObject({ amount: '2500.00', status: 'PENDING', stageId: stage.id });
    const { items } = await see(pm, at('/milestones'));
    expect(items).toMatchObject([{ id: payment.id, type: 'PROGRESS', expectedAmount: '2500.00' }]);
  });

  it('are requested when their stage is complete: billing drafts one invoice, however often it is completed', async () => {
    await complete(stage, 100);
    await complete(stage, 90);
    await complete(stage, 100);
    const drafts = () => see(finance, `/invoices?projectId=${project.id}`);
    await seen(finance, `/invoices?projectId=${project.id}`, ({ items }) => items.length > 0);
    // Whatever came after the first request has been seen too once this later project has its draft.
    const other = await newProject(pm, client.id);
    const last = await make(pm, `/projects/${other.id}/stages`, { name: 'Only' });
    await make(pm, `/projects/${other.id}/payments`, { amount: '1.00', stageId: last.id });
    await pm.patch(`/projects/${other.id}/stages/${last.id}`, { completion: 100 });
    await seen(finance, `/invoices?projectId=${other.id}`, ({ items }) => items.length > 0);
    expect((await drafts()).items).toMatchObject([
      { status: 'DRAFT', milestoneId: payment.id, totals: { gross: '2500.00' } },
    ]);
  });

  it('are paid when the receipt is issued', async () => {
    await issuedReceipt(finance, {
      customerId: client.id,
      projectId: project.id,
      milestoneId: payment.id,
      amount: '2500.00',
    });
    const { items } = await seen(pm, at('/payments'), (page) => page.items[0].status === 'PAID');
    expect(items[0]).toMatchObject({ receivedAmount: '2500.00' });
    expect((await see(pm, at('/progress'))).payments).toMatchObject({
      expected: '2500.00',
      received: '2500.00',
    });
  });
});

describe('Permissions', () => {
  it.each([
    ['GET', '/projects/{id}/stages', 'project_stages.view'],
    ['POST', '/projects/{id}/stages', 'project_stages.manage'],
    ['POST', '/projects/{id}/payments', 'project_payments.manage'],
    ['POST', '/projects', 'projects.create'],
  ])('%s %s needs %s', async (method, path, permission) => {
    const place = path.replace('{id}', project.id);
    const answer = method === 'GET' ? await member.get(place) : await member.post(place, { name: 'X' });
    // Who is not on a project does not learn that it exists.
    if (answer.status === 404) return expect(path).toContain('{id}');
    expect([answer.status, answer.body.permission]).toEqual([403, permission]);
  });

  it('a member of the team sees the project, and nothing of the others', async () => {
    const { user } = await see(member, '/me');
    expect((await member.get(at(''))).status).toBe(404);
    await make(pm, at('/team'), { userId: user.id });
    expect((await member.get(at(''))).status).toBe(200);
    expect((await see(member, '/projects')).items.map(({ id }: Json) => id)).toEqual([project.id]);
  });
});

describe('Events', () => {
  it('tell it all, in their order, to whoever follows the feed', async () => {
    await make(pm, at('/hold'), { reason: 'Waiting for hardware' });
    const wanted = [
      'projects.project-created.v1',
      'projects.stage-completed.v1',
      'projects.payment-requested.v1',
      'projects.payment-received.v1',
      'projects.project-status-changed.v1',
    ];
    const { items } = await seen(
      admin,
      `/events?types=${wanted.join(',')}&limit=200`,
      (feed) => new Set(feed.items.map(({ type }: Json) => type)).size === wanted.length,
    );
    const first = wanted.map((type) => items.find((event: Json) => event.type === type).position);
    expect(first).toEqual([...first].sort((a, b) => a - b));
  });
});
