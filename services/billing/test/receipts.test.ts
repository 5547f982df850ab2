import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { must, refusal, startWorld, type World } from './support/world.js';

describe('a receipt is found again', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const found = async (query: string): Promise<any[]> =>
    must(await world.api.get(`/api/v1/receipts?${query}`), 200).items;

  it('by a part of the bank’s reference, by its project, and while money is left; and who did what to it is known', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id, { title: 'Harbour lights', currency: 'EUR' });
    const milestone = world.projects.milestone(project, { label: 'Advance' });
    const invoice = await world.invoice(customer.id, '40', { milestoneId: milestone.id });
    const receipt = await world.receipt(customer.id, '100', {
      projectId: project.id,
      milestoneId: milestone.id,
      reference: 'SEPA-E2E-00077 Advance',
    });
    const other = await world.receipt(customer.id, '5', { reference: 'SEPA-E2E-00078' });
    const numbers = async (query: string) => (await found(query)).map(({ number }) => number);
    expect(await numbers('q=e2e-00077')).toEqual([receipt.number]);
    expect(await numbers(`q=${receipt.number}`)).toEqual([receipt.number]);
    expect(await found('q=harbour')).toMatchObject([
      {
        id: receipt.id,
        project: { number: project.number, title: 'Harbour lights' },
        milestone: { label: 'Advance' },
      },
    ]);
    expect((await numbers('unallocated=true')).sort()).toEqual([receipt.number, other.number].sort());

    const path = `/api/v1/receipts/${receipt.id}`;
    must(await world.api.post(`${path}/allocations`, { invoiceId: invoice.id, amount: '40' }), 201);
    must(await world.api.post(`/api/v1/receipts/${other.id}/reverse`, { reason: 'Bounced' }), 200);
    expect(await numbers('unallocated=true')).toEqual([receipt.number]);
    const history = must(await world.api.get(`${path}/history`), 200).items;
    expect(history.map(({ action }: any) => action)).toEqual([
      'createReceipt',
      'issueReceipt',
      'allocateReceipt',
    ]);
    must(await world.api.patch(`/api/v1/customers/${customer.id}`, { securityLevel: 3 }), 200);
    const outsider = await world.as({ permissions: 'all', clearance: 0 });
    expect(refusal(await outsider.get(`${path}/history`))).toBe('404 receipt-not-found');
  });
});

describe('a payment is dated tomorrow by UTC at the latest', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('as draft, as change, and when a draft of before the rule is issued', async () => {
    const customer = await world.customer();
    const body = { customerId: customer.id, currency: 'EUR', amount: '10.00' };
    const draft = async (paymentDate: string) => world.api.post('/api/v1/receipts', { ...body, paymentDate });
    expect(refusal(await draft('2026-02-12'))).toBe('400 date-in-future');
    // In Tokyo it is tomorrow already.
    const { id } = must(await draft('2026-02-11'), 201);
    const path = `/api/v1/receipts/${id}`;
    expect(refusal(await world.api.patch(path, { paymentDate: '2026-02-12' }))).toBe('400 date-in-future');
    await world.database.query(`UPDATE receipt SET payment_date = '2027-01-01' WHERE id = $1`, [id]);
    must(await world.api.patch(path, { reference: 'Advance' }), 200);
    expect(refusal(await world.api.post(`${path}/issue`))).toBe('400 date-in-future');
    must(await world.api.patch(path, { paymentDate: '2026-02-11' }), 200);
    expect(must(await world.api.post(`${path}/issue`), 200)).toMatchObject({ paymentDate: '2026-02-11' });
  });
});

describe('a receipt settles invoices', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const dueOf = async (id: string): Promise<string> =>
    must(await world.api.get(`/api/v1/invoices/${id}`), 200).totals.due;
  const creditOf = async (customerId: string) =>
    must(await world.api.get(`/api/v1/customers/${customerId}/credit`), 200);

  it('pays two invoices, one wholly and one in part, and keeps the rest as credit', async () => {
    const customer = await world.customer();
    const [first, second] = [
      await world.invoice(customer.id, '100.00'),
      await world.invoice(customer.id, '50.00'),
    ];
    const receipt = await world.receipt(customer.id, '130.00', {
      method: 'bank transfer',
      allocations: [
        { invoiceId: first.id, amount: '100' },
        { invoiceId: second.id, amount: '20.00' },
      ],
    });
    expect(receipt).toMatchObject({
      version: 2,
      number: 'REC-2026-0001',
      status: 'ISSUED',
      amount: '130.00',
      allocated: '120.00',
      unallocated: '10.00',
      allocations: [
        { invoiceId: first.id, invoiceNumber: first.number, amount: '100.00' },
        { invoiceId: second.id, invoiceNumber: second.number, amount: '20.00' },
      ],
      projectShares: [],
    });
    expect(must(await world.api.get(`/api/v1/receipts/${receipt.id}`), 200)).toEqual(receipt);
    expect(must(await world.api.get(`/api/v1/invoices/${first.id}`), 200)).toMatchObject({
      version: 3,
      paymentStatus: 'PAID',
      totals: { paid: '100.00', due: '0.00' },
    });
    expect(must(await world.api.get(`/api/v1/invoices/${second.id}`), 200)).toMatchObject({
      paymentStatus: 'PARTIALLY_PAID',
    });
    expect(await creditOf(customer.id)).toEqual({
      customerId: customer.id,
      credits: [{ currency: 'EUR', amount: '10.00', tied: '0.00', free: '10.00' }],
      receipts: [
        {
          ...{ receiptId: receipt.id, number: receipt.number, projectId: null, currency: 'EUR' },
          ...{ unallocated: '10.00', tied: '0.00', free: '10.00' },
        },
      ],
    });

    // The rest is allocated later, in two steps, and never more than there is.
    const path = `/api/v1/receipts/${receipt.id}/allocations`;
    expect(refusal(await world.api.post(path, { invoiceId: second.id, amount: '10.01' }))).toBe(
      '409 allocation-exceeds-receipt',
    );
    const later = must(await world.api.post(path, { invoiceId: second.id, amount: '4' }), 201);
    expect(later).toMatchObject({ version: 3, allocated: '124.00', unallocated: '6.00' });
    expect(later.allocations[1]).toMatchObject({ invoiceId: second.id, amount: '24.00' });
    must(await world.api.post(path, { invoiceId: second.id, amount: '6.00' }), 201);
    expect(await dueOf(second.id)).toBe('20.00');
    expect((await creditOf(customer.id)).credits).toEqual([]);
    expect((await world.said('billing.receipt-allocation-changed.v1')).map((event) => event.version)).toEqual(
      [3, 4],
    );
  });

  it('and what is left is told apart: what is tied to a project, and what is the customer’s credit', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const invoice = await world.invoice(customer.id, '10.00', { projectId: project.id });
    const tied = await world.receipt(customer.id, '100.00', { projectId: project.id });
    const free = await world.receipt(customer.id, '7.00');
    const path = `/api/v1/receipts/${tied.id}`;
    must(await world.api.post(`${path}/release`, { amount: '30', reason: 'Too much' }), 200);
    must(await world.api.post(`${path}/allocations`, { invoiceId: invoice.id, amount: '10' }), 201);
    expect(await creditOf(customer.id)).toMatchObject({
      credits: [{ currency: 'EUR', amount: '97.00', tied: '60.00', free: '37.00' }],
      receipts: [
        { receiptId: tied.id, projectId: project.id, unallocated: '90.00', tied: '60.00', free: '30.00' },
        { receiptId: free.id, projectId: null, unallocated: '7.00', tied: '0.00', free: '7.00' },
      ],
    });
  });

  it('is reversed by a document of its own, and what it paid is due again', async () => {
    const customer = await world.customer();
    const invoice = await world.invoice(customer.id, '100.00');
    const receipt = await world.receipt(customer.id, '120.00', {
      allocations: [{ invoiceId: invoice.id, amount: '100.00' }],
    });
    const reversed = must(
      await world.api.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Payment bounced' }),
      200,
    );
    expect(reversed).toMatchObject({
      status: 'REVERSED',
      number: receipt.number,
      amount: '120.00',
      reversal: {
        number: 'REV-2026-0001',
        reason: 'Payment bounced',
        reversedAt: '2026-02-10T09:30:00.000Z',
        // History: it settles nothing now, and nothing of it is left.
        allocations: [{ invoiceId: invoice.id, invoiceNumber: invoice.number, amount: '100.00' }],
      },
      allocations: [],
      ...{ allocated: '0.00', unallocated: '0.00', tied: '0.00', free: '0.00' },
      projectShares: [],
    });
    const { items } = must(await world.api.get(`/api/v1/receipts?customerId=${customer.id}`), 200);
    expect(items).toMatchObject([{ status: 'REVERSED', allocated: '0.00', unallocated: '0.00' }]);
    expect(must(await world.api.get(`/api/v1/receipts/${receipt.id}`), 200)).toEqual(reversed);
    expect(must(await world.api.get(`/api/v1/invoices/${invoice.id}`), 200)).toMatchObject({
      paymentStatus: 'UNPAID',
      totals: { paid: '0.00', due: '100.00' },
    });
    expect((await creditOf(customer.id)).credits).toEqual([]);
    expect(refusal(await world.api.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Again' }))).toBe(
      '409 receipt-reversed',
    );
    expect(
      refusal(
        await world.api.post(`/api/v1/receipts/${receipt.id}/allocations`, {
          invoiceId: invoice.id,
          amount: '1',
        }),
      ),
    ).toBe('409 receipt-reversed');
    const [event] = await world.said('billing.receipt-reversed.v1');
    const { number, reason, reversedAt } = reversed.reversal;
    expect(event?.data).toMatchObject({
      ...{ id: receipt.id, status: 'REVERSED', version: reversed.version, projectShares: [] },
      reversal: { number, reason, reversedAt, projectShares: [] },
    });
  });

  it('its reversal says which projects the money counted for until then', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const receipt = await world.receipt(customer.id, '50.00', { projectId: project.id });
    must(await world.api.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Bounced' }), 200);
    const event = (await world.said('billing.receipt-reversed.v1')).find(
      ({ data }) => (data as { id: string }).id === receipt.id,
    );
    expect(event?.data).toMatchObject({
      projectShares: [],
      reversal: { projectShares: [{ projectId: project.id, milestoneId: null, amount: '50.00' }] },
    });
  });

  it('for a milestone belongs to it whole; otherwise each part belongs where its invoice belongs', async () => {
    const { projects } = world;
    const customer = await world.customer();
    const project = projects.project(customer.id);
    const [advance, final] = [
      projects.milestone(project),
      projects.milestone(project, { type: 'FINAL', label: 'Final Payment' }),
    ];
    const whole = await world.receipt(customer.id, '3000.00', { milestoneId: advance.id });
    expect(whole).toMatchObject({
      projectId: project.id,
      projectShares: [{ projectId: project.id, milestoneId: advance.id, amount: '3000.00' }],
    });

    const other = projects.project(customer.id);
    const forFinal = await world.invoice(customer.id, '500.00', {
      projectId: project.id,
      milestoneId: final.id,
    });
    const forOther = await world.invoice(customer.id, '70.00', { projectId: other.id });
    const forNone = await world.invoice(customer.id, '30.00');
    const split = await world.receipt(customer.id, '650.00', {
      allocations: [
        { invoiceId: forFinal.id, amount: '500.00' },
        { invoiceId: forOther.id, amount: '70.00' },
        { invoiceId: forNone.id, amount: '30.00' },
      ],
    });
    expect(split.projectShares).toEqual([
      { projectId: project.id, milestoneId: final.id, amount: '500.00' },
      { projectId: other.id, milestoneId: null, amount: '70.00' },
    ]);
    const ledger = await world.database.query(
      'SELECT project_id, invoiced_minor, received_minor FROM project_ledger WHERE project_id = ANY ($1) ORDER BY invoiced_minor DESC',
      [[project.id, other.id]],
    );
    expect(ledger).toEqual([
      { project_id: project.id, invoiced_minor: 50000n, received_minor: 350000n },
      { project_id: other.id, invoiced_minor: 7000n, received_minor: 7000n },
    ]);
    must(await world.api.post(`/api/v1/receipts/${split.id}/reverse`, { reason: 'Bounced' }), 200);
    const [after] = await world.database.query(
      'SELECT received_minor FROM project_ledger WHERE project_id = $1',
      [project.id],
    );
    expect(after).toEqual({ received_minor: 300000n });
  });

  const split = (projectId: string | null, milestoneId: string | null, amount: string) => ({
    projectId,
    milestoneId,
    amount,
  });

  it('of its own project only, if it names one, and is told how to split the payment otherwise: what is paid elsewhere is not received', async () => {
    const { api, projects } = world;
    const customer = await world.customer();
    const project = projects.project(customer.id);
    const invoice = await world.invoice(customer.id, '1000.00', { projectId: project.id });
    const elsewhere = await world.invoice(customer.id, '1000.00');
    const receivedBy = async () =>
      world.database.query('SELECT received_minor AS received FROM project_ledger WHERE project_id = $1', [
        project.id,
      ]);
    const body = { customerId: customer.id, currency: 'EUR', paymentDate: '2026-02-01' };
    const ofProject = { ...body, amount: '1200.00', projectId: project.id };
    const allocations = [{ invoiceId: elsewhere.id, amount: '1000.00' }];
    const settling = { ...ofProject, allocations };

    // At once, as a change of a draft, by the change of what a draft is for, and later.
    const refused = await api.post('/api/v1/receipts', settling);
    expect(refusal(refused)).toBe('409 allocation-mismatch');
    expect(refused.body).toMatchObject({
      invoiceId: elsewhere.id,
      split: [split(null, null, '1000.00'), split(project.id, null, '200.00')],
      detail: expect.stringContaining('Enter the payment as two receipts: 1000.00 for no project'),
    });
    const draft = must(await api.post('/api/v1/receipts', ofProject), 201);
    expect(refusal(await api.patch(`/api/v1/receipts/${draft.id}`, { allocations }))).toBe(
      '409 allocation-mismatch',
    );
    const free = must(await api.post('/api/v1/receipts', { ...settling, projectId: null }), 201);
    expect(refusal(await api.patch(`/api/v1/receipts/${free.id}`, { projectId: project.id }))).toBe(
      '409 allocation-mismatch',
    );
    must(await api.post(`/api/v1/receipts/${draft.id}/issue`), 200);
    const [allocation] = allocations;
    expect(refusal(await api.post(`/api/v1/receipts/${draft.id}/allocations`, allocation))).toBe(
      '409 allocation-mismatch',
    );
    expect(await receivedBy()).toEqual([{ received: 120000n }]);
    must(await api.post(`/api/v1/receipts/${draft.id}/reverse`, { reason: 'Paid for something else' }), 200);

    // Split as proposed.
    must(await api.post(`/api/v1/receipts/${free.id}/issue`), 200);
    const rest = await world.receipt(customer.id, '200.00', { projectId: project.id });
    expect(rest.projectShares).toEqual([split(project.id, null, '200.00')]);
    expect(await receivedBy()).toEqual([{ received: 20000n }]);
    expect([await dueOf(invoice.id), await dueOf(elsewhere.id)]).toEqual(['1000.00', '0.00']);
  });

  it('for a milestone settles invoices of it and of its project as a whole, and counts where they belong', async () => {
    const { api, projects } = world;
    const customer = await world.customer();
    const project = projects.project(customer.id);
    const [advance, final] = [
      projects.milestone(project),
      projects.milestone(project, { type: 'FINAL', label: 'Final Payment' }),
    ];
    const forAdvance = await world.invoice(customer.id, '100.00', { milestoneId: advance.id });
    const forFinal = await world.invoice(customer.id, '100.00', { milestoneId: final.id });
    const forAll = await world.invoice(customer.id, '50.00', { projectId: project.id });
    const receipt = await world.receipt(customer.id, '180.00', {
      milestoneId: advance.id,
      allocations: [
        { invoiceId: forAdvance.id, amount: '100' },
        { invoiceId: forAll.id, amount: '50' },
      ],
    });
    expect(receipt.projectShares).toEqual([
      split(project.id, advance.id, '130.00'),
      split(project.id, null, '50.00'),
    ]);
    const path = `/api/v1/receipts/${receipt.id}`;
    const wrong = await api.post(`${path}/allocations`, { invoiceId: forFinal.id, amount: '30' });
    expect(refusal(wrong)).toBe('409 allocation-mismatch');

    // The journal says the same of bank, receivables and advances, and a reversal takes back just that.
    const posted = async (documentId: string) =>
      must(await api.get(`/api/v1/journal?documentId=${documentId}`), 200).items.map((line: any) => [
        ...[line.account, line.debit, line.credit, line.milestoneId],
      ]);
    expect(await posted(receipt.id)).toEqual([
      ['BANK', '130.00', '0.00', advance.id],
      ['BANK', '50.00', '0.00', null],
      ['RECEIVABLE', '0.00', '100.00', advance.id],
      ['RECEIVABLE', '0.00', '50.00', null],
      ['CUSTOMER_ADVANCES', '0.00', '30.00', advance.id],
    ]);
    must(await api.post(`/api/v1/invoices/${forAdvance.id}/credit-notes`, { reason: 'Wrong' }), 201);
    must(await api.post(`${path}/reverse`, { reason: 'Bounced' }), 200);
    const left = await world.database.query(
      `SELECT account FROM journal_line WHERE project_id = $1 GROUP BY account, milestone_id
       HAVING account <> 'REVENUE' AND sum(debit_minor - credit_minor) <> 0 ORDER BY account`,
      [project.id],
    );
    expect(left).toEqual([{ account: 'RECEIVABLE' }, { account: 'RECEIVABLE' }]);
  });

  it('from credit that is left goes on when another of the projects that it paid for is closed', async () => {
    const { api, projects } = world;
    const customer = await world.customer();
    const [closed, open] = [projects.project(customer.id), projects.project(customer.id)];
    const [paid, next] = [
      await world.invoice(customer.id, '10.00', { projectId: closed.id }),
      await world.invoice(customer.id, '20.00', { projectId: open.id }),
    ];
    const receipt = await world.receipt(customer.id, '30.00', {
      allocations: [{ invoiceId: paid.id, amount: '10' }],
    });
    await world.database.query("UPDATE project_ledger SET status = 'FINALIZED' WHERE project_id = $1", [
      closed.id,
    ]);
    const path = `/api/v1/receipts/${receipt.id}`;
    must(await api.post(`${path}/allocations`, { invoiceId: next.id, amount: '20' }), 201);
    expect(refusal(await api.post(`${path}/reverse`, { reason: 'Bounced' }))).toBe('409 project-locked');
  });

  it('cannot go to another customer’s project, another project’s milestone, or in another currency', async () => {
    const { api, projects } = world;
    const [a, b] = [await world.customer(), await world.customer({ name: 'Client B' })];
    const [ofA, alsoOfA, ofB] = [projects.project(a.id), projects.project(a.id), projects.project(b.id)];
    const milestone = projects.milestone(ofA);
    const body = { customerId: a.id, currency: 'EUR', amount: '10.00', paymentDate: '2026-02-01' };
    const refused = async (more: object) => refusal(await api.post('/api/v1/receipts', { ...body, ...more }));
    expect(await refused({ projectId: ofB.id })).toBe('409 allocation-mismatch');
    expect(await refused({ customerId: b.id, milestoneId: milestone.id })).toBe('409 allocation-mismatch');
    must(await api.post('/api/v1/receipts', { ...body, projectId: ofA.id }), 201); // from now on known
    expect(await refused({ projectId: alsoOfA.id, milestoneId: milestone.id })).toBe(
      '409 allocation-mismatch',
    );
    expect(await refused({ projectId: ofA.id, currency: 'USD' })).toBe('409 currency-mismatch');

    const invoiceOfB = await world.invoice(b.id, '10.00');
    const elsewhere = await world.invoice(a.id, '10.00', { projectId: alsoOfA.id });
    const dollars = await world.invoice(a.id, '10.00', { currency: 'USD' });
    const settle = (invoiceId: string) => ({ allocations: [{ invoiceId, amount: '10.00' }] });
    expect(await refused(settle(invoiceOfB.id))).toBe('409 allocation-mismatch');
    expect(await refused({ projectId: ofA.id, ...settle(elsewhere.id) })).toBe('409 allocation-mismatch');
    expect(await refused(settle(dollars.id))).toBe('409 currency-mismatch');
    const receipt = await world.receipt(a.id, '10.00', { projectId: ofA.id });
    const path = `/api/v1/receipts/${receipt.id}/allocations`;
    expect(refusal(await api.post(path, { invoiceId: elsewhere.id, amount: '10' }))).toBe(
      '409 allocation-mismatch',
    );
    expect(refusal(await api.post(path, { invoiceId: invoiceOfB.id, amount: '10' }))).toBe(
      '409 allocation-mismatch',
    );
  });

  it('never settles more than is due, nor more than was paid, nor an invoice twice', async () => {
    const { api } = world;
    const customer = await world.customer();
    const invoice = await world.invoice(customer.id, '100.00');
    const body = { customerId: customer.id, currency: 'EUR', amount: '150.00', paymentDate: '2026-02-01' };
    const draft = (...allocations: object[]) => api.post('/api/v1/receipts', { ...body, allocations });
    expect(refusal(await draft({ invoiceId: invoice.id, amount: '100.01' }))).toBe(
      '409 allocation-exceeds-due',
    );
    expect(
      refusal(await draft({ invoiceId: invoice.id, amount: '10' }, { invoiceId: invoice.id, amount: '10' })),
    ).toBe('400 allocation-repeated');
    expect(refusal(await draft({ invoiceId: invoice.id, amount: '150.01' }))).toBe(
      '409 allocation-exceeds-receipt',
    );

    // What was due when it was drafted may be paid when it is issued.
    const late = must(await draft({ invoiceId: invoice.id, amount: '100' }), 201);
    await world.receipt(customer.id, '30.00', { allocations: [{ invoiceId: invoice.id, amount: '30' }] });
    const refused = await api.post(`/api/v1/receipts/${late.id}/issue`);
    expect(refusal(refused)).toBe('409 allocation-exceeds-due');
    expect(refused.body).toMatchObject({ invoiceId: invoice.id, due: '70.00' });
    const changed = must(
      await api.patch(`/api/v1/receipts/${late.id}`, {
        allocations: [{ invoiceId: invoice.id, amount: '70' }],
        method: null,
      }),
      200,
    );
    expect(changed).toMatchObject({ version: 2, allocated: '70.00' });
    must(await api.post(`/api/v1/receipts/${late.id}/issue`), 200);
    expect(await dueOf(invoice.id)).toBe('0.00');
  });

  it('once issued is frozen; as a draft it can be changed and thrown away', async () => {
    const { api } = world;
    const customer = await world.customer();
    const receipt = await world.receipt(customer.id, '10.00');
    for (const reply of [
      await api.patch(`/api/v1/receipts/${receipt.id}`, { amount: '11.00' }),
      await api.delete(`/api/v1/receipts/${receipt.id}`),
      await api.post(`/api/v1/receipts/${receipt.id}/issue`),
    ]) {
      expect(refusal(reply)).toBe('409 document-issued');
    }
    const body = { customerId: customer.id, currency: 'EUR', amount: '10', paymentDate: '2026-02-01' };
    const draft = must(await api.post('/api/v1/receipts', body), 201);
    const path = `/api/v1/receipts/${draft.id}`;
    expect(must(await api.patch(path, { amount: '12.5', currency: 'USD' }), 200)).toMatchObject({
      amount: '12.50',
      currency: 'USD',
    });
    expect((await api.delete(path)).status).toBe(204);
    expect(refusal(await api.get(path))).toBe('404 receipt-not-found');
  });

  it('answers the same once more to the same Idempotency-Key', async () => {
    const customer = await world.customer();
    const body = { customerId: customer.id, currency: 'EUR', amount: '10', paymentDate: '2026-02-01' };
    const first = must(await world.api.post('/api/v1/receipts', body, { 'idempotency-key': 'draft-1' }), 201);
    expect(
      must(await world.api.post('/api/v1/receipts', body, { 'idempotency-key': 'draft-1' }), 201),
    ).toEqual(first);
    const issued = must(
      await world.api.post(`/api/v1/receipts/${first.id}/issue`, undefined, { 'idempotency-key': 'issue-1' }),
      200,
    );
    const again = await world.api.post(`/api/v1/receipts/${first.id}/issue`, undefined, {
      'idempotency-key': 'issue-1',
    });
    expect(must(again, 200)).toEqual(issued);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });
});
