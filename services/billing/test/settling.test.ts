import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@closeout/service-kit/db';
import { must, refusal, startWorld, type World } from './support/world.js';

describe('Money settles what it is for, in one go', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const settle = async (path: string) => must(await world.api.post(`/api/v1/${path}/settle`), 200);
  const told = ({ allocations }: any) =>
    allocations.map((each: any) => `${each.receiptNumber} ${each.invoiceNumber} ${each.amount}`);
  const dueOf = async ({ id }: any): Promise<string> =>
    must(await world.api.get(`/api/v1/invoices/${id}`), 200).totals.due;
  const leftOf = async ({ id }: any): Promise<string> =>
    must(await world.api.get(`/api/v1/receipts/${id}`), 200).unallocated;

  it('of a project its invoices, the oldest first, after a dry run, and nothing twice', async () => {
    const customer = await world.customer();
    const project = { projectId: world.projects.project(customer.id).id };
    world.clock.today = '2026-02-09';
    const first = await world.invoice(customer.id, '100.00', project);
    world.clock.today = '2026-02-10';
    const second = await world.invoice(customer.id, '100.00', project);
    const other = await world.invoice(customer.id, '100.00');
    const late = await world.receipt(customer.id, '90.00', { ...project, paymentDate: '2026-02-05' });
    const early = await world.receipt(customer.id, '80.00', { ...project, paymentDate: '2026-02-01' });
    const free = await world.receipt(customer.id, '500.00');
    const path = `billing/projects/${project.projectId}`;

    const preview = must(await world.api.post(`/api/v1/${path}/settle?dryRun=true`), 200);
    expect(preview).toMatchObject({ dryRun: true, statusChanges: [], documents: [] });
    expect(preview.journalLines).toHaveLength(6);
    expect(await dueOf(first)).toBe('100.00');

    const settled = await settle(path);
    expect(told(settled)).toEqual([
      `${early.number} ${first.number} 80.00`,
      `${late.number} ${first.number} 20.00`,
      `${late.number} ${second.number} 70.00`,
    ]);
    expect(told(settled)).toEqual(told(preview.answer));
    expect(settled).toMatchObject({ currency: 'EUR', settled: '170.00', due: '30.00', left: '0.00' });
    expect([await dueOf(first), await dueOf(second), await dueOf(other)]).toEqual([
      '0.00',
      '30.00',
      '100.00',
    ]);
    expect([await leftOf(early), await leftOf(late), await leftOf(free)]).toEqual(['0.00', '0.00', '500.00']);
    const [allocation] = settled.allocations;
    expect(
      must(await world.api.get(`/api/v1/journal?documentId=${allocation.id}`), 200).items.map(
        ({ account, debit, credit, projectId }: any) => [account, debit, credit, projectId],
      ),
    ).toEqual([
      ['CUSTOMER_ADVANCES', '80.00', '0.00', project.projectId],
      ['RECEIVABLE', '0.00', '80.00', project.projectId],
    ]);
    // Twice from the same receipt: it and its invoices say so with a version each.
    const versions = (await world.said('billing.receipt-allocation-changed.v1'))
      .filter(({ subject }) => subject === late.id)
      .map(({ version }) => version);
    expect(versions).toEqual([3, 4]);

    expect(await settle(path)).toMatchObject({
      allocations: [],
      settled: '0.00',
      due: '30.00',
      left: '0.00',
    });
  });

  it('of an invoice with its project’s money, then with the customer’s credit, also such as was released of another project', async () => {
    const customer = await world.customer();
    const [own, other] = [world.projects.project(customer.id), world.projects.project(customer.id)];
    const invoice = await world.invoice(customer.id, '100.00', { projectId: own.id });
    const tied = await world.receipt(customer.id, '30.00', { projectId: own.id });
    const elsewhere = await world.receipt(customer.id, '50.00', {
      projectId: other.id,
      paymentDate: '2026-01-02',
    });
    must(
      await world.api.post(`/api/v1/receipts/${elsewhere.id}/release`, { amount: '20', reason: 'Too much' }),
      200,
    );
    const free = await world.receipt(customer.id, '500.00', { paymentDate: '2026-02-02' });
    const settled = await settle(`invoices/${invoice.id}`);
    expect(told(settled)).toEqual([
      `${tied.number} ${invoice.number} 30.00`,
      `${elsewhere.number} ${invoice.number} 20.00`,
      `${free.number} ${invoice.number} 50.00`,
    ]);
    expect(settled).toMatchObject({ settled: '100.00', due: '0.00', left: '450.00' });
    const ledgers = await world.database.query(
      `SELECT invoiced_minor AS invoiced, received_minor AS received FROM project_ledger WHERE project_id = ANY ($1)
       ORDER BY invoiced_minor`,
      [[own.id, other.id]],
    );
    expect(ledgers).toEqual([
      { invoiced: 0n, received: 3000n },
      { invoiced: 10000n, received: 10000n },
    ]);
  });

  it('of a receipt what is due of its project, or of its customer; what is closed is left alone', async () => {
    const customer = await world.customer();
    const [open, closed] = [world.projects.project(customer.id), world.projects.project(customer.id)];
    const locked = await world.invoice(customer.id, '10.00', { projectId: closed.id });
    const ofProject = await world.invoice(customer.id, '20.00', { projectId: open.id });
    const ofNone = await world.invoice(customer.id, '30.00');
    await world.database.query("UPDATE project_ledger SET status = 'FINALIZED' WHERE project_id = $1", [
      closed.id,
    ]);
    const tied = await world.receipt(customer.id, '25.00', { projectId: open.id });
    expect(told(await settle(`receipts/${tied.id}`))).toEqual([`${tied.number} ${ofProject.number} 20.00`]);
    const free = await world.receipt(customer.id, '100.00');
    expect(await settle(`receipts/${free.id}`)).toMatchObject({
      allocations: [{ invoiceId: ofNone.id, amount: '30.00' }],
      due: '0.00',
      left: '70.00',
    });
    expect(await dueOf(locked)).toBe('10.00');
    expect(refusal(await world.api.post(`/api/v1/invoices/${locked.id}/settle`))).toBe('409 project-locked');
    expect(
      refusal(await world.api.post(`/api/v1/receipts/${free.id}/settle`, {}, { 'if-match': '"1"' })),
    ).toBe('412 stale-version');
  });

  it('of a receipt leaves to other money what only that is there for, so that sums that agree still do', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const [early, late] = [world.projects.milestone(project), world.projects.milestone(project)];
    const ofProject = { projectId: project.id };
    const whole = await world.invoice(customer.id, '100.00', ofProject);
    const single = await world.invoice(customer.id, '100.00', { ...ofProject, milestoneId: late.id });
    const other = await world.invoice(customer.id, '100.00');
    const tied = await world.receipt(customer.id, '100.00', { ...ofProject, milestoneId: early.id });
    const spare = await world.receipt(customer.id, '100.00', ofProject);
    const free = await world.receipt(customer.id, '250.00');

    expect(told(await settle(`receipts/${free.id}`))).toEqual([`${free.number} ${other.number} 100.00`]);
    expect(told(await settle(`receipts/${spare.id}`))).toEqual([`${spare.number} ${single.number} 100.00`]);
    expect(told(await settle(`receipts/${tied.id}`))).toEqual([`${tied.number} ${whole.number} 100.00`]);
    expect(await settle(`receipts/${free.id}`)).toMatchObject({ allocations: [], left: '150.00' });
    const [ledger] = await world.database.query<any>(
      'SELECT invoiced_minor, received_minor FROM project_ledger WHERE project_id = $1',
      [project.id],
    );
    expect(ledger).toEqual({ invoiced_minor: 20000n, received_minor: 20000n });
  });

  it('of a project that was made a moment ago, although nobody said so yet', async () => {
    const customer = await world.customer();
    const fresh = world.projects.project(customer.id);
    expect(await settle(`billing/projects/${fresh.id}`)).toMatchObject({ allocations: [], due: '0.00' });
  });

  it('never of what one may not see, of drafts, or of what was reversed', async () => {
    const customer = await world.customer({ securityLevel: 3 });
    const project = world.projects.project(customer.id);
    const invoice = await world.invoice(customer.id, '10.00', { projectId: project.id });
    const receipt = await world.receipt(customer.id, '10.00');
    const outsider = await world.as({ permissions: 'all', clearance: 0 });
    for (const [path, code] of [
      [`billing/projects/${project.id}`, 'project-not-found'],
      [`invoices/${invoice.id}`, 'invoice-not-found'],
      [`receipts/${receipt.id}`, 'receipt-not-found'],
    ])
      expect(refusal(await outsider.post(`/api/v1/${path}/settle`))).toBe(`404 ${code}`);
    expect(refusal(await world.api.post(`/api/v1/billing/projects/${newId()}/settle`))).toBe(
      '404 project-not-found',
    );
    must(await world.api.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Bounced' }), 200);
    expect(refusal(await world.api.post(`/api/v1/receipts/${receipt.id}/settle`))).toBe(
      '409 receipt-reversed',
    );
    expect(await settle(`invoices/${invoice.id}`)).toMatchObject({ allocations: [], due: '10.00' });
  });
});

describe('What an earlier rule let a project’s money settle outside of it', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  /** As an earlier release wrote it: the receipt names the project, the invoice none, and the project received all of it. */
  async function allocatedBefore() {
    const { api, database } = world;
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const due = await world.invoice(customer.id, '1000.00', { projectId: project.id });
    const other = await world.invoice(customer.id, '1000.00');
    const receipt = await world.receipt(customer.id, '1000.00', { projectId: project.id });
    await database.query('ALTER TABLE receipt_allocation DISABLE TRIGGER receipt_allocation_matches');
    await database.query(`
      WITH allocated AS (
        INSERT INTO receipt_allocation (id, receipt_id, invoice_id, customer_id, currency, amount_minor, created_at)
        VALUES (gen_random_uuid(), '${receipt.id}', '${other.id}', '${customer.id}', 'EUR', 100000, now())
      ), spent AS (
        UPDATE receipt SET allocated_minor = 100000, version = version + 1 WHERE id = '${receipt.id}'
      )
      UPDATE invoice SET paid_minor = 100000, version = version + 1 WHERE id = '${other.id}'`);
    await database.query('ALTER TABLE receipt_allocation ENABLE TRIGGER receipt_allocation_matches');
    const found = async () =>
      must(await api.get('/api/v1/billing/allocated-elsewhere'), 200).items.filter(
        ({ projectId }: any) => projectId === project.id,
      );
    const received = async () => {
      const [ledger] = await database.query<{ received: bigint }>(
        'SELECT received_minor AS received FROM project_ledger WHERE project_id = $1',
        [project.id],
      );
      return ledger?.received;
    };
    return { project, due, other, receipt, found, received };
  }

  it('is listed, changed by nobody but people, and taken back whole by a reversal', async () => {
    const { project, due, other, receipt, found, received } = await allocatedBefore();
    expect(await found()).toEqual([
      {
        ...{ projectId: project.id, projectNumber: project.number, projectStatus: 'ACTIVE' },
        ...{ receiptId: receipt.id, receiptNumber: receipt.number },
        ...{ invoiceId: other.id, invoiceNumber: other.number },
        ...{ currency: 'EUR', amount: '1000.00', received: '1000.00', receivedByRule: '0.00' },
      },
    ]);
    expect(await received()).toBe(100000n);
    const { blockers } = must(await world.peer.get(`/internal/projects/${project.id}/reconciliation`), 200);
    expect(blockers.map(({ code }: any) => code)).toEqual(
      expect.arrayContaining(['invoice-not-settled', 'allocated-elsewhere']),
    );
    await expect(
      world.database.query('UPDATE project_ledger SET closure_id = gen_random_uuid(), closure_version = 9'),
    ).rejects.toMatchObject({ constraint: expect.stringMatching(/closed_means_settled|fits_status/) });

    must(
      await world.api.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Meant for another' }),
      200,
    );
    expect([await received(), await found()]).toEqual([0n, []]);
    const again = await world.receipt(project.customerId, '1000.00', {
      allocations: [{ invoiceId: other.id, amount: '1000' }],
    });
    expect(again.projectShares).toEqual([]);
    expect(must(await world.api.get(`/api/v1/invoices/${due.id}`), 200).totals.due).toBe('1000.00');
  });

  it('comes back to the project when the other invoice is credited', async () => {
    const { project, due, other, receipt, found, received } = await allocatedBefore();
    must(await world.api.post(`/api/v1/invoices/${other.id}/credit-notes`, { reason: 'Wrong' }), 201);
    expect([await received(), await found()]).toEqual([100000n, []]);
    const settled = must(await world.api.post(`/api/v1/billing/projects/${project.id}/settle`), 200);
    expect(settled).toMatchObject({
      allocations: [{ receiptId: receipt.id, invoiceId: due.id, amount: '1000.00' }],
      left: '0.00',
    });
    expect(await received()).toBe(100000n);
  });
});
