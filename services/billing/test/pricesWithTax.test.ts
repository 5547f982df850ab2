import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { must, refusal, startWorld, type World } from './support/world.js';

describe('prices that have the tax in them', () => {
  let world: World;
  let customer: any;
  beforeAll(async () => {
    world = await startWorld();
    customer = await world.customer();
  });
  afterAll(() => world.stop());

  const draft = async (lines: unknown[], more: object = {}) =>
    must(
      await world.api.post('/api/v1/invoices', { customerId: customer.id, currency: 'EUR', lines, ...more }),
      201,
    );
  const issue = async ({ id }: { id: string }) =>
    must(await world.api.post(`/api/v1/invoices/${id}/issue`), 200);
  const credit = async (id: string, lines?: unknown[]) =>
    must(
      await world.api.post(`/api/v1/invoices/${id}/credit-notes`, {
        reason: 'Less',
        ...(lines && { lines }),
      }),
      201,
    );

  it('a milestone’s draft keeps what was agreed while only its words change', async () => {
    const { api, projects } = world;
    const project = projects.project(customer.id);
    const milestone = projects.milestone(project, { expectedAmount: '353.90' });
    const body = { customerId: customer.id, currency: 'EUR', milestoneId: milestone.id, taxRate: '19' };
    const { id } = must(await api.post('/api/v1/invoices', body), 201);
    const path = `/api/v1/invoices/${id}`;
    const totals = { net: '297.39', tax: '56.51', gross: '353.90' };
    const found = must(await api.get(path), 200);
    expect(found).toMatchObject({
      lines: [{ quantity: '1', unitPrice: '353.90', priceIncludesTax: true, net: '297.39' }],
      warnings: [],
      totals,
    });
    const [line] = found.lines.map(({ no, net, credited, ...input }: any) => input);
    const changed = must(await api.patch(path, { lines: [{ ...line, description: 'Advance' }] }), 200);
    expect(changed).toMatchObject({ lines: [{ description: 'Advance', priceIncludesTax: true }], totals });
    // Also for who does not know of prices with tax, and sends back what it does know.
    const { priceIncludesTax, ...known } = line;
    const again = must(await api.patch(path, { lines: [{ ...known, description: 'Down payment' }] }), 200);
    expect(again).toMatchObject({ lines: [{ description: 'Down payment' }], warnings: [], totals });
    // Other quantities and prices that come to the same.
    const two = [{ ...line, quantity: '2', unitPrice: '176.95' }];
    expect(must(await api.patch(path, { lines: two }), 200)).toMatchObject({ warnings: [], totals });
    // Who says that it is before tax is believed.
    const before = must(await api.patch(path, { lines: [{ ...two[0], priceIncludesTax: false }] }), 200);
    expect(before).toMatchObject({
      totals: { net: '353.90', gross: '421.14' },
      warnings: [{ code: 'differs-from-milestone', expected: '353.90', actual: '421.14' }],
    });
    must(await api.patch(path, { lines: two }), 200);
    must(await api.patch(path, { lines: [line] }), 200);

    const issued = await issue({ id });
    expect(issued).toMatchObject({ totals, taxes: [{ taxRate: '19', taxable: '297.39', tax: '56.51' }] });
    expect(issued).not.toHaveProperty('warnings');
    const [event] = (await world.said('billing.invoice-issued.v1')).slice(-1);
    expect(event?.data.lines).toMatchObject([{ unitPrice: '353.90', priceIncludesTax: true }]);
    const note = await credit(id);
    expect(note).toMatchObject({ lines: [{ unitPrice: '353.90', priceIncludesTax: true }], totals });
    expect((await api.get(`/api/v1/credit-notes/${note.id}/pdf`)).status).toBe(200);
  });

  it('stand beside prices before tax, at one rate and at several, and are credited line by line', async () => {
    const invoice = await issue(
      await draft([
        {
          description: 'As agreed',
          quantity: '1',
          unitPrice: '353.90',
          taxRate: '19',
          priceIncludesTax: true,
        },
        { description: 'Hours', quantity: '1.5', unitPrice: '66.67', taxRate: '19' },
        { description: 'Book', quantity: '3', unitPrice: '3.57', taxRate: '7', priceIncludesTax: true },
      ]),
    );
    expect(invoice).toMatchObject({
      lines: [{ net: '297.39' }, { net: '100.01' }, { net: '10.01' }],
      taxes: [
        { taxRate: '7', taxable: '10.01', tax: '0.70' },
        { taxRate: '19', taxable: '397.40', tax: '75.51' },
      ],
      totals: { net: '407.41', tax: '76.21', gross: '483.62' },
    });
    const first = await credit(invoice.id, [{ lineNo: 1, amount: '297.39' }]);
    expect(first.totals).toEqual({ net: '297.39', tax: '56.51', gross: '353.90' });
    await credit(invoice.id, [{ lineNo: 3, amount: '5.00' }]);
    const rest = await credit(invoice.id);
    expect(rest.lines.map(({ net }: any) => net)).toEqual(['100.01', '5.01']);
    expect(must(await world.api.get(`/api/v1/invoices/${invoice.id}`), 200)).toMatchObject({
      paymentStatus: 'CREDITED',
      totals: { credited: '483.62', due: '0.00' },
    });
  });

  it('round to the currency: yen, dinars', async () => {
    const line = { description: 'x', quantity: '1', taxRate: '10', priceIncludesTax: true };
    const yen = await issue(await draft([{ ...line, unitPrice: '354' }], { currency: 'JPY' }));
    expect(yen.totals).toMatchObject({ net: '322', tax: '32', gross: '354' });
    const dinars = await issue(
      await draft([{ ...line, quantity: '0.5', unitPrice: '10.001' }], { currency: 'KWD' }),
    );
    expect(dinars.totals).toMatchObject({ net: '4.546', tax: '0.455', gross: '5.001' });
  });

  it('are offered in quotes as in invoices', async () => {
    const { api } = world;
    const line = { description: 'All in', quantity: '1', unitPrice: '353.90', taxRate: '19' };
    const body = { customerId: customer.id, title: 'Offer', currency: 'EUR' };
    const quote = must(
      await api.post('/api/v1/quotes', { ...body, lines: [{ ...line, priceIncludesTax: true }] }),
      201,
    );
    const totals = { net: '297.39', tax: '56.51', gross: '353.90' };
    expect(quote).toMatchObject({ lines: [{ priceIncludesTax: true, net: '297.39' }], totals });
    const path = `/api/v1/quotes/${quote.id}`;
    expect(must(await api.patch(path, { title: 'Offer 2' }), 200).totals).toEqual(totals);
    const changed = must(await api.patch(path, { lines: [{ ...line, description: 'Everything' }] }), 200);
    expect(changed).toMatchObject({ lines: [{ priceIncludesTax: true }], totals });
    const sent = must(await api.post(`${path}/send`), 200);
    expect(sent).toMatchObject({ lines: [{ priceIncludesTax: true }], totals });
  });

  it('have rates of up to three decimals, in their plainest form everywhere', async () => {
    const line = { description: 'x', quantity: '1', unitPrice: '100.00' };
    const rates = ['8.875', '19.60', 7, '07.500', '19.6'];
    const invoice = await issue(await draft(rates.map((taxRate) => ({ ...line, taxRate }))));
    expect(invoice.lines.map(({ taxRate }: any) => taxRate)).toEqual(['8.875', '19.6', '7', '7.5', '19.6']);
    expect(invoice.taxes).toEqual([
      { taxRate: '7', taxable: '100.00', tax: '7.00' },
      { taxRate: '7.5', taxable: '100.00', tax: '7.50' },
      { taxRate: '8.875', taxable: '100.00', tax: '8.88' },
      { taxRate: '19.6', taxable: '200.00', tax: '39.20' },
    ]);
    const note = await credit(invoice.id);
    expect(note.taxes).toEqual(invoice.taxes);
    const journal = must(await world.api.get(`/api/v1/journal?documentId=${invoice.id}`), 200).items;
    expect(journal.flatMap(({ taxRate }: any) => taxRate ?? []).sort()).toEqual([
      '19.6',
      '7',
      '7.5',
      '8.875',
    ]);
    const refused = [
      { ...line, taxRate: '8.8755' },
      { ...line, taxRate: '100.001' },
    ];
    for (const each of refused) {
      const body = { customerId: customer.id, currency: 'EUR', lines: [each] };
      expect(refusal(await world.api.post('/api/v1/invoices', body))).toBe('400 invalid-request');
    }
  });
});
