import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectsEvents, type MilestoneState, type ProjectState } from '@closeout/contracts/events/projects';
import { eventually } from '@closeout/service-kit/testing';
import { must, startWorld, type World } from './support/world.js';

describe('a payment that projects requests', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ replicas: 2, broker: true });
  });
  afterAll(() => world.stop());

  const request = (project: ProjectState, milestone: MilestoneState) =>
    world.projects.event(projectsEvents.paymentRequested.type, milestone.id, milestone.version, {
      ...(projectsEvents.paymentRequested.example as object),
      project,
      milestone,
    });
  const outcome = async (milestone: MilestoneState) => {
    const [row] = await eventually(
      () =>
        world.database.query<any>(
          'SELECT outcome, reason, invoice_id AS "invoiceId" FROM payment_request WHERE milestone_id = $1',
          [milestone.id],
        ),
      (rows) => rows.length === 1,
    );
    return row;
  };
  const draftsOf = async (milestone: MilestoneState) =>
    must(await world.api.get(`/api/v1/invoices?milestoneId=${milestone.id}`), 200).items;
  const deadLetters = async () => world.database.query('SELECT FROM kit.dead_letter');

  it('becomes one draft with project, milestone, order and amount, though nothing of them was heard before', async () => {
    const customer = await world.customer({ securityLevel: 5 });
    const project = world.projects.project(customer.id, { number: 'PRJ-2026-0777', title: 'Rollout' });
    const milestone = world.projects.milestone(project, {
      expectedAmount: '1250.50',
      label: 'Progress Payment 1',
    });
    const event = request(project, milestone);
    await world.projects.tell(event, event, request(project, { ...milestone, version: 2 }), event);
    const { outcome: what, invoiceId } = await outcome(milestone);
    expect(what).toBe('DRAFTED');
    const draft = must(await world.api.get(`/api/v1/invoices/${invoiceId}`), 200);
    expect(draft).toMatchObject({
      status: 'DRAFT',
      customerId: customer.id,
      projectId: project.id,
      milestoneId: milestone.id,
      cpoId: null,
      lines: [{ description: 'Progress Payment 1 – PRJ-2026-0777 Rollout', net: '1250.50' }],
      totals: { gross: '1250.50' },
    });
    expect(await draftsOf(milestone)).toHaveLength(1);

    // Finance throws it away: it does not come again.
    must(await world.api.delete(`/api/v1/invoices/${invoiceId}`), 204);
    const [other, next] = [world.projects.milestone(project), request(project, milestone)];
    await world.projects.tell(next, request(project, other));
    await outcome(other);
    expect(await draftsOf(milestone)).toEqual([]);
    expect(await draftsOf(other)).toHaveLength(1);
  });

  it('is drafted against the project’s order, from the newest that is known of the milestone', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const milestone = world.projects.milestone(project, { expectedAmount: '1000.00' });
    const order = must(
      await world.api.post('/api/v1/cpos', {
        ...{
          customerId: customer.id,
          number: 'PR-1',
          amount: '8000',
          currency: 'EUR',
          projectId: project.id,
        },
      }),
      201,
    );
    const changed = { ...milestone, version: 3, expectedAmount: '900.00' };
    await world.projects.tell(
      world.projects.event(projectsEvents.milestoneUpdated.type, milestone.id, 3, changed),
    );
    await eventually(
      () =>
        world.database.query('SELECT FROM milestone_replica WHERE milestone_id = $1 AND version = 3', [
          milestone.id,
        ]),
      (rows) => rows.length === 1,
    );
    await world.projects.tell(request(project, milestone));
    const { invoiceId } = await outcome(milestone);
    const draft = must(await world.api.get(`/api/v1/invoices/${invoiceId}`), 200);
    expect(draft).toMatchObject({ cpoId: order.id, totals: { gross: '900.00' } });
    expect(must(await world.api.post(`/api/v1/invoices/${invoiceId}/issue`), 200).cpoVersionNo).toBe(1);
  });

  it('that cannot be drafted any more is recorded, and stops nothing', async () => {
    const customer = await world.customer();
    const closed = world.projects.project(customer.id, { status: 'FINALIZED' });
    const open = world.projects.project(customer.id);
    const cases: [ProjectState, MilestoneState, string][] = [
      [closed, world.projects.milestone(closed), 'project-locked'],
      [open, world.projects.milestone(open, { removed: true }), 'milestone-unknown'],
      [open, world.projects.milestone(open, { expectedAmount: '0.00' }), 'milestone-not-invoiceable'],
      [open, world.projects.milestone(open), 'already-invoiced'],
    ];
    const [, byHand] = cases.at(-1)!;
    const body = { customerId: customer.id, currency: 'EUR', milestoneId: byHand.id };
    must(await world.api.post('/api/v1/invoices', body), 201);
    const before = await deadLetters();
    await world.projects.tell(...cases.map(([project, milestone]) => request(project, milestone)));
    for (const [, milestone, reason] of cases)
      expect(await outcome(milestone)).toEqual({ outcome: 'NOT_DRAFTED', reason, invoiceId: null });
    expect(await draftsOf(byHand)).toHaveLength(1);
    expect(await deadLetters()).toHaveLength(before.length);
  });
});
