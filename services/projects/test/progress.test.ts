import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { billingEvents } from '@closeout/contracts/events/billing';
import type { Milestone, Project, Stage } from '@closeout/contracts/http/projects';
import { newId } from '@closeout/service-kit/db';
import { anInvoice, aReceipt } from './support/documents.js';
import { api, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const tell = (type: string, document: { id: string; version: number }) =>
  world.billing.tell(world.billing.event(type, document.id, document.version, document));
const progress = async (project: { id: string }) =>
  (await world.admin.get(api(`/projects/${project.id}/progress`))).body;

describe('How far a project has come', () => {
  let project: Project;
  let stages: Stage[];
  let milestones: Milestone[];

  it('is nothing when nothing is planned', async () => {
    project = await world.project({ startDate: '2026-01-30', endDate: '2026-03-31' });
    expect(await progress(project)).toEqual({
      completion: 0,
      stages: [],
      payments: { expected: '0.00', invoiced: '0.00', received: '0.00', overdue: '0.00', currency: 'EUR' },
      timeline: { startDate: '2026-01-30', endDate: '2026-03-31', elapsedPercent: 50 },
    });
  });

  it('shows each stage in its order, and the mean by their weights', async () => {
    const path = api(`/projects/${project.id}/stages`);
    const first = (await world.admin.post(path, { name: 'Preparation', dueDate: '2026-02-28' })).body;
    const second = (await world.admin.post(path, { name: 'Work', weight: 3, dependsOn: [first.id] })).body;
    stages = [first, second];
    await world.admin.patch(`${path}/${first.id}`, { completion: 70 });
    expect(await progress(project)).toMatchObject({
      completion: 17.5,
      stages: [
        {
          id: first.id,
          name: 'Preparation',
          order: 1,
          completion: 70,
          status: 'IN_PROGRESS',
          dueDate: '2026-02-28',
          overdue: true,
        },
        {
          id: second.id,
          name: 'Work',
          order: 2,
          completion: 0,
          status: 'BLOCKED',
          dueDate: null,
          overdue: false,
        },
      ],
    });
    await world.admin.patch(`${path}/${first.id}`, { completion: 100 });
    await world.admin.patch(`${path}/${second.id}`, { completion: 11 });
    expect((await progress(project)).completion).toBe(33.25);
  });

  it('shows what was agreed, invoiced and received, and what is late', async () => {
    milestones = [
      await world.milestone(project.id, { expectedAmount: '1000.00', dueDate: '2026-02-10' }),
      await world.milestone(project.id, { expectedAmount: '2000.00', dueDate: '2026-02-28' }),
      await world.milestone(project.id, { expectedAmount: '4000.00', dueDate: '2026-03-31' }),
    ];
    const place = (i: number) => ({
      customerId: project.customerId,
      projectId: project.id,
      milestoneId: milestones[i]?.id ?? null,
    });
    await tell(billingEvents.invoiceIssued.type, anInvoice(place(0), '1000.00'));
    await tell(billingEvents.invoiceIssued.type, anInvoice(place(1), '2000.00'));
    await tell(
      billingEvents.receiptIssued.type,
      aReceipt([
        { place: place(0), amount: '1000.00' },
        { place: place(1), amount: '500.00' },
      ]),
    );
    const { payments } = await world.see(
      `/projects/${project.id}/progress`,
      (body) => body.payments.received === '1500.00' && body.payments.invoiced === '3000.00',
    );
    expect(payments).toEqual({
      ...{ expected: '7000.00', invoiced: '3000.00', received: '1500.00', overdue: '1500.00' },
      currency: 'EUR',
    });
    expect((await world.admin.get(api(`/projects/${project.id}/payments`))).body.items).toMatchObject([
      { amount: '1000.00', status: 'PAID', stageId: null },
      { amount: '2000.00', status: 'OVERDUE', receivedAmount: '500.00' },
      { amount: '4000.00', status: 'PENDING' },
    ]);
  });

  it('is shown without payments to those who may not see them', async () => {
    const viewer = await world.as({ permissions: ['projects.view', 'project_stages.view'] });
    const { status, body } = await viewer.get(api(`/projects/${project.id}/progress`));
    expect(status).toBe(200);
    expect(body).toMatchObject({ completion: 33.25, stages: stages.map(({ id }) => ({ id })) });
    expect(body).not.toHaveProperty('payments');
    const manager = await world.as({ permissions: [], id: newId() });
    expect((await manager.get(api(`/projects/${project.id}/progress`))).status).toBe(404);
  });

  it('has no measure of time without an end', async () => {
    const open = await world.project({ endDate: null });
    expect((await progress(open)).timeline).toEqual({
      startDate: '2026-01-01',
      endDate: null,
      elapsedPercent: null,
    });
  });
});
