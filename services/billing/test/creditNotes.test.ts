import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { must, refusal, startWorld, type World } from './support/world.js';

describe('a credit note takes an invoice back', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const lines = [
    { description: 'Hours', quantity: '10', unitPrice: '100.00', taxRate: '19' },
    { description: 'Travel', quantity: '1', unitPrice: '33.33', taxRate: '7' },
  ];

  it('line by line, never more than is left, until nothing is left', async () => {
    const { api } = world;
    const customer = await world.customer();
    const invoice = await world.invoice(customer.id, '0', { lines });
    expect(invoice.totals).toMatchObject({ net: '1033.33', tax: '192.33', gross: '1225.66' });
    const path = `/api/v1/invoices/${invoice.id}/credit-notes`;
    const first = must(
      await api.post(path, { reason: 'Two hours less', lines: [{ lineNo: 1, amount: '200.00' }] }),
      201,
    );
    expect(first).toMatchObject({
      number: 'CRN-2026-0001',
      status: 'ISSUED',
      invoiceId: invoice.id,
      invoiceNumber: invoice.number,
      reason: 'Two hours less',
      seller: invoice.seller,
      buyer: invoice.buyer,
      lines: [
        { no: 1, description: 'Hours', quantity: '1', unitPrice: '200.00', taxRate: '19', net: '200.00' },
      ],
      taxes: [{ taxRate: '19', taxable: '200.00', tax: '38.00' }],
      totals: { net: '200.00', tax: '38.00', gross: '238.00' },
    });
    expect(must(await api.get(`/api/v1/credit-notes/${first.id}`), 200)).toEqual(first);
    expect(must(await api.get(`/api/v1/invoices/${invoice.id}`), 200)).toMatchObject({
      version: 3,
      paymentStatus: 'UNPAID',
      totals: { credited: '238.00', due: '987.66' },
      lines: [{ credited: '200.00' }, { credited: '0.00' }],
    });

    const refused = await api.post(path, { reason: 'Too much', lines: [{ lineNo: 1, amount: '800.01' }] });
    expect(refusal(refused)).toBe('409 credit-exceeds-invoice');
    expect(refused.body).toMatchObject({ lineNo: 1, left: '800.00' });
    expect(refusal(await api.post(path, { reason: 'No', lines: [{ lineNo: 3, amount: '1' }] }))).toBe(
      '400 line-unknown',
    );
    const twice = [
      { lineNo: 1, amount: '1' },
      { lineNo: 1, amount: '1' },
    ];
    expect(refusal(await api.post(path, { reason: 'No', lines: twice }))).toBe('400 line-repeated');

    const rest = must(await api.post(path, { reason: 'All of it' }), 201);
    expect(rest.totals).toEqual({ net: '833.33', tax: '154.33', gross: '987.66' });
    expect(must(await api.get(`/api/v1/invoices/${invoice.id}`), 200)).toMatchObject({
      paymentStatus: 'CREDITED',
      totals: { due: '0.00' },
    });
    expect(refusal(await api.post(path, { reason: 'More' }))).toBe('409 credit-exceeds-invoice');

    const page = must(await api.get(`/api/v1/credit-notes?invoiceId=${invoice.id}`), 200);
    expect(page.items.map((item: any) => item.number)).toEqual([rest.number, first.number]);
    expect(page.items[0]).toMatchObject({ project: null, milestone: null });
    expect(must(await api.get(`/api/v1/credit-notes/${first.id}/history`), 200).items).toMatchObject([
      { action: 'createCreditNote', by: { kind: 'user' } },
    ]);
    const [event] = await world.said('billing.credit-note-issued.v1');
    const { customerName, released, ...state } = first;
    expect(event?.data).toEqual(state);
  });

  it('and what was paid of it becomes the customer’s credit, taken from the latest receipt first', async () => {
    const { api, projects } = world;
    const customer = await world.customer();
    const project = projects.project(customer.id);
    const invoice = await world.invoice(customer.id, '100.00', { projectId: project.id });
    const settle = (amount: string) => ({ allocations: [{ invoiceId: invoice.id, amount }] });
    const first = await world.receipt(customer.id, '60.00', settle('60.00'));
    world.clock.today = '2026-02-11';
    const second = await world.receipt(customer.id, '30.00', settle('30.00'));
    const path = `/api/v1/invoices/${invoice.id}/credit-notes`;

    // Ten were still due: crediting 50 gives 40 back, 30 of the second receipt and 10 of the first.
    const note = must(
      await api.post(path, { reason: 'Half of it', lines: [{ lineNo: 1, amount: '50.00' }] }),
      201,
    );
    expect(must(await api.get(`/api/v1/invoices/${invoice.id}`), 200)).toMatchObject({
      paymentStatus: 'PAID',
      totals: { gross: '100.00', credited: '50.00', paid: '50.00', due: '0.00' },
    });
    expect(must(await api.get(`/api/v1/receipts/${second.id}`), 200)).toMatchObject({
      version: 3,
      amount: '30.00',
      allocated: '0.00',
      unallocated: '30.00',
      allocations: [],
      projectShares: [],
    });
    expect(must(await api.get(`/api/v1/receipts/${first.id}`), 200)).toMatchObject({
      allocated: '50.00',
      unallocated: '10.00',
      projectShares: [{ projectId: project.id, milestoneId: null, amount: '50.00' }],
    });
    const credit = must(await api.get(`/api/v1/customers/${customer.id}/credit`), 200);
    expect(credit.credits).toEqual([{ currency: 'EUR', amount: '40.00', tied: '0.00', free: '40.00' }]);
    const [ledger] = await world.database.query(
      'SELECT invoiced_minor, received_minor FROM project_ledger WHERE project_id = $1',
      [project.id],
    );
    expect(ledger).toEqual({ invoiced_minor: 5000n, received_minor: 5000n });

    const journal = must(await api.get(`/api/v1/journal?documentId=${note.id}`), 200).items;
    expect(journal.map((line: any) => [line.account, line.debit, line.credit, line.receiptNumber])).toEqual([
      ['REVENUE', '50.00', '0.00', null],
      ['RECEIVABLE', '0.00', '10.00', null],
      ['CUSTOMER_ADVANCES', '0.00', '30.00', second.number],
      ['CUSTOMER_ADVANCES', '0.00', '10.00', first.number],
    ]);

    const released = [
      { receiptId: second.id, receiptNumber: second.number, amount: '30.00' },
      { receiptId: first.id, receiptNumber: first.number, amount: '10.00' },
    ];
    expect(note.released).toEqual(released);
    expect(must(await api.get(`/api/v1/credit-notes/${note.id}`), 200)).toEqual(note);

    // The credit pays the next invoice.
    const next = await world.invoice(customer.id, '25.00');
    must(
      await api.post(`/api/v1/receipts/${second.id}/allocations`, { invoiceId: next.id, amount: '25.00' }),
      201,
    );
    expect(must(await api.get(`/api/v1/invoices/${next.id}`), 200).paymentStatus).toBe('PAID');
    must(await api.post(`/api/v1/receipts/${first.id}/reverse`, { reason: 'Bounced' }), 200);
    expect(must(await api.get(`/api/v1/invoices/${invoice.id}`), 200)).toMatchObject({
      paymentStatus: 'UNPAID',
      totals: { due: '50.00' },
    });
  });

  it('but not of a draft', async () => {
    const customer = await world.customer();
    const draft = must(
      await world.api.post('/api/v1/invoices', { customerId: customer.id, currency: 'EUR', lines }),
      201,
    );
    expect(refusal(await world.api.post(`/api/v1/invoices/${draft.id}/credit-notes`, { reason: 'No' }))).toBe(
      '409 document-not-issued',
    );
  });
});
