import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectsEvents, type MilestoneState, type ProjectState } from '@closeout/contracts/events/projects';
import { newId, openDatabase, systemClock } from '@closeout/service-kit/db';
import { eventually } from '@closeout/service-kit/testing';
import { pino } from 'pino';
import { must, refusal, startWorld, type World } from './support/world.js';

describe('what billing knows of projects', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ broker: true });
  });
  afterAll(() => world.stop());

  const body = (customerId: string, more: object) => ({
    customerId,
    currency: 'EUR',
    amount: '10.00',
    paymentDate: '2026-02-01',
    ...more,
  });
  const draft = (customerId: string, more: object) =>
    world.api.post('/api/v1/receipts', body(customerId, more));
  const created = (project: ProjectState) =>
    world.projects.event(projectsEvents.projectCreated.type, project.id, project.version, project);
  const updated = (project: ProjectState) =>
    world.projects.event(projectsEvents.projectUpdated.type, project.id, project.version, project);
  const statusChanged = (project: ProjectState, from = 'ACTIVE') =>
    world.projects.event(projectsEvents.projectStatusChanged.type, project.id, project.version, {
      ...(projectsEvents.projectStatusChanged.example as object),
      project,
      from,
      to: project.status,
    });
  const milestoneEvent = (
    milestone: MilestoneState,
    kind: 'milestoneAdded' | 'milestoneUpdated' | 'milestoneRemoved' | 'paymentReceived',
  ) => world.projects.event(projectsEvents[kind].type, milestone.id, milestone.version, milestone);
  const known = (id: string) =>
    world.database.query<any>(
      'SELECT p.*, l.status FROM project_replica p JOIN project_ledger l USING (project_id) WHERE project_id = $1',
      [id],
    );
  const knownMilestone = (id: string) =>
    world.database.query<any>('SELECT * FROM milestone_replica WHERE milestone_id = $1', [id]);

  it('comes by events: the newest version wins, whatever order they arrive in, a milestone before its project too', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const milestone = world.projects.milestone(project);
    const renamed = { ...project, version: 2, title: 'Renamed' };
    const held = { ...renamed, version: 3, status: 'ON_HOLD' } as const;
    const paid = { ...milestone, version: 3, receivedAmount: '3000.00', status: 'PAID' } as const;
    const events = [
      milestoneEvent(milestone, 'milestoneAdded'),
      milestoneEvent({ ...milestone, version: 2, expectedAmount: '2000.00' }, 'milestoneUpdated'),
      milestoneEvent({ ...paid, expectedAmount: '2500.00' }, 'paymentReceived'),
      created(project),
      updated(renamed),
      statusChanged(held),
    ];
    // Late, doubled, and back to front.
    await world.projects.tell(...[...events].reverse(), ...events);
    const [row] = await eventually(
      () => known(project.id),
      ([found]) => found?.version === 3,
      { what: 'the project’s third version' },
    );
    expect(row).toMatchObject({
      title: 'Renamed',
      status: 'ON_HOLD',
      customer_id: customer.id,
      currency: 'EUR',
    });
    const [found] = await eventually(
      () => knownMilestone(milestone.id),
      ([each]) => each?.version === 3,
    );
    expect(found).toMatchObject({ expected_minor: 250000n, removed: false, project_id: project.id });

    // Known: nobody is asked.
    world.projects.asked.length = 0;
    must(await draft(customer.id, { milestoneId: milestone.id }), 201);
    expect(world.projects.asked).toEqual([]);
    await world.projects.tell(milestoneEvent({ ...paid, version: 4, removed: true }, 'milestoneRemoved'));
    await eventually(
      () => knownMilestone(milestone.id),
      ([each]) => each?.removed === true,
    );
    expect(refusal(await draft(customer.id, { milestoneId: milestone.id }))).toBe('400 milestone-unknown');
  });

  it('is asked of its owner when it was made just now', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    world.projects.asked.length = 0;
    must(await draft(customer.id, { projectId: project.id }), 201);
    expect(world.projects.asked).toEqual([`/internal/projects/${project.id}`]);

    // A milestone added since, named with its project or alone.
    const added = world.projects.milestone(project);
    must(await draft(customer.id, { projectId: project.id, milestoneId: added.id }), 201);
    const another = world.projects.milestone(project, { type: 'FINAL' });
    must(await draft(customer.id, { milestoneId: another.id }), 201);
    const untouched = world.projects.milestone(world.projects.project(customer.id));
    must(await draft(customer.id, { milestoneId: untouched.id }), 201);

    const nobody = newId();
    const reply = await draft(customer.id, { projectId: nobody });
    expect(refusal(reply)).toBe('400 project-unknown');
    expect(reply.body.errors[0].pointer).toBe('/projectId');
    expect(refusal(await draft(customer.id, { milestoneId: nobody }))).toBe('400 milestone-unknown');
  });

  it('locks the documents of a finalized project, until it is open again', async () => {
    const { api, projects } = world;
    const customer = await world.customer();
    const project = projects.project(customer.id);
    const invoice = await world.invoice(customer.id, '100.00', { projectId: project.id });
    const receipt = await world.receipt(customer.id, '20.00', { projectId: project.id });
    const waiting = must(await draft(customer.id, { projectId: project.id }), 201);
    const unnamed = await world.receipt(customer.id, '5.00');

    const finalized = projects.change(project, { status: 'FINALIZED' });
    await projects.tell(statusChanged(finalized));
    await eventually(
      () => known(project.id),
      ([row]) => row.status === 'FINALIZED',
    );
    for (const reply of [
      await draft(customer.id, { projectId: project.id }),
      await api.post(`/api/v1/receipts/${waiting.id}/issue`),
      await api.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Bounced' }),
      await api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, { reason: 'Less' }),
      await api.post(`/api/v1/receipts/${receipt.id}/allocations`, { invoiceId: invoice.id, amount: '1' }),
      await api.post(`/api/v1/receipts/${unnamed.id}/allocations`, { invoiceId: invoice.id, amount: '1' }),
      await draft(customer.id, {
        projectId: project.id,
        allocations: [{ invoiceId: invoice.id, amount: '1' }],
      }),
    ]) {
      expect(refusal(reply)).toBe('409 project-locked');
      expect(reply.body).toMatchObject({
        projectId: project.id,
        projectStatus: 'FINALIZED',
        allowed: ['reopen'],
      });
    }

    // Reopened: before its event arrives, its owner is asked.
    const reopened = projects.change(finalized, { status: 'ACTIVE' });
    must(await api.post(`/api/v1/receipts/${waiting.id}/issue`), 200);
    const cancelled = projects.change(reopened, { status: 'CANCELLED' });
    await projects.tell(statusChanged(cancelled));
    await eventually(
      () => known(project.id),
      ([row]) => row.status === 'CANCELLED',
    );
    const refused = await draft(customer.id, { projectId: project.id });
    expect(refusal(refused)).toBe('409 project-locked');
    expect(refused.body.allowed).toEqual(['allocations', 'credit-notes', 'reverse', 'refunds', 'release']);
    // What was invoiced before can still be paid.
    must(
      await api.post(`/api/v1/receipts/${receipt.id}/allocations`, { invoiceId: invoice.id, amount: '1' }),
      201,
    );
    must(await api.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Bounced' }), 200);
    must(await api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, { reason: 'Less' }), 201);
    expect((await api.delete(`/api/v1/receipts/${must(await draft(customer.id, {}), 201).id}`)).status).toBe(
      204,
    );
  });

  it('is not needed while projects is away, except for what nobody here has heard of', async () => {
    const { api, projects } = world;
    const customer = await world.customer();
    const project = projects.project(customer.id);
    must(await draft(customer.id, { projectId: project.id }), 201);
    const unheard = projects.project(customer.id);
    const locked = projects.change(project, { status: 'FINALIZED' });
    projects.away = true;
    try {
      must(await draft(customer.id, { projectId: project.id }), 201);
      const reply = await draft(customer.id, { projectId: unheard.id });
      expect(refusal(reply)).toBe('503 service-unavailable');
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
      await world.database.query("UPDATE project_ledger SET status = 'FINALIZED' WHERE project_id = $1", [
        locked.id,
      ]);
      expect(refusal(await draft(customer.id, { projectId: project.id }))).toBe('409 project-locked');
      expect((await api.get('/livez')).status).toBe(200);
    } finally {
      projects.away = false;
    }
    await eventually(
      () => draft(customer.id, { projectId: unheard.id }),
      (again) => again.status === 201,
      { what: 'the breaker to close' },
    );
  });

  it('does not keep those waiting who hold its ledger and write a document: only who writes, waits', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const milestone = world.projects.milestone(project);
    must(await draft(customer.id, { milestoneId: milestone.id }), 201);
    const log = pino({ level: 'silent' });
    const db = openDatabase({ url: world.database.url, service: 'billing', log, clock: systemClock });
    await db.transaction(async (tx) => {
      await tx.query('SELECT FROM project_ledger WHERE project_id = $1 FOR NO KEY UPDATE', [project.id]);
      await world.projects.tell(
        milestoneEvent({ ...milestone, version: 2, label: 'Renamed' }, 'milestoneUpdated'),
        updated({ ...project, version: 2, title: 'Renamed' }),
      );
      await eventually(
        () =>
          world.database.query(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          ),
        (waiting) => waiting.length > 0,
        { what: 'the news to wait for the ledger' },
      );
      // What the foreign keys of a document do; each of these locks would close the circle.
      await tx.query('SELECT FROM milestone_replica WHERE milestone_id = $1 FOR KEY SHARE NOWAIT', [
        milestone.id,
      ]);
      await tx.query('SELECT FROM project_replica WHERE project_id = $1 FOR KEY SHARE NOWAIT', [project.id]);
    });
    await db.close();
    await eventually(
      () => known(project.id),
      ([row]) => row?.title === 'Renamed',
      { what: 'the news' },
    );
  });

  it('that breaks the rules is not taken: a project does not change its customer under its documents', async () => {
    const customer = await world.customer();
    const other = await world.customer();
    const project = world.projects.project(customer.id);
    must(await draft(customer.id, { projectId: project.id }), 201);
    const stolen = { ...project, version: 2, customerId: other.id };
    await world.projects.tell(updated(stolen));
    const [letter] = await eventually(
      () => world.database.query<any>('SELECT reason FROM kit.dead_letter'),
      (rows) => rows.length > 0,
      { what: 'a dead letter' },
    );
    expect(letter.reason).toContain('project-customer-changed');
    expect((await known(project.id))[0]).toMatchObject({ version: 1, customer_id: customer.id });
  });
});

describe('what peers may ask of billing', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('a customer, as its events say it; without a service’s token nothing', async () => {
    const customer = await world.customer({ securityLevel: 5 });
    const { createdAt, updatedAt, ...state } = customer;
    expect(must(await world.peer.get(`/internal/customers/${customer.id}`), 200)).toEqual(state);
    expect((await world.said('billing.customer-created.v1'))[0]?.data).toEqual(state);
    expect(refusal(await world.peer.get(`/internal/customers/${newId()}`))).toBe('404 customer-not-found');
    expect(refusal(await world.peer.get('/internal/customers/nonsense'))).toBe('404 customer-not-found');
    expect((await world.api.get(`/internal/customers/${customer.id}`)).status).toBe(401);
    expect((await world.api.as().get(`/internal/customers/${customer.id}`)).status).toBe(401);
  });
});
