import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { make, newCustomer, newProject, see, seen, type Json } from './stack/stories.js';
import { startStack, type Client, type Stack } from './stack/stack.js';

let stack: Stack;
let admin: Client;
let customer: Json;
beforeAll(async () => {
  stack = await startStack({ replicas: 2 });
  admin = await stack.as('admin');
  customer = await newCustomer(admin, 'Client A');
}, 150_000);
afterAll(() => stack?.stop());

const draftFor = (projectId: string, milestoneId: string | null = null) => ({
  ...{ customerId: customer.id, currency: 'EUR', projectId, milestoneId },
  lines: [{ description: 'Work', quantity: '1', unitPrice: '10.00' }],
});
const known = async (service: 'billing' | 'notifications', table: string, column: string, id: string) =>
  (await stack.sql(service, `SELECT FROM ${table} WHERE ${column} = '${id}'`)).length;

it('A project with a draft, a quote or an order stays; without them it goes from every service, and takes no document any more', async () => {
  const milestones = [{ type: 'ADVANCE', expectedAmount: '3000.00' }];
  const project = await newProject(admin, customer.id, { milestones });
  const remove = () => admin.delete(`/projects/${project.id}`);
  const draft = await make(admin, '/invoices', draftFor(project.id, project.milestones[0].id));
  const refused = await remove();
  expect([refused.status, refused.body.records]).toEqual([409, [{ kind: 'INVOICE', count: 1 }]]);
  expect((await admin.delete(`/invoices/${draft.id}`)).status).toBe(204);

  const order = {
    customerId: customer.id,
    number: 'PO-1',
    amount: '10.00',
    currency: 'EUR',
    projectId: project.id,
  };
  const cpo = await make(admin, '/cpos', order);
  expect((await remove()).body.records).toEqual([{ kind: 'CPO', count: 1 }]);
  await make(admin, `/cpos/${cpo.id}/cancel`, { reason: 'By mistake' });
  // Also cancelled it refers to the project, for ever.
  expect((await remove()).status).toBe(409);

  const empty = await newProject(admin, customer.id, { milestones });
  expect((await admin.delete(`/projects/${empty.id}`)).status).toBe(204);
  for (const path of [`/projects/${empty.id}`, `/projects/${empty.id}/history`])
    expect((await admin.get(path)).status).toBe(404);
  const late = await admin.post('/invoices', draftFor(empty.id));
  expect([late.status, late.body.code]).toEqual([400, 'project-unknown']);
  const lateMilestone = await admin.post('/invoices', draftFor(empty.id, empty.milestones[0].id));
  expect(lateMilestone.status).toBe(400);
  await seen(admin, '/events?types=projects.project-deleted.v1', ({ items }) => items.length === 1);
  const gone = async () => [
    await known('billing', 'project_replica', 'project_id', empty.id),
    await known('billing', 'project_ledger', 'project_id', empty.id),
    await known('billing', 'milestone_replica', 'project_id', empty.id),
    await known('notifications', 'project', 'id', empty.id),
  ];
  for (let tries = 0; (await gone()).some((count) => count > 0) && tries < 50; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await gone()).toEqual([0, 0, 0, 0]);
});

it('A draft made at the very moment of the deletion keeps the project, or finds none', async () => {
  for (let round = 0; round < 8; round += 1) {
    const project = await newProject(admin, customer.id);
    const [removed, drafted] = await Promise.all([
      admin.delete(`/projects/${project.id}`),
      admin.post('/invoices', draftFor(project.id)),
    ]);
    expect([removed.status, drafted.status]).toEqual(removed.status === 204 ? [204, 400] : [409, 201]);
    if (drafted.status === 201) await see(admin, `/projects/${project.id}`);
  }
});
