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
    const { customerName, createdAt, updatedAt, ...state } = invoice;
    expect(event).toMatchObject({ subject: invoice.id, version: 2 });
    expect(event?.data).toEqual(state);
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
    expect(must(await api.post(`/api/v1/invoices/${taxed.id}/issue`), 200).totals.gross).toBe('1000.02');
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
