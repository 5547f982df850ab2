import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { must, startWorld, type World } from './support/world.js';

describe('what deserves a second look, though it forbids nothing', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const get = async (path: string) => must(await world.api.get(`/api/v1${path}`), 200);
  const post = async (path: string, body: unknown, status = 201) =>
    must(await world.api.post(`/api/v1${path}`, body), status);

  it('a receipt over more than its milestone still expects', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const milestone = world.projects.milestone(project, { expectedAmount: '600.00' });
    const draft = (amount: string) =>
      post('/receipts', {
        ...{ customerId: customer.id, currency: 'EUR', amount, paymentDate: '2026-02-09' },
        milestoneId: milestone.id,
      });
    const codes = ({ warnings }: any) =>
      warnings.map(({ code, expected, actual }: any) => [code, expected, actual].join(' '));
    expect(codes(await draft('600.00'))).toEqual([]);
    const whole = await draft('1000.00');
    expect(codes(whole)).toEqual(['exceeds-milestone 600.00 1000.00']);
    expect(codes(await post(`/receipts/${whole.id}/issue?dryRun=true`, {}, 200))).toEqual(codes(whole));
    const part = await draft('400.00');
    expect(codes(await post(`/receipts/${part.id}/issue?dryRun=true`, {}, 200))).toEqual([]);
    await post(`/receipts/${part.id}/issue`, {}, 200);
    const rest = await draft('200.01');
    expect(codes(rest)).toEqual(['exceeds-milestone 200.00 200.01']);
    expect(codes(await draft('200.00'))).toEqual([]);
    // What settles the milestone's invoice counts the same, once.
    const invoice = await world.invoice(customer.id, '150.00', { milestoneId: milestone.id });
    const paying = await post('/receipts', {
      ...{ customerId: customer.id, currency: 'EUR', amount: '150.00', paymentDate: '2026-02-09' },
      ...{ milestoneId: milestone.id, allocations: [{ invoiceId: invoice.id, amount: '150.00' }] },
    });
    expect(codes(await post(`/receipts/${paying.id}/issue?dryRun=true`, {}, 200))).toEqual([]);
    await post(`/receipts/${paying.id}/issue`, {}, 200);
    expect(codes(await draft('50.01'))).toEqual(['exceeds-milestone 50.00 50.01']);
  });

  it('a receipt that repeats another’s reference and amount', async () => {
    const customer = await world.customer();
    const other = await world.customer({ name: 'Client B' });
    const draft = (more: object = {}) =>
      post('/receipts', {
        ...{ customerId: customer.id, currency: 'EUR', amount: '100.00', paymentDate: '2026-02-09' },
        reference: 'RF18 5390 0754',
        ...more,
      });
    const issued = await post(`/receipts/${(await draft()).id}/issue`, {}, 200);
    const warning = { code: 'receipt-repeated', recordId: issued.id, recordNumber: issued.number };
    // However it is spaced and written.
    const again = await draft({ reference: 'rf1853900754' });
    expect(again.warnings).toMatchObject([warning]);
    expect((await get(`/receipts/${again.id}`)).warnings).toEqual(again.warnings);
    const preview = await post(`/receipts/${again.id}/issue?dryRun=true`, {}, 200);
    expect(preview.warnings).toEqual(again.warnings);
    const changed = must(
      await world.api.patch(`/api/v1/receipts/${again.id}`, { reference: 'RF18 5390 0755' }),
      200,
    );
    expect(changed.warnings).toEqual([]);
    for (const more of [
      { amount: '100.01' },
      { reference: null },
      { customerId: other.id },
      { currency: 'USD' },
    ])
      expect((await draft(more)).warnings).toEqual([]);
    // Nor does it matter which form of Unicode is used, whether accents are typed, or what nobody sees.
    const typed = await draft({ amount: '8.00', reference: 'Acompte Février 2' });
    for (const reference of [
      'ACOMPTE FE\u0301VRIER 2',
      'acompte\u00a0fevrier\u200b  2',
      'Ａcompte Février ２',
    ])
      expect((await draft({ amount: '8.00', reference })).warnings).toContainEqual(
        expect.objectContaining({ code: 'receipt-repeated', recordId: typed.id }),
      );
    expect((await draft({ amount: '8.00', reference: 'Acompte Février 3' })).warnings).toEqual([]);
    // The longest reference of the widest letters.
    const widest = { amount: '9.00', reference: '\ufdfa'.repeat(200) };
    await draft(widest);
    expect((await draft(widest)).warnings).toHaveLength(1);
    // What was reversed is not a second payment; a draft may be.
    must(await world.api.post(`/api/v1/receipts/${issued.id}/reverse`, { reason: 'Bounced' }), 200);
    const first = await draft({ amount: '7.00' });
    expect((await draft()).warnings).toEqual([]);
    expect((await draft({ amount: '7.00' })).warnings).toMatchObject([{ recordId: first.id }]);
  });

  it('a customer that repeats another’s name and e-mail, unless the other is not the caller’s to see', async () => {
    const first = await world.customer({
      name: 'Twice Ltd',
      email: 'office@twice.example',
      securityLevel: 5,
    });
    expect(first.warnings).toBeUndefined();
    const second = await world.customer({ name: 'twice ltd', email: 'Office@twice.example' });
    expect(second.warnings).toMatchObject([{ code: 'customer-repeated', recordId: first.id }]);
    expect((await get(`/customers/${second.id}`)).warnings).toEqual(second.warnings);
    const below = await world.as({ permissions: 'all', clearance: 0 });
    expect(must(await below.get(`/api/v1/customers/${second.id}`), 200).warnings).toBeUndefined();
    const moved = await world.api.patch(`/api/v1/customers/${second.id}`, { email: 'other@twice.example' });
    expect(must(moved, 200).warnings).toBeUndefined();
    const [event] = (await world.said('billing.customer-updated.v1')).slice(-1);
    expect(event?.data).not.toHaveProperty('warnings');
  });

  it('a customer whose e-mail address is another spelling of the same', async () => {
    const first = await world.customer({ name: 'Spelled', email: 'post@spelled-müller.example' });
    const second = await world.customer({ name: 'Spelled', email: 'Post@xn--spelled-mller-4ob.example' });
    expect(second).toMatchObject({
      email: 'Post@xn--spelled-mller-4ob.example',
      warnings: [{ code: 'customer-repeated', recordId: first.id }],
    });
  });

  it('a customer whose name is only typed in another way', async () => {
    const email = 'buero@cafe-muller.example';
    const first = await world.customer({ name: 'Café Müller  GmbH', email });
    for (const name of ['Cafe\u0301 Mu\u0308ller GmbH', 'CAFE MULLER GMBH', 'Café\u00a0Müller \u200bGmbH'])
      expect((await world.customer({ name, email: 'Buero@Cafe-Muller.example' })).warnings).toContainEqual(
        expect.objectContaining({ code: 'customer-repeated', recordId: first.id }),
      );
    for (const other of [
      { name: 'Café Müllers GmbH', email },
      { name: 'Café Müller GmbH', email: 'info@cafe-muller.example' },
    ])
      expect((await world.customer(other)).warnings).toBeUndefined();
  });

  it('an order below its quote, while the project keeps the quote’s budget', async () => {
    const customer = await world.customer();
    const lines = [{ description: 'All', quantity: '1', unitPrice: '8000.00' }];
    const quote = await post('/quotes', { customerId: customer.id, currency: 'EUR', title: 'T', lines });
    await post(`/quotes/${quote.id}/send`, {}, 200);
    const order = await post(`/quotes/${quote.id}/approve`, { cpoNumber: 'PO-1', amount: '7500.00' }, 200);
    const warning = { code: 'order-below-quote', expected: '8000.00', actual: '7500.00', recordId: quote.id };
    expect(order.warnings).toMatchObject([warning]);
    const project = world.projects.project(customer.id, { budgetTotal: '8000.00', quoteId: quote.id });
    // Billing learns of the project, and with it of the order's.
    await world.invoice(customer.id, '10.00', { projectId: project.id });
    expect(await get(`/cpos/${order.id}`)).toMatchObject({ projectId: project.id, warnings: [warning] });
    expect((await get(`/cpos?projectId=${project.id}`)).items).toMatchObject([{ warnings: [warning] }]);
    // The rest was ordered apart: all of the budget is ordered now.
    const rest = { customerId: customer.id, currency: 'EUR', projectId: project.id };
    const second = await post('/cpos', { ...rest, number: 'PO-2', amount: '500.00' });
    expect(second.warnings).toEqual([]);
    expect((await get(`/cpos/${order.id}`)).warnings).toEqual([]);
    await post(`/cpos/${second.id}/cancel`, { reason: 'Mistake' }, 200);
    expect((await get(`/cpos/${order.id}`)).warnings).toMatchObject([warning]);
    // The order is raised to the quote.
    await post(`/cpos/${order.id}/versions`, { amount: '8000.00', reason: 'As offered' });
    must(await world.api.post(`/api/v1/cpos/${order.id}/versions/2/approve`, {}), 200);
    expect((await get(`/cpos/${order.id}`)).warnings).toEqual([]);
  });

  it('an invoice of more than is left of its order, also when the order became less', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const where = { customerId: customer.id, currency: 'EUR', projectId: project.id };
    const order = await post('/cpos', { ...where, number: 'PO-9', amount: '1000.00' });
    const lines = [{ description: 'Work', quantity: '1', unitPrice: '600.00' }];
    await world.invoice(customer.id, '400.00', { projectId: project.id });
    const draft = await post('/invoices', { ...where, lines });
    expect(draft).toMatchObject({ cpoId: order.id, warnings: [] });
    await post(`/cpos/${order.id}/versions`, { amount: '900.00', reason: 'Less' });
    must(await world.api.post(`/api/v1/cpos/${order.id}/versions/2/approve`, {}), 200);
    const warning = { code: 'exceeds-order', expected: '500.00', actual: '600.00', recordNumber: 'PO-9' };
    expect((await get(`/invoices/${draft.id}`)).warnings).toMatchObject([warning]);
    const preview = await post(`/invoices/${draft.id}/issue?dryRun=true`, {}, 200);
    expect(preview.warnings).toMatchObject([warning]);
  });
});
