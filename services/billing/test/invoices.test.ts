import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { must, refusal, startWorld, type World } from './support/world.js';

describe('an invoice, from draft to paid', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('is drafted with totals after EN 16931, issued with the next number, and frozen', async () => {
    const { api } = world;
    const customer = await world.customer({ paymentTermsDays: 14, vatNumber: 'DE111', address: 'Street 1' });
    const draft = must(
      await api.post('/api/v1/invoices', {
        customerId: customer.id,
        currency: 'EUR',
        lines: [
          { description: 'Hours', quantity: '7.5', unitPrice: '120.00', taxRate: '19' },
          { description: 'Pieces', quantity: 3, unitPrice: 0.335, taxRate: '7.00' },
          { description: 'Rounding', quantity: '0.333333', unitPrice: '10', taxRate: '19' },
        ],
      }),
      201,
    );
    expect(draft).toMatchObject({
      version: 1,
      number: null,
      status: 'DRAFT',
      paymentStatus: null,
      issueDate: null,
      seller: null,
      totals: {
        net: '904.34',
        tax: '171.70',
        gross: '1076.04',
        credited: '0.00',
        paid: '0.00',
        due: '1076.04',
      },
      taxes: [
        { taxRate: '7', taxable: '1.01', tax: '0.07' },
        { taxRate: '19', taxable: '903.33', tax: '171.63' },
      ],
      lines: [
        { no: 1, quantity: '7.5', unitPrice: '120.00', net: '900.00' },
        { no: 2, quantity: '3', unitPrice: '0.335', net: '1.01' },
        { no: 3, quantity: '0.333333', unitPrice: '10.00', net: '3.33' },
      ],
    });
    expect(must(await api.get(`/api/v1/invoices/${draft.id}`), 200)).toEqual(draft);

    const issued = must(await api.post(`/api/v1/invoices/${draft.id}/issue`), 200);
    expect(issued).toMatchObject({
      version: 2,
      number: 'INV-2026-0001',
      status: 'ISSUED',
      paymentStatus: 'UNPAID',
      issueDate: '2026-02-10',
      dueDate: '2026-02-24',
      issuedAt: '2026-02-10T09:30:00.000Z',
      seller: { name: 'Closeout Demo GmbH' },
      buyer: { name: 'Client A', vatNumber: 'DE111', address: 'Street 1', email: 'a@client.example' },
      totals: draft.totals,
    });
    expect(must(await api.get(`/api/v1/invoices/${draft.id}`), 200)).toEqual(issued);

    for (const reply of [
      await api.patch(`/api/v1/invoices/${draft.id}`, { dueDate: '2026-03-01' }),
      await api.delete(`/api/v1/invoices/${draft.id}`),
      await api.post(`/api/v1/invoices/${draft.id}/issue`),
    ]) {
      expect(refusal(reply)).toBe('409 document-issued');
    }

    // The customer moves; the invoice stays as it was issued.
    must(await api.patch(`/api/v1/customers/${customer.id}`, { address: 'Street 2' }), 200);
    expect(must(await api.get(`/api/v1/invoices/${draft.id}`), 200).buyer.address).toBe('Street 1');
  });

  it('is said to the world as it is answered', async () => {
    const customer = await world.customer();
    const invoice = await world.invoice(customer.id, '100.00');
    const [event] = (await world.said('billing.invoice-issued.v1')).slice(-1);
    const { customerName, createdAt, updatedAt, followsMilestone, lines, ...state } = invoice;
    expect(event).toMatchObject({ subject: invoice.id, version: 2 });
    expect(event?.data).toEqual({ ...state, lines: lines.map(({ credited, ...line }: any) => line) });
  });

  it('is changed and thrown away while it is a draft', async () => {
    const { api } = world;
    const customer = await world.customer();
    const draft = must(
      await api.post('/api/v1/invoices', {
        customerId: customer.id,
        currency: 'EUR',
        lines: [{ description: 'A', quantity: '1', unitPrice: '10' }],
      }),
      201,
    );
    const path = `/api/v1/invoices/${draft.id}`;
    const changed = must(
      await api.patch(
        path,
        {
          dueDate: '2026-04-01',
          lines: [{ description: 'B', quantity: '2', unitPrice: '10', taxRate: '19' }],
        },
        { 'if-match': '"1"' },
      ),
      200,
    );
    expect(changed).toMatchObject({
      version: 2,
      dueDate: '2026-04-01',
      totals: { net: '20.00', gross: '23.80' },
      lines: [{ description: 'B' }],
    });
    expect(must(await api.get(path), 200)).toEqual(changed);
    expect(refusal(await api.patch(path, { dueDate: null }, { 'if-match': '"1"' }))).toBe(
      '412 stale-version',
    );
    expect(refusal(await api.delete(path, { 'if-match': '"1"' }))).toBe('412 stale-version');
    expect((await api.delete(path, { 'if-match': '"2"' })).status).toBe(204);
    expect(refusal(await api.get(path))).toBe('404 invoice-not-found');
  });

  it('for a milestone has one line of the expected amount, tax included', async () => {
    const { api, projects } = world;
    const customer = await world.customer();
    const project = projects.project(customer.id);
    const milestone = projects.milestone(project, { expectedAmount: '1000.02', label: 'Advance Payment' });
    const plain = must(
      await api.post('/api/v1/invoices', {
        customerId: customer.id,
        currency: 'EUR',
        projectId: project.id,
        milestoneId: milestone.id,
      }),
      201,
    );
    expect(plain).toMatchObject({
      projectId: project.id,
      milestoneId: milestone.id,
      totals: { net: '1000.02', tax: '0.00', gross: '1000.02' },
      lines: [{ no: 1, quantity: '1', unitPrice: '1000.02', taxRate: '0' }],
    });
    expect(plain.lines[0].description).toContain('Advance Payment');
    const taxed = must(
      await api.post('/api/v1/invoices', {
        customerId: customer.id,
        currency: 'EUR',
        milestoneId: milestone.id,
        taxRate: '19',
      }),
      201,
    );
    expect(taxed).toMatchObject({
      projectId: project.id,
      totals: { net: '840.35', tax: '159.67', gross: '1000.02' },
    });
    const path = `/api/v1/invoices/${taxed.id}`;
    const own = [{ description: 'Half', quantity: '1', unitPrice: '500.01' }];
    expect(must(await api.patch(path, { lines: own }), 200).totals.gross).toBe('500.01');
    expect(must(await api.patch(path, { taxRate: '7' }), 200)).toMatchObject({
      totals: { net: '934.60', tax: '65.42', gross: '1000.02' },
    });
    expect(refusal(await api.patch(path, { lines: own, taxRate: '7' }))).toBe('400 invalid-request');
    expect(refusal(await api.patch(path, { milestoneId: null, taxRate: '7' }))).toBe(
      '409 milestone-not-invoiceable',
    );
    expect(must(await api.post(`${path}/issue`), 200).totals.gross).toBe('1000.02');
  });

  it('is listed with its project and milestone, found by the project, and overdue from the day after it is due', async () => {
    const { api, projects, clock } = world;
    const customer = await world.customer();
    const project = projects.project(customer.id, { title: 'Observatory dome' });
    const milestone = projects.milestone(project, { label: 'First light' });
    const invoice = await world.invoice(customer.id, '10.00', {
      projectId: project.id,
      milestoneId: milestone.id,
      dueDate: clock.today,
    });
    const listed = async (query: string) =>
      must(await api.get(`/api/v1/invoices?customerId=${customer.id}&${query}`), 200).items;
    const [row] = await listed('q=servatory');
    expect(row).toMatchObject({
      id: invoice.id,
      project: { number: project.number, title: 'Observatory dome' },
      milestone: { label: 'First light' },
      overdue: false,
    });
    expect(await listed(`q=${project.number}`)).toHaveLength(1);
    expect(await listed('q=telescope')).toEqual([]);
    expect(await listed('open=true')).toHaveLength(1);
    expect(await listed('overdue=true')).toEqual([]);
    const before = clock.today;
    clock.today = '2026-02-28';
    expect(await listed('overdue=true')).toMatchObject([{ id: invoice.id, overdue: true }]);
    await world.receipt(customer.id, '10.00', { allocations: [{ invoiceId: invoice.id, amount: '10.00' }] });
    expect(await listed('overdue=true')).toEqual([]);
    expect(await listed('open=true')).toEqual([]);
    clock.today = before;
  });

  it('is found in the audit log under its project, also a draft that was thrown away', async () => {
    const { api, projects } = world;
    const customer = await world.customer();
    const { id: projectId } = projects.project(customer.id);
    const lines = [{ description: 'A', quantity: '1', unitPrice: '10.00' }];
    const body = { customerId: customer.id, currency: 'EUR', projectId, lines };
    const [kept, dropped] = [
      must(await api.post('/api/v1/invoices', body), 201),
      must(await api.post('/api/v1/invoices', body), 201),
    ];
    must(await api.post(`/api/v1/invoices/${kept.id}/issue`), 200);
    must(await api.delete(`/api/v1/invoices/${dropped.id}`), 204);
    must(await api.post(`/api/v1/billing/projects/${projectId}/settle`), 200);
    const found = must(await api.get(`/api/v1/operations/billing/audit?projectId=${projectId}`), 200).items;
    expect(found.reverse().map((line: any) => [line.action, line.kind, line.recordId])).toEqual([
      ['createInvoice', 'invoice', kept.id],
      ['createInvoice', 'invoice', dropped.id],
      ['issueInvoice', 'invoice', kept.id],
      ['deleteInvoice', 'invoice', dropped.id],
      ['settleProject', 'project', projectId],
    ]);
  });

  it('says who drafted, changed and issued it, and which receipts settle it', async () => {
    const { api } = world;
    const customer = await world.customer();
    const body = { customerId: customer.id, currency: 'EUR' };
    const lines = [{ description: 'A', quantity: '1', unitPrice: '10.00' }];
    const { id } = must(await api.post('/api/v1/invoices', { ...body, lines }), 201);
    must(await api.patch(`/api/v1/invoices/${id}`, { dueDate: '2026-12-31' }), 200);
    must(await api.post(`/api/v1/invoices/${id}/issue`), 200);
    const history = must(await api.get(`/api/v1/invoices/${id}/history`), 200).items;
    expect(history.map(({ action }: any) => action)).toEqual([
      'createInvoice',
      'updateInvoice',
      'issueInvoice',
    ]);
    expect(history[2]).toMatchObject({ by: { kind: 'user' }, at: '2026-02-10T09:30:00.000Z' });

    const settle = (amount: string) => ({ allocations: [{ invoiceId: id, amount }] });
    const first = await world.receipt(customer.id, '4.00', settle('4.00'));
    const second = await world.receipt(customer.id, '6.00', settle('6.00'));
    must(await api.post(`/api/v1/receipts/${first.id}/reverse`, { reason: 'Bounced' }), 200);
    must(
      await api.post(`/api/v1/invoices/${id}/credit-notes`, {
        reason: 'Less',
        lines: [{ lineNo: 1, amount: '5.00' }],
      }),
      201,
    );
    expect(must(await api.get(`/api/v1/invoices/${id}/settlements`), 200).items).toEqual([
      {
        receiptId: second.id,
        receiptNumber: second.number,
        paymentDate: second.paymentDate,
        amount: '5.00',
      },
    ]);
    expect(must(await api.get(`/api/v1/invoices/${id}`), 200).lines[0].credited).toBe('5.00');
    const other = await world.as({ permissions: 'all', clearance: 0 });
    must(await api.patch(`/api/v1/customers/${customer.id}`, { securityLevel: 3 }), 200);
    for (const part of ['settlements', 'history'])
      expect(refusal(await other.get(`/api/v1/invoices/${id}/${part}`))).toBe('404 invoice-not-found');
  });

  it('takes an issue date of the past, but none before the last of its series and none in the future', async () => {
    const { api } = world;
    const customer = await world.customer();
    const draft = async () =>
      must(
        await api.post('/api/v1/invoices', {
          customerId: customer.id,
          currency: 'EUR',
          lines: [{ description: 'A', quantity: '1', unitPrice: '10' }],
        }),
        201,
      );
    const first = await draft();
    const early = await api.post(`/api/v1/invoices/${first.id}/issue`, { issueDate: '2026-02-09' });
    expect(refusal(early)).toBe('409 issue-date-before-last');
    expect(early.body.lastDate).toBe('2026-02-10');
    expect(refusal(await api.post(`/api/v1/invoices/${first.id}/issue`, { issueDate: '2026-02-11' }))).toBe(
      '400 issue-date-in-future',
    );
    const old = must(await api.post(`/api/v1/invoices/${first.id}/issue`, { issueDate: '2025-12-30' }), 200);
    expect(old).toMatchObject({ number: 'INV-2025-0001', issueDate: '2025-12-30' });
    const second = await draft();
    expect(refusal(await api.post(`/api/v1/invoices/${second.id}/issue`, { issueDate: '2025-12-29' }))).toBe(
      '409 issue-date-before-last',
    );
    expect(
      must(await api.post(`/api/v1/invoices/${second.id}/issue`, { issueDate: '2025-12-30' }), 200).number,
    ).toBe('INV-2025-0002');
  });

  it('over nothing is not issued', async () => {
    const { api } = world;
    const customer = await world.customer();
    const lines = [{ description: 'Gift', quantity: '1', unitPrice: '0' }];
    const draft = must(
      await api.post('/api/v1/invoices', { customerId: customer.id, currency: 'EUR', lines }),
      201,
    );
    expect(refusal(await api.post(`/api/v1/invoices/${draft.id}/issue`))).toBe('409 nothing-to-invoice');
  });
});
