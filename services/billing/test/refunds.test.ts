import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProjectState } from '@closeout/contracts/events/projects';
import { must, refusal, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const refundBody = { refundDate: '2026-02-10', reason: 'Paid too much' };
const refund = (receiptId: string, amount: string, more: object = {}) =>
  world.api.post(`/api/v1/receipts/${receiptId}/refunds`, { ...refundBody, amount, ...more });
const release = (receiptId: string, amount: string) =>
  world.api.post(`/api/v1/receipts/${receiptId}/release`, { amount, reason: 'For the next project' });
const allocate = (receiptId: string, invoiceId: string, amount: string) =>
  world.api.post(`/api/v1/receipts/${receiptId}/allocations`, { invoiceId, amount });
const receiptOf = async (id: string) => must(await world.api.get(`/api/v1/receipts/${id}`), 200);

async function ledgerOf(project: ProjectState): Promise<{ invoiced: number; received: number }> {
  const [row] = await world.database.query<any>(
    `SELECT invoiced_minor::int AS invoiced, received_minor::int AS received FROM project_ledger WHERE project_id = $1`,
    [project.id],
  );
  return row;
}

const linesOf = async (kind: string, customerId: string): Promise<string[]> => {
  const lines = await world.database.query<any>(
    `SELECT account, debit_minor, credit_minor, project_id FROM journal_line
     WHERE document_kind = $1 AND customer_id = $2 ORDER BY id`,
    [kind, customerId],
  );
  return lines.map(
    (line) =>
      `${line.account} ${line.debit_minor} ${line.credit_minor}${line.project_id ? ' of the project' : ''}`,
  );
};

/** A project of a customer, and what is invoiced and received for it. */
async function given(invoiced: string, received: string, allocated: string) {
  const customer = await world.customer();
  const project = world.projects.project(customer.id, { currency: 'EUR' });
  const invoice = await world.invoice(customer.id, invoiced, { projectId: project.id });
  const receipt = await world.receipt(customer.id, received, {
    projectId: project.id,
    allocations: allocated === '0' ? [] : [{ invoiceId: invoice.id, amount: allocated }],
  });
  return { customer, project, invoice, receipt };
}

async function becomes(project: ProjectState, status: ProjectState['status']): Promise<void> {
  world.projects.change(project, { status });
  await world.database.query('UPDATE project_ledger SET status = $2 WHERE project_id = $1', [
    project.id,
    status,
  ]);
}

describe('a refund pays back what is left of a receipt', () => {
  it('1100 were paid for 1000: after the refund of 100 the project has received 1000', async () => {
    const { customer, project, receipt } = await given('1000.00', '1100.00', '1000.00');
    expect(receipt).toMatchObject({ unallocated: '100.00', tied: '100.00', free: '0.00', refunded: '0.00' });
    expect(await ledgerOf(project)).toEqual({ invoiced: 100000, received: 110000 });

    const refunded = must(await refund(receipt.id, '100', { method: 'bank transfer' }), 201);
    expect(refunded).toMatchObject({
      version: 1,
      status: 'ISSUED',
      number: expect.stringMatching(/^RFD-2026-\d{4}$/),
      receiptId: receipt.id,
      receiptNumber: receipt.number,
      customerId: customer.id,
      projectId: project.id,
      amount: '100.00',
      fromTied: '100.00',
      fromFree: '0.00',
      refundDate: '2026-02-10',
      issueDate: '2026-02-10',
      method: 'bank transfer',
      reason: 'Paid too much',
      buyer: { name: 'Client A' },
    });
    expect(await ledgerOf(project)).toEqual({ invoiced: 100000, received: 100000 });
    expect(await receiptOf(receipt.id)).toMatchObject({
      version: 3,
      status: 'ISSUED',
      allocated: '1000.00',
      refunded: '100.00',
      unallocated: '0.00',
      tied: '0.00',
      projectShares: [{ projectId: project.id, milestoneId: null, amount: '1000.00' }],
    });
    expect(await linesOf('REFUND', customer.id)).toEqual([
      'CUSTOMER_ADVANCES 10000 0 of the project',
      'BANK 0 10000 of the project',
    ]);
    const said = (await world.said()).filter(({ subject }) => [refunded.id, receipt.id].includes(subject));
    expect(said.slice(-2).map(({ type, version }) => [type, version])).toEqual([
      ['billing.refund-issued.v1', 1],
      ['billing.receipt-allocation-changed.v1', 3],
    ]);
    const { customerName, ...state } = refunded;
    expect(said.at(-2)?.data).toEqual(state);
    expect(said.at(-1)?.data).toMatchObject({ refunded: '100.00', unallocated: '0.00' });

    expect(must(await world.api.get(`/api/v1/refunds/${refunded.id}`), 200)).toEqual(refunded);
    const history = must(await world.api.get(`/api/v1/receipts/${receipt.id}/history`), 200).items;
    expect(history.map(({ action }: any) => action)).toEqual([
      'createReceipt',
      'issueReceipt',
      'createRefund',
    ]);
    const own = must(await world.api.get(`/api/v1/refunds/${refunded.id}/history`), 200).items;
    expect(own).toMatchObject([{ action: 'createRefund' }]);
    expect(must(await world.api.get(`/api/v1/customers/${customer.id}/credit`), 200).credits).toEqual([]);
  });

  it('a credit note over a paid invoice gives the money back to the project, and the refund to the customer', async () => {
    const { project, invoice, receipt } = await given('1000.00', '1000.00', '1000.00');
    must(
      await world.api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, {
        reason: 'Two days less',
        lines: [{ lineNo: 1, amount: '200.00' }],
      }),
      201,
    );
    expect(await ledgerOf(project)).toEqual({ invoiced: 80000, received: 100000 });
    expect(await receiptOf(receipt.id)).toMatchObject({ allocated: '800.00', tied: '200.00', free: '0.00' });
    must(await refund(receipt.id, '200.00'), 201);
    expect(await ledgerOf(project)).toEqual({ invoiced: 80000, received: 80000 });
  });

  it('numbers follow each other without gaps, whatever is refused in between', async () => {
    const customer = await world.customer();
    const receipt = await world.receipt(customer.id, '30.00');
    const first = must(await refund(receipt.id, '10'), 201);
    expect(refusal(await refund(receipt.id, '20.01'))).toBe('409 refund-exceeds-receipt');
    const second = must(await refund(receipt.id, '20'), 201);
    const no = ({ number }: { number: string }) => Number(number.slice(-4));
    expect(no(second)).toBe(no(first) + 1);
    expect(second).toMatchObject({ fromTied: '0.00', fromFree: '20.00', projectId: null });
    expect(await linesOf('REFUND', customer.id)).toEqual([
      'CUSTOMER_ADVANCES 1000 0',
      'BANK 0 1000',
      'CUSTOMER_ADVANCES 2000 0',
      'BANK 0 2000',
    ]);
  });

  it('is tried first: the dry run tells number and journal lines, and nothing is done', async () => {
    const { project, receipt } = await given('100.00', '150.00', '100.00');
    const plan = must(
      await world.api.post(`/api/v1/receipts/${receipt.id}/refunds?dryRun=true`, {
        ...refundBody,
        amount: '50.00',
      }),
      200,
    );
    expect(plan).toMatchObject({
      dryRun: true,
      documents: [
        { kind: 'REFUND', number: expect.stringMatching(/^RFD-2026-/), amount: '50.00', currency: 'EUR' },
      ],
      journalLines: [
        { account: 'CUSTOMER_ADVANCES', debit: '50.00', credit: '0.00' },
        { account: 'BANK', debit: '0.00', credit: '50.00' },
      ],
    });
    expect(plan.events.map(({ type }: any) => type)).toEqual([
      'billing.refund-issued.v1',
      'billing.receipt-allocation-changed.v1',
    ]);
    expect(await receiptOf(receipt.id)).toEqual(receipt);
    expect(await ledgerOf(project)).toEqual({ invoiced: 10000, received: 15000 });
  });

  it('is refused beyond what is left, of drafts and reversed receipts, and for days on which no money can have gone back', async () => {
    const { receipt, invoice } = await given('100.00', '150.00', '100.00');
    const over = await refund(receipt.id, '50.01');
    expect(refusal(over)).toBe('409 refund-exceeds-receipt');
    expect(over.body).toMatchObject({ left: '50.00' });
    expect(refusal(await refund(receipt.id, '0.001'))).toBe('400 amount-scale');
    expect(refusal(await refund(receipt.id, '0'))).toBe('400 invalid-request');
    expect(refusal(await refund(receipt.id, '1', { reason: ' ' }))).toBe('400 invalid-request');
    const early = await refund(receipt.id, '1', { refundDate: '2026-02-08' });
    expect(refusal(early)).toBe('400 refund-before-payment');
    expect(early.body.errors).toMatchObject([{ pointer: '/refundDate' }]);
    expect(refusal(await refund(receipt.id, '1', { refundDate: '2026-02-12' }))).toBe('400 date-in-future');
    must(await refund(receipt.id, '1', { refundDate: '2026-02-11' }), 201);
    const stale = await world.api.post(
      `/api/v1/receipts/${receipt.id}/refunds`,
      { ...refundBody, amount: '1' },
      { 'if-match': '"2"' },
    );
    expect(refusal(stale)).toBe('412 stale-version');
    must(await refund(receipt.id, '49'), 201);
    const nothing = await refund(receipt.id, '1');
    expect(nothing.body).toMatchObject({ code: 'refund-exceeds-receipt', left: '0.00' });
    expect(refusal(await allocate(receipt.id, invoice.id, '1'))).toBe('409 allocation-exceeds-receipt');

    const { customer, receipt: other } = await given('100.00', '100.00', '0');
    const draft = { customerId: customer.id, currency: 'EUR', amount: '5', paymentDate: '2026-02-09' };
    const { id } = must(await world.api.post('/api/v1/receipts', draft), 201);
    expect(refusal(await refund(id, '1'))).toBe('409 document-not-issued');
    must(await world.api.post(`/api/v1/receipts/${other.id}/reverse`, { reason: 'Bounced' }), 200);
    expect(refusal(await refund(other.id, '1'))).toBe('409 receipt-reversed');
    expect(refusal(await release(other.id, '1'))).toBe('409 receipt-reversed');
  });

  it('needs the permission to issue receipts, and clearance for the customer', async () => {
    const { customer, receipt } = await given('10.00', '20.00', '10.00');
    const clerk = await world.as({ permissions: ['receipts.view', 'receipts.manage'] });
    const path = `/api/v1/receipts/${receipt.id}`;
    expect(refusal(await clerk.post(`${path}/refunds`, { ...refundBody, amount: '1' }))).toBe(
      '403 permission-missing',
    );
    expect(refusal(await clerk.post(`${path}/release`, { amount: '1', reason: 'x' }))).toBe(
      '403 permission-missing',
    );
    const refunded = must(await refund(receipt.id, '1'), 201);
    must(await world.api.patch(`/api/v1/customers/${customer.id}`, { securityLevel: 3 }), 200);
    const outsider = await world.as({ permissions: 'all', clearance: 0 });
    for (const place of ['', '/history', '/pdf'])
      expect(refusal(await outsider.get(`/api/v1/refunds/${refunded.id}${place}`))).toBe(
        '404 refund-not-found',
      );
    expect(refusal(await outsider.post(`${path}/refunds`, { ...refundBody, amount: '1' }))).toBe(
      '404 receipt-not-found',
    );
    const { items } = must(await outsider.get(`/api/v1/refunds?customerId=${customer.id}`), 200);
    expect(items).toEqual([]);
  });

  it('money that was paid back did come: its receipt is not reversed any more', async () => {
    const { receipt } = await given('100.00', '150.00', '100.00');
    must(await refund(receipt.id, '20.00'), 201);
    const reply = await world.api.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Bounced' });
    expect(refusal(reply)).toBe('409 receipt-refunded');
    expect(reply.body).toMatchObject({ refunded: '20.00', allowed: ['refunds', 'allocations'] });
  });

  it('is found by customer, project, receipt and number, the latest day first', async () => {
    const { customer, project, receipt } = await given('10.00', '50.00', '10.00');
    const days = ['2026-02-09', '2026-02-11', '2026-02-10'];
    const refunds = [];
    for (const refundDate of days) refunds.push(must(await refund(receipt.id, '5', { refundDate }), 201));
    const found = async (query: string) => must(await world.api.get(`/api/v1/refunds?${query}`), 200);
    const inOrder = [refunds[1], refunds[2], refunds[0]].map(({ number }) => number);
    for (const query of [`customerId=${customer.id}`, `projectId=${project.id}`, `receiptId=${receipt.id}`])
      expect((await found(query)).items.map(({ number }: any) => number)).toEqual(inOrder);
    expect((await found(`q=${refunds[1].number}`)).items).toMatchObject([
      { id: refunds[1].id, project: { number: project.number }, receiptNumber: receipt.number },
    ]);
    const first = await found(`receiptId=${receipt.id}&limit=2`);
    const rest = await found(`receiptId=${receipt.id}&limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items].map(({ number }: any) => number)).toEqual(inOrder);
    expect((await found(`receiptId=${receipt.id}&from=2026-02-10&to=2026-02-10`)).items).toHaveLength(1);
  });
});

describe('a release moves money from a project to the customer’s credit', () => {
  it('where it settles invoices of any project, and never comes back', async () => {
    const { customer, project, receipt } = await given('1000.00', '1100.00', '1000.00');
    const other = world.projects.project(customer.id, { currency: 'EUR' });
    const next = await world.invoice(customer.id, '80.00', { projectId: other.id });
    const refused = await allocate(receipt.id, next.id, '80.00');
    expect(refusal(refused)).toBe('409 allocation-mismatch');
    expect(refused.body).toMatchObject({ release: '80.00' });

    const plan = must(
      await world.api.post(`/api/v1/receipts/${receipt.id}/release?dryRun=true`, {
        amount: '100.00',
        reason: 'Next project',
      }),
      200,
    );
    expect(plan.journalLines).toMatchObject([
      { account: 'CUSTOMER_ADVANCES', debit: '100.00', credit: '0.00' },
      { account: 'CUSTOMER_ADVANCES', debit: '0.00', credit: '100.00' },
    ]);
    expect(await receiptOf(receipt.id)).toEqual(receipt);

    expect(must(await release(receipt.id, '100.00'), 200)).toMatchObject({
      version: 3,
      released: '100.00',
      unallocated: '100.00',
      tied: '0.00',
      free: '100.00',
      projectShares: [{ projectId: project.id, amount: '1000.00' }],
    });
    expect(await ledgerOf(project)).toEqual({ invoiced: 100000, received: 100000 });
    expect(await linesOf('RELEASE', customer.id)).toEqual([
      'CUSTOMER_ADVANCES 10000 0 of the project',
      'CUSTOMER_ADVANCES 0 10000',
    ]);
    const over = await release(receipt.id, '0.01');
    expect(refusal(over)).toBe('409 release-exceeds-project');
    expect(over.body).toMatchObject({ left: '0.00' });

    // The first project may close meanwhile: nothing of it changes any more.
    await becomes(project, 'FINALIZED');
    const settled = must(await allocate(receipt.id, next.id, '80.00'), 201);
    expect(settled).toMatchObject({ tied: '0.00', free: '20.00' });
    expect(settled.projectShares).toEqual(
      expect.arrayContaining([
        { projectId: project.id, milestoneId: null, amount: '1000.00' },
        { projectId: other.id, milestoneId: null, amount: '80.00' },
      ]),
    );
    expect(await ledgerOf(other)).toEqual({ invoiced: 8000, received: 8000 });
    expect(await linesOf('ALLOCATION', customer.id)).toEqual([
      'CUSTOMER_ADVANCES 8000 0',
      'RECEIVABLE 0 8000 of the project',
    ]);

    // What a credit note gives back is the customer's credit again, and not the closed project's.
    must(await world.api.post(`/api/v1/invoices/${next.id}/credit-notes`, { reason: 'All' }), 201);
    expect(await receiptOf(receipt.id)).toMatchObject({ tied: '0.00', free: '100.00' });
    expect(await ledgerOf(other)).toEqual({ invoiced: 0, received: 0 });
    must(await refund(receipt.id, '100.00'), 201);
    expect(await ledgerOf(project)).toEqual({ invoiced: 100000, received: 100000 });
  });

  it('takes what is left for the project first, then the credit', async () => {
    const { customer, project, receipt } = await given('60.00', '100.00', '0');
    must(await release(receipt.id, '50.00'), 200);
    const invoice = await world.invoice(customer.id, '80.00', { projectId: project.id });
    expect(must(await allocate(receipt.id, invoice.id, '80.00'), 201)).toMatchObject({
      tied: '0.00',
      free: '20.00',
    });
    expect(await ledgerOf(project)).toEqual({ invoiced: 14000, received: 8000 });
    const note = { reason: 'Less', lines: [{ lineNo: 1, amount: '40.00' }] };
    must(await world.api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, note), 201);
    // 30 of the 40 had come from the credit, and go back there.
    expect(await receiptOf(receipt.id)).toMatchObject({ tied: '10.00', free: '50.00' });
    expect(must(await refund(receipt.id, '15.00'), 201)).toMatchObject({
      fromTied: '10.00',
      fromFree: '5.00',
    });
    expect(await receiptOf(receipt.id)).toMatchObject({ refunded: '15.00', tied: '0.00', free: '45.00' });
    expect(await ledgerOf(project)).toEqual({ invoiced: 10000, received: 4000 });
  });

  it('is for receipts that name a project; what names none is the customer’s credit already', async () => {
    const customer = await world.customer();
    const receipt = await world.receipt(customer.id, '10.00');
    expect(receipt).toMatchObject({ tied: '0.00', free: '10.00' });
    expect(refusal(await release(receipt.id, '1'))).toBe('409 release-exceeds-project');
  });
});

describe('a project that is closed', () => {
  it('FINALIZED keeps its money; what is the customer’s credit goes back all the same', async () => {
    const { project, receipt } = await given('10.00', '50.00', '10.00');
    must(await release(receipt.id, '15.00'), 200);
    await becomes(project, 'FINALIZED');
    expect(refusal(await refund(receipt.id, '15.01'))).toBe('409 project-locked');
    expect(refusal(await release(receipt.id, '5.00'))).toBe('409 project-locked');
    expect(must(await refund(receipt.id, '5.00'), 201)).toMatchObject({ fromFree: '5.00' });
    expect(await receiptOf(receipt.id)).toMatchObject({ tied: '25.00', free: '10.00' });
    expect(await ledgerOf(project)).toEqual({ invoiced: 1000, received: 3500 });

    const { project: done, receipt: credit } = await given('10.00', '25.00', '10.00');
    must(await release(credit.id, '15.00'), 200);
    await becomes(done, 'FINALIZED');
    must(await refund(credit.id, '15.00'), 201);
  });

  it('CANCELLED still takes the payment of an invoice that was issued before, and nothing beyond it', async () => {
    const { customer, project, invoice, receipt } = await given('100.00', '30.00', '0');
    const body = {
      customerId: customer.id,
      currency: 'EUR',
      paymentDate: '2026-02-09',
      projectId: project.id,
    };
    const draft = (amount: string, allocated: string) =>
      world.api.post('/api/v1/receipts', {
        ...body,
        amount,
        allocations: allocated === '0' ? [] : [{ invoiceId: invoice.id, amount: allocated }],
      });
    const waiting = must(await draft('60.00', '50.00'), 201);
    await becomes(project, 'CANCELLED');
    for (const reply of [
      await draft('10.00', '0'),
      await draft('50.01', '50.00'),
      await world.api.post(`/api/v1/receipts/${waiting.id}/issue`),
      await world.api.patch(`/api/v1/receipts/${waiting.id}`, { reference: 'Bank' }),
    ]) {
      expect(refusal(reply)).toBe('409 project-locked');
      expect(reply.body.allowed).toContain('allocations');
    }
    must(await world.api.patch(`/api/v1/receipts/${waiting.id}`, { amount: '50.00' }), 200);
    must(await world.api.post(`/api/v1/receipts/${waiting.id}/issue`), 200);
    must(await allocate(receipt.id, invoice.id, '30.00'), 201);
    // The last payment is a little too much: it is entered without the project, and the rest is the customer's credit.
    const last = await world.receipt(customer.id, '25.00', {
      allocations: [{ invoiceId: invoice.id, amount: '20.00' }],
    });
    expect(last).toMatchObject({ free: '5.00', projectShares: [{ projectId: project.id, amount: '20.00' }] });
    expect(must(await world.api.get(`/api/v1/invoices/${invoice.id}`), 200)).toMatchObject({
      paymentStatus: 'PAID',
    });
    expect(await ledgerOf(project)).toEqual({ invoiced: 10000, received: 10000 });
  });

  it('CANCELLED has what is due settled in one go, by its own money', async () => {
    const { customer, project, invoice, receipt } = await given('100.00', '30.00', '0');
    const credit = await world.receipt(customer.id, '90.00');
    await becomes(project, 'CANCELLED');
    const settle = async (path: string) => must(await world.api.post(`/api/v1/${path}/settle`), 200);
    const step = (from: any, amount: string) => ({
      ...{ receiptId: from.id, invoiceId: invoice.id, amount },
    });
    expect(await settle(`billing/projects/${project.id}`)).toMatchObject({
      ...{ allocations: [step(receipt, '30.00')], due: '70.00', left: '0.00' },
    });
    expect(await settle(`invoices/${invoice.id}`)).toMatchObject({
      ...{ allocations: [step(credit, '70.00')], due: '0.00', left: '20.00' },
    });
    expect(await ledgerOf(project)).toEqual({ invoiced: 10000, received: 10000 });
    expect(await settle(`receipts/${receipt.id}`)).toMatchObject({ allocations: [], due: '0.00' });
  });

  it.each(['FINALIZED', 'CANCELLED'] as const)(
    'that is %s takes nothing new, however it is reached',
    async (status) => {
      const { customer, project, invoice } = await given('100.00', '1.00', '0');
      const milestone = world.projects.milestone(project, { expectedAmount: '5.00' });
      const order = must(
        await world.api.post('/api/v1/cpos', {
          ...{ customerId: customer.id, projectId: project.id, currency: 'EUR' },
          ...{ number: `PO ${status}`, amount: '100.00' },
        }),
        201,
      );
      const to = { customerId: customer.id, currency: 'EUR' };
      const payment = { ...to, paymentDate: '2026-02-09', amount: '10.00' };
      const waiting = must(await world.api.post('/api/v1/receipts', payment), 201);
      const allocations = [{ invoiceId: invoice.id, amount: '10.00' }];
      await becomes(project, status);

      const lines = [{ description: 'Work', quantity: '1', unitPrice: '5.00' }];
      const settles = [
        await world.api.post('/api/v1/receipts', { ...payment, allocations }),
        await world.api.patch(`/api/v1/receipts/${waiting.id}`, { allocations }),
      ];
      if (status === 'CANCELLED') {
        settles.forEach((reply) => expect(reply.status).toBeLessThan(300));
        must(await world.api.post(`/api/v1/receipts/${waiting.id}/issue`), 200);
      } else settles.forEach((reply) => expect(refusal(reply)).toBe('409 project-locked'));
      for (const reply of [
        await world.api.post('/api/v1/receipts', { ...payment, milestoneId: milestone.id }),
        await world.api.post('/api/v1/invoices', { ...to, milestoneId: milestone.id }),
        await world.api.post('/api/v1/invoices', { ...to, projectId: project.id, lines }),
        await world.api.post('/api/v1/invoices', { ...to, cpoId: order.id, lines }),
      ])
        expect(refusal(reply)).toBe('409 project-locked');
    },
  );

  it('CANCELLED gives back what was paid for it', async () => {
    const { project, invoice, receipt } = await given('10.00', '50.00', '10.00');
    await becomes(project, 'CANCELLED');
    must(await refund(receipt.id, '25.00'), 201);
    must(await release(receipt.id, '15.00'), 200);
    must(await world.api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, { reason: 'All' }), 201);
    must(await refund(receipt.id, '25.00'), 201);
    expect(await ledgerOf(project)).toEqual({ invoiced: 0, received: 0 });
  });
});
