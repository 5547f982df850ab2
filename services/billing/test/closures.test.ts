import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { billingEvents } from '@closeout/contracts/events/billing';
import { projectsEvents, type ProjectState } from '@closeout/contracts/events/projects';
import { newId } from '@closeout/service-kit/db';
import { eventually } from '@closeout/service-kit/testing';
import { must, refusal, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ broker: true, replicas: 2 });
});
afterAll(() => world?.stop());

/** A project whose work is done, as billing knows it, with its customer. */
async function closedProject(more: Partial<ProjectState> = {}): Promise<ProjectState> {
  const customer = await world.customer();
  const project = world.projects.project(customer.id, {
    status: 'TECHNICALLY_CLOSED',
    budgetTotal: '100.00',
    version: 4,
    ...more,
  });
  await told(project);
  return project;
}

async function told(project: ProjectState): Promise<void> {
  await world.projects.tell(
    world.projects.event(projectsEvents.projectUpdated.type, project.id, project.version, project),
  );
  await eventually(
    () =>
      world.database.query<{ version: number }>('SELECT version FROM project_replica WHERE project_id = $1', [
        project.id,
      ]),
    ([known]) => (known?.version ?? 0) >= project.version,
  );
}

const moved = (project: ProjectState, to: string) =>
  world.projects.event(projectsEvents.projectStatusChanged.type, project.id, project.version, {
    project: { ...project, status: to },
    from: 'TECHNICALLY_CLOSED',
    to,
    action: 'reopen',
    reason: 'More work',
    effectiveDate: '2026-02-10',
    changedBy: null,
    changedAt: '2026-02-10T09:30:00.000Z',
  });

const question = (project: ProjectState, closureId = newId(), attempt = 1) =>
  world.projects.event(projectsEvents.closureRequested.type, closureId, attempt, {
    closureId,
    version: attempt,
    projectId: project.id,
    projectVersion: project.version,
    attempt,
    requestedBy: null,
    requestedAt: '2026-02-10T09:30:00.000Z',
  });

const withdrawal = (project: ProjectState, closureId: string) =>
  world.projects.event(projectsEvents.closureWithdrawn.type, closureId, 2, {
    closureId,
    version: 2,
    projectId: project.id,
    reason: 'reopen: More work',
    withdrawnAt: '2026-02-10T09:31:00.000Z',
  });

const { closureApproved, closureRejected } = billingEvents;
const answers = async (closureId: string) =>
  (await world.said()).filter((event) => event.subject === closureId);
const answered = (closureId: string, times = 1) =>
  eventually(
    () => answers(closureId),
    (said) => said.length >= times,
  );

async function paid(project: ProjectState, amount = '100.00'): Promise<{ invoice: any; receipt: any }> {
  const invoice = await world.invoice(project.customerId, amount, { projectId: project.id });
  const receipt = await world.receipt(project.customerId, amount, {
    allocations: [{ invoiceId: invoice.id, amount }],
  });
  return { invoice, receipt };
}

const preview = async (project: ProjectState) =>
  must(await world.peer.get(`/internal/projects/${project.id}/reconciliation`), 200);

async function approved(project: ProjectState): Promise<string> {
  const asked = question(project);
  await world.projects.tell(asked);
  expect(await answered(asked.subject)).toMatchObject([{ type: closureApproved.type }]);
  return asked.subject;
}
const ledger = async (project: ProjectState) => {
  const [row] = await world.database.query<{ closure: string | null; status: string }>(
    'SELECT closure_id AS closure, status FROM project_ledger WHERE project_id = $1',
    [project.id],
  );
  return row;
};
const isLockedBy = (project: ProjectState, closureId: string | null) =>
  eventually(
    () => ledger(project),
    (row) => row?.closure === closureId,
  );

describe('A closure is asked for', () => {
  it('of a project whose sums agree: approved, with the figures, and its ledger is locked', async () => {
    const project = await closedProject();
    const { invoice, receipt } = await paid(project);
    const draft = must(
      await world.api.post('/api/v1/invoices', {
        customerId: project.customerId,
        currency: 'EUR',
        projectId: project.id,
        lines: [{ description: 'Work', quantity: '1', unitPrice: '1.00' }],
      }),
      201,
    );
    const closureId = await approved(project);
    expect((await answers(closureId))[0]?.data.report).toMatchObject({
      projectVersion: 4,
      basis: 'BUDGET',
      totals: { cpo: '100.00', invoiced: '100.00', received: '100.00' },
      blockers: [],
    });
    for (const refused of [
      await world.api.post(`/api/v1/invoices/${draft.id}/issue`),
      await world.api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, { reason: 'Wrong' }),
      await world.api.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Bounced' }),
    ]) {
      expect(refused).toMatchObject({
        status: 409,
        body: { code: 'project-locked', closureId, allowed: ['reopen'], permission: 'projects.edit' },
      });
    }
    expect((await world.api.delete(`/api/v1/invoices/${draft.id}`)).status).toBe(204);
  });

  it('of two orders of 1000 and 500 and one paid invoice of 1500 that names neither: approved', async () => {
    const project = await closedProject({ budgetTotal: '1.00' });
    const orders = [];
    for (const amount of ['1000.00', '500.00'])
      orders.push(
        must(
          await world.api.post('/api/v1/cpos', {
            ...{ customerId: project.customerId, projectId: project.id, currency: 'EUR', amount },
            number: `PO ${amount}`,
          }),
          201,
        ),
      );
    const { invoice } = await paid(project, '1500.00');
    expect(invoice.cpoId).toBeNull();
    const open = await preview(project);
    expect(open.blockers.map(({ code, action }: any) => [code, action])).toEqual([
      ['cpo-open', 'Finalize order PO 1000.00'],
      ['cpo-open', 'Finalize order PO 500.00'],
    ]);
    for (const { id } of orders)
      expect(must(await world.api.post(`/api/v1/cpos/${id}/finalize`), 200)).toMatchObject({
        status: 'FINALIZED',
        mismatch: null,
      });
    expect(await preview(project)).toMatchObject({ blockers: [] });
    expect((await answers(await approved(project)))[0]?.data.report).toMatchObject({
      basis: 'CPO',
      totals: { cpo: '1500.00', invoiced: '1500.00', received: '1500.00' },
      cpos: [
        { amount: '1000.00', invoiced: '1000.00', received: '1000.00' },
        { amount: '500.00', invoiced: '500.00', received: '500.00' },
      ],
    });
  });

  it('of time and materials with hours that nobody billed: rejected, with how many and what they come to', async () => {
    const project = await closedProject({ revenueModel: 'TIME_AND_MATERIALS' });
    const work = { hours: '8.00', amount: '1000.00' };
    const blocker = {
      ...{ code: 'work-not-invoiced', recordKind: 'PROJECT', recordId: project.id, hours: '8.00' },
      ...{ expected: '1000.00', actual: '0.00', difference: '1000.00' },
      permission: 'projects.finance_closure',
    };
    const shown = (query: string) =>
      world.peer.get(`/internal/projects/${project.id}/reconciliation?${query}`);
    expect(must(await shown('hours=8.00&amount=1000.00'), 200)).toMatchObject({ work, blockers: [blocker] });
    const withoutRate = must(await shown('hours=8.00&amount='), 200).blockers;
    expect(withoutRate).toMatchObject([{ code: 'work-not-invoiced', hours: '8.00', expected: null }]);
    const asked = question(project);
    await world.projects.tell({ ...asked, data: { ...(asked.data as object), work } });
    expect(await answered(asked.subject)).toMatchObject([
      { type: closureRejected.type, data: { report: { basis: 'INVOICED', work, blockers: [blocker] } } },
    ]);
    // Finance has marked them: 0 = 0 = 0, and nothing is left.
    const again = question(project);
    const none = { hours: '0.00', amount: '0.00' };
    await world.projects.tell({ ...again, data: { ...(again.data as object), work: none } });
    expect(await answered(again.subject)).toMatchObject([{ type: closureApproved.type }]);
  });

  it('of another revenue model: hours are not what is billed', async () => {
    const project = await closedProject({ revenueModel: 'FIXED_PRICE' });
    await paid(project);
    const path = `/internal/projects/${project.id}/reconciliation?hours=8.00&amount=1000.00`;
    const report = must(await world.peer.get(path), 200);
    expect(report.blockers).toEqual([]);
    expect(report.work).toBeUndefined();
  });

  it('of a project whose sums differ: rejected, with what stands in the way, and nothing is locked', async () => {
    const project = await closedProject();
    await paid(project, '60.00');
    const asked = question(project);
    await world.projects.tell(asked);
    const [said] = await answered(asked.subject);
    expect(said).toMatchObject({
      type: closureRejected.type,
      data: {
        report: { blockers: [{ code: 'sums-differ', difference: '40.00', permission: 'invoices.issue' }] },
      },
    });
    expect(await ledger(project)).toMatchObject({ closure: null });
    await paid(project, '40.00');
    await approved(project);
  });

  const refused = async (project: ProjectState) => {
    const asked = question(project);
    await world.projects.tell(asked);
    const [said] = await answered(asked.subject);
    expect(said?.type).toBe(closureRejected.type);
    return said?.data.report.blockers;
  };

  it('of a project whose invoice is unpaid while its receipt settles nothing: the sums agree, and it is rejected', async () => {
    const project = await closedProject({ budgetTotal: '1000.00' });
    const ofProject = { projectId: project.id };
    const invoice = await world.invoice(project.customerId, '1000.00', ofProject);
    const receipt = await world.receipt(project.customerId, '1000.00', ofProject);
    expect(await refused(project)).toMatchObject([
      {
        ...{ code: 'invoice-not-settled', recordKind: 'INVOICE', recordId: invoice.id },
        ...{ expected: '1000.00', actual: '0.00', difference: '1000.00', permission: 'receipts.issue' },
        action: `Settle it with 1000.00 EUR of ${receipt.number}`,
      },
      {
        ...{ code: 'credit-left', recordKind: 'RECEIPT', recordId: receipt.id },
        ...{ expected: '0.00', actual: '1000.00', difference: '-1000.00', permission: 'receipts.issue' },
      },
    ]);
    // No other statement closes it either.
    await expect(
      world.database.query(
        'UPDATE project_ledger SET closure_id = $2, closure_version = 4 WHERE project_id = $1',
        [project.id, newId()],
      ),
    ).rejects.toMatchObject({ constraint: 'closed_means_settled' });
    const path = `/api/v1/receipts/${receipt.id}/allocations`;
    must(await world.api.post(path, { invoiceId: invoice.id, amount: '1000' }), 201);
    expect((await preview(project)).blockers).toEqual([]);
    await approved(project);
  });

  it('of a project whose invoice was credited after it was paid: rejected, until the money is the customer’s or back', async () => {
    const project = await closedProject();
    const ofProject = { projectId: project.id };
    const first = await world.invoice(project.customerId, '50.00', ofProject);
    const second = await world.invoice(project.customerId, '100.00', ofProject);
    const receipt = await world.receipt(project.customerId, '150.00', {
      ...ofProject,
      allocations: [
        { invoiceId: first.id, amount: '50' },
        { invoiceId: second.id, amount: '100' },
      ],
    });
    must(await world.api.post(`/api/v1/invoices/${first.id}/credit-notes`, { reason: 'Not done' }), 201);
    expect(await refused(project)).toMatchObject([
      { code: 'sums-differ', difference: '-50.00' },
      {
        code: 'credit-left',
        recordId: receipt.id,
        actual: '50.00',
        action: 'Refund 50.00 EUR, or move them to the customer’s credit',
      },
    ]);
    const release = { amount: '50', reason: 'For the next project' };
    must(await world.api.post(`/api/v1/receipts/${receipt.id}/release`, release), 200);
    await approved(project);
  });

  it('of a project that was collected by receipts alone: approved, and nothing of it is left', async () => {
    const project = await closedProject();
    const milestone = world.projects.milestone(project, { expectedAmount: '100.00' });
    const receipt = await world.receipt(project.customerId, '100.00', { milestoneId: milestone.id });
    const leftOf = async () => [
      must(await world.api.get(`/api/v1/customers/${project.customerId}/credit`), 200).credits,
      must(await world.api.get(`/api/v1/receipts?unallocated=true&projectId=${project.id}`), 200).items.map(
        ({ id }: any) => id,
      ),
    ];
    const credit = { currency: 'EUR', amount: '100.00', tied: '100.00', free: '0.00' };
    expect(await leftOf()).toEqual([[credit], [receipt.id]]);
    await approved(project);
    expect(await leftOf()).toEqual([[], []]);
  });

  it('of a project whose paid invoice was credited: rejected, until the customer has the money back', async () => {
    const project = await closedProject();
    const invoice = await world.invoice(project.customerId, '100.00', { projectId: project.id });
    const allocations = [{ invoiceId: invoice.id, amount: '100.00' }];
    const receipt = await world.receipt(project.customerId, '100.00', { projectId: project.id, allocations });
    must(
      await world.api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, { reason: 'Not delivered' }),
      201,
    );
    const asked = question(project);
    await world.projects.tell(asked);
    const [said] = await answered(asked.subject);
    expect(said?.type).toBe(closureRejected.type);
    expect(said?.data.report.blockers.at(-1)).toMatchObject({
      code: 'credit-left',
      recordId: receipt.id,
      actual: '100.00',
      action: 'Refund 100.00 EUR, or move them to the customer’s credit',
    });
  });

  it('again: the same is said again, whatever has become of the figures', async () => {
    const project = await closedProject();
    const asked = question(project);
    await world.projects.tell(asked);
    await answered(asked.subject);
    await paid(project);
    await world.projects.tell(question(project, asked.subject, 2), question(project, asked.subject, 3));
    const said = await answered(asked.subject, 3);
    expect(new Set(said.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(said[0]?.type).toBe(closureRejected.type);
  });

  it('before billing knows the project as it was then: it waits', async () => {
    const project = await closedProject();
    await paid(project);
    const newer = world.projects.change(project, { budgetTotal: '120.00' });
    const asked = question(newer);
    await world.projects.tell(asked);
    await eventually(
      () =>
        world.database.query(`SELECT 1 FROM kit.inbox WHERE event_id = $1 AND status = 'retry'`, [asked.id]),
      (rows) => rows.length === 1,
    );
    expect(await answers(asked.subject)).toEqual([]);
    await told(newer);
    expect(await answered(asked.subject)).toMatchObject([
      { type: closureRejected.type, data: { report: { totals: { cpo: '120.00' } } } },
    ]);
  });

  it('of a project of before: once its owner has told its budget', async () => {
    const project = await closedProject();
    await paid(project);
    await world.database.query('UPDATE project_replica SET budget_minor = NULL WHERE project_id = $1', [
      project.id,
    ]);
    const asked = question(project);
    await world.projects.tell(asked);
    await eventually(
      () => answers(asked.subject),
      ([said]) => said?.type === closureApproved.type,
      { timeoutMs: 25_000 },
    );
  });
});

describe('The customer’s orders', () => {
  const act = async (id: string, action: string, body: object = { reason: 'because' }) =>
    world.api.post(`/api/v1/cpos/${id}/${action}`, body);

  async function ordered(project: ProjectState, amount: string): Promise<{ id: string; number: string }> {
    const { id: projectId, customerId } = project;
    const order = { customerId, currency: 'EUR', projectId, number: `PO-${newId().slice(-6)}`, amount };
    return must(await world.api.post('/api/v1/cpos', order), 201);
  }

  it('stand in the place of the budget, keep the project open until they are settled, and then stay as they are', async () => {
    const project = await closedProject({ budgetTotal: '1.00' });
    const order = await ordered(project, '100.00');
    await paid(project);
    const asked = question(project);
    await world.projects.tell(asked);
    const [said] = await answered(asked.subject);
    expect(said?.data.report).toMatchObject({
      basis: 'CPO',
      totals: { cpo: '100.00' },
      blockers: [{ code: 'cpo-open', recordId: order.id, permission: 'cpos.manage' }],
    });
    must(await act(order.id, 'finalize', {}), 200);
    const closureId = await approved(project);
    expect(await act(order.id, 'reopen')).toMatchObject({
      status: 409,
      body: { code: 'project-locked', closureId, allowed: ['reopen'] },
    });
    const another = {
      customerId: project.customerId,
      currency: 'EUR',
      projectId: project.id,
      number: 'PO-2',
      amount: '1.00',
    };
    expect(refusal(await world.api.post('/api/v1/cpos', another))).toBe('409 project-locked');
    const update = world.database.query(`UPDATE cpo SET version = version + 1 WHERE id = '${order.id}'`);
    expect(await update.catch((error: unknown) => error)).toMatchObject({ constraint: 'ledger_is_locked' });
  });

  it('count as what was invoiced once direction has accepted that they differ', async () => {
    const project = await closedProject();
    const order = await ordered(project, '120.00');
    await paid(project);
    must(await act(order.id, 'finalize', {}), 200);
    const blockers = async () => {
      const report = must(await world.peer.get(`/internal/projects/${project.id}/reconciliation`), 200);
      return report.blockers.map(({ code }: { code: string }) => code);
    };
    expect(await blockers()).toEqual(['cpo-mismatch', 'sums-differ']);
    must(await act(order.id, 'mismatch/report'), 200);
    expect(await blockers()).toEqual(['cpo-direction-pending', 'sums-differ']);
    must(await act(order.id, 'mismatch/accept'), 200);
    const closureId = await approved(project);
    const [said] = await answers(closureId);
    expect(said?.data.report.cpos).toMatchObject([{ amount: '120.00', counts: '100.00' }]);
  });
});

describe('What was locked is unlocked', () => {
  it('when the closure is taken back, and only by that one', async () => {
    const project = await closedProject();
    await paid(project);
    const closureId = await approved(project);
    await world.projects.tell(withdrawal(project, newId()), withdrawal(project, closureId));
    await isLockedBy(project, null);
    await world.invoice(project.customerId, '1.00', { projectId: project.id });
  });

  it('when the project is reopened', async () => {
    const project = await closedProject();
    await paid(project);
    await approved(project);
    const finalized = world.projects.change(project, { status: 'FINALIZED' });
    await world.projects.tell(moved(finalized, 'FINALIZED'));
    await eventually(
      () => ledger(project),
      (row) => row?.status === 'FINALIZED' && row.closure !== null,
    );
    await world.projects.tell(moved(world.projects.change(finalized, { status: 'ACTIVE' }), 'ACTIVE'));
    await isLockedBy(project, null);
  });

  it('also when the news of the reopening is older than what is known of the project', async () => {
    const project = await closedProject();
    await paid(project);
    await approved(project);
    const again = { ...project, version: project.version + 3 };
    await told(again);
    expect((await ledger(project))?.closure).not.toBeNull();
    await world.projects.tell(moved({ ...project, version: project.version + 2 }, 'ACTIVE'));
    await isLockedBy(project, null);
    expect((await ledger(project))?.status).toBe('TECHNICALLY_CLOSED');
  });

  it('at once when projects says, asked by whoever is refused, that it is open again', async () => {
    const project = await closedProject();
    await paid(project);
    await approved(project);
    world.projects.change(project, { status: 'ACTIVE' });
    await world.invoice(project.customerId, '1.00', { projectId: project.id });
  });
});

describe('Nothing is locked', () => {
  it('for a closure that was taken back before it was asked about', async () => {
    const project = await closedProject();
    await paid(project);
    const closureId = newId();
    const applied = ({ id }: { id: string }) =>
      eventually(
        () =>
          world.database.query(`SELECT 1 FROM kit.inbox WHERE event_id = $1 AND status = 'applied'`, [id]),
        (rows) => rows.length === 1,
      );
    const takenBack = withdrawal(project, closureId);
    await world.projects.tell(takenBack);
    await applied(takenBack);
    const asked = question(project, closureId);
    await world.projects.tell(asked, question({ ...project, id: newId() }));
    await applied(asked);
    expect(await answers(closureId)).toEqual([]);
    expect((await ledger(project))?.closure).toBeNull();
  });

  it('for a closure of before the project was reopened and closed again', async () => {
    const project = await closedProject();
    await paid(project);
    const reopened = world.projects.change(project, { status: 'ACTIVE' });
    const closedAgain = world.projects.change(reopened, { status: 'TECHNICALLY_CLOSED' });
    const fresh = question(closedAgain);
    await world.projects.tell(moved(closedAgain, 'TECHNICALLY_CLOSED'), fresh);
    expect(await answered(fresh.subject)).toMatchObject([{ type: closureApproved.type }]);
    // Only now: what its log has before the others is asked for where it was missed.
    const stale = question(project);
    await world.projects.tell(stale, moved(reopened, 'ACTIVE'), withdrawal(project, stale.subject));
    await eventually(
      () => world.database.query(`SELECT 1 FROM closure_decision WHERE closure_id = $1`, [stale.subject]),
      (rows) => rows.length === 1,
    );
    expect(await answers(stale.subject)).toEqual([]);
    expect((await ledger(project))?.closure).toBe(fresh.subject);
  });
});

describe('A preview, asked by projects', () => {
  const preview = (project: { id: string; version: number }) =>
    world.peer.get(`/internal/projects/${project.id}/reconciliation?version=${project.version}`);

  it('shows the figures and what stands in the way, and decides nothing', async () => {
    const project = await closedProject();
    await paid(project, '70.00');
    expect(must(await preview(project), 200)).toMatchObject({
      totals: { cpo: '100.00', invoiced: '70.00', received: '70.00' },
      blockers: [{ code: 'sums-differ' }],
    });
    expect((await ledger(project))?.closure).toBeNull();
  });

  it('asks for what was changed a moment ago', async () => {
    const project = await closedProject();
    const changed = world.projects.change(project, { budgetTotal: '120.00', status: 'ACTIVE' });
    expect(must(await preview(changed), 200)).toMatchObject({
      projectVersion: changed.version,
      totals: { cpo: '120.00' },
      blockers: [{ code: 'not-technically-closed' }, { code: 'sums-differ' }],
    });
  });

  it('knows nothing of a project that nobody has', async () => {
    expect(refusal(await preview({ id: newId(), version: 1 }))).toBe('404 project-not-found');
    expect(refusal(await world.peer.get('/internal/projects/x/reconciliation'))).toBe(
      '404 project-not-found',
    );
    expect((await world.api.get(`/internal/projects/${newId()}/reconciliation`)).status).toBe(401);
  });
});

it('projects is told which invoices stay open when a project is cancelled', async () => {
  const project = await closedProject({ status: 'ACTIVE' });
  await paid(project);
  const { customerId, id: projectId } = project;
  const open = await world.invoice(customerId, '300.00', { projectId });
  await world.receipt(customerId, '100.00', { allocations: [{ invoiceId: open.id, amount: '100.00' }] });
  const found = must(await world.peer.get(`/internal/projects/${projectId}/open-invoices`), 200);
  expect(found.items).toEqual([{ id: open.id, number: open.number, due: '200.00', currency: 'EUR' }]);
});

describe('Whatever statement is sent', () => {
  it('a locked ledger takes no sums, and a decision never changes', async () => {
    const project = await closedProject();
    await paid(project);
    const closureId = await approved(project);
    const refused = async (sql: string, constraint: string) =>
      expect(await world.database.query(sql).catch((error: unknown) => error)).toMatchObject({ constraint });
    await refused(
      `UPDATE project_ledger SET received_minor = 0 WHERE closure_id = '${closureId}'`,
      'ledger_is_locked',
    );
    await refused(
      `UPDATE closure_decision SET verdict = 'REJECTED' WHERE closure_id = '${closureId}'`,
      'issued_document_is_frozen',
    );
    await refused(
      `DELETE FROM closure_decision WHERE closure_id = '${closureId}'`,
      'issued_document_is_frozen',
    );
    await refused(
      `UPDATE project_ledger SET status = 'ACTIVE' WHERE closure_id = '${closureId}'`,
      'project_ledger_closure_fits_status',
    );
  });
});
