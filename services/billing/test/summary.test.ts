import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BillingSummary } from '@closeout/contracts/http/billing';
import type { Permission } from '@closeout/contracts/permissions';
import { must, startWorld, type World } from './support/world.js';

describe('What waits in billing', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ today: '2026-02-10' });
  });
  afterAll(() => world.stop());

  const summaryFor = async (
    permissions: readonly Permission[] | 'all',
    clearance = 9,
  ): Promise<BillingSummary> =>
    must(await (await world.as({ permissions, clearance })).get('/api/v1/billing/summary'), 200);
  const codes = ({ waiting }: BillingSummary) => waiting.map(({ code }) => code);
  const line = ({ waiting }: BillingSummary, code: string) => waiting.find((one) => one.code === code);

  it('is nothing where there is nothing', async () => {
    expect(await summaryFor('all')).toEqual({ today: '2026-02-10', waiting: [], months: [] });
  });

  it('is told with count and amounts, each currency by itself, the longest waiting first', async () => {
    const customer = await world.customer({ name: 'Client A', paymentTermsDays: 10 });
    const japan = await world.customer({ name: 'Client J', email: 'j@client.example', currency: 'JPY' });
    world.clock.today = '2026-01-05';
    await world.invoice(customer.id, '1000.00');
    world.clock.today = '2026-02-10';
    await world.invoice(customer.id, '400.00', { dueDate: '2026-02-09' });
    await world.invoice(japan.id, '5000', { currency: 'JPY', dueDate: '2026-02-01' });
    await world.invoice(customer.id, '70.00', { dueDate: '2026-03-01' });
    await world.receipt(customer.id, '300.00');
    const summary = await summaryFor('all');
    expect(line(summary, 'invoices-overdue')).toMatchObject({
      count: 3,
      hours: null,
      amounts: [
        { currency: 'EUR', amount: '1400.00' },
        { currency: 'JPY', amount: '5000' },
      ],
      records: [
        { number: 'INV-2026-0001', title: 'Client A', amount: '1000.00', since: '2026-01-15' },
        { number: 'INV-2026-0003', title: 'Client J', amount: '5000', since: '2026-02-01' },
        { number: 'INV-2026-0002', title: 'Client A', amount: '400.00', since: '2026-02-09' },
      ],
    });
    expect(line(summary, 'receipts-to-allocate')).toMatchObject({
      count: 1,
      amounts: [{ amount: '300.00' }],
    });
    expect(summary.months).toEqual([
      { month: '2026-01', currency: 'EUR', invoiced: '1000.00', received: '0.00', overdue: '1000.00' },
      { month: '2026-02', currency: 'EUR', invoiced: '470.00', received: '300.00', overdue: '400.00' },
      { month: '2026-02', currency: 'JPY', invoiced: '5000', received: '0', overdue: '5000' },
    ]);
  });

  it('names receipts with money left whether they name a project or not, but not what a closure has settled', async () => {
    const customer = await world.customer({ name: 'Client P' });
    const project = world.projects.project(customer.id);
    const receipt = await world.receipt(customer.id, '80.00', { projectId: project.id });
    const names = async () =>
      line(await summaryFor(['receipts.view', 'receipts.issue']), 'receipts-to-allocate')?.records.map(
        ({ number }) => number,
      );
    expect(await names()).toContain(receipt.number);
    await world.database.query(
      "UPDATE project_ledger SET status = 'FINALIZED', closure_id = gen_random_uuid(), closure_version = 9 WHERE project_id = $1",
      [project.id],
    );
    expect(await names()).not.toContain(receipt.number);
    await world.database.query(
      "UPDATE project_ledger SET status = 'ACTIVE', closure_id = NULL, closure_version = NULL WHERE project_id = $1",
      [project.id],
    );
    must(await world.api.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Bounced' }), 200);
  });

  it('counts what is overdue for longer than the months go back in the first of them', async () => {
    world.clock.today = '2026-11-10';
    const { months } = await summaryFor('all');
    expect(months.filter(({ currency }) => currency === 'EUR')).toEqual([
      { month: '2026-05', currency: 'EUR', invoiced: '0.00', received: '0.00', overdue: '1470.00' },
    ]);
    world.clock.today = '2026-02-10';
  });

  it('takes what was refunded off the month in which it went back, and off what waits to be allocated', async () => {
    const customer = await world.customer({ name: 'Client R', email: 'r@client.example', currency: 'SEK' });
    const receipt = await world.receipt(customer.id, '90.00', { currency: 'SEK', paymentDate: '2026-01-20' });
    const path = `/api/v1/receipts/${receipt.id}/refunds`;
    must(await world.api.post(path, { amount: '30.00', refundDate: '2026-01-25', reason: 'Too much' }), 201);
    const kronor = async () => {
      const summary = await summaryFor('all');
      const waiting = line(summary, 'receipts-to-allocate')?.amounts ?? [];
      return {
        waiting: waiting.find(({ currency }) => currency === 'SEK')?.amount,
        received: summary.months
          .filter(({ currency }) => currency === 'SEK')
          .map(({ month, received }) => `${month} ${received}`),
      };
    };
    expect(await kronor()).toEqual({ waiting: '60.00', received: ['2026-01 60.00'] });
    must(await world.api.post(path, { amount: '60.00', refundDate: '2026-02-02', reason: 'All' }), 201);
    expect(await kronor()).toEqual({ received: ['2026-01 60.00', '2026-02 -60.00'] });
  });

  it('is only what one may do something about, and see', async () => {
    expect(codes(await summaryFor(['invoices.view', 'receipts.view']))).toEqual([]);
    expect(codes(await summaryFor(['receipts.view', 'receipts.issue']))).toEqual(['receipts-to-allocate']);
    const { months } = await summaryFor(['receipts.view']);
    expect(months.find(({ month, currency }) => month === '2026-02' && currency === 'EUR')).toMatchObject({
      invoiced: null,
      received: '300.00',
      overdue: null,
    });
    expect((await summaryFor(['cpos.view'])).months).toEqual([]);
  });

  it('leaves out the customers above the reader’s clearance', async () => {
    const secret = await world.customer({ name: 'Client S', email: 's@client.example', securityLevel: 5 });
    await world.invoice(secret.id, '9000.00', { dueDate: '2026-02-01' });
    const amount = (summary: BillingSummary) =>
      line(summary, 'invoices-overdue')?.amounts.find(({ currency }) => currency === 'EUR')?.amount;
    expect(amount(await summaryFor('all', 5))).toBe('10400.00');
    const summary = await summaryFor('all', 4);
    expect(amount(summary)).toBe('1400.00');
    expect(line(summary, 'invoices-overdue')?.records.map(({ title }) => title)).not.toContain('Client S');
    expect(summary.months.find(({ month }) => month === '2026-02')?.invoiced).toBe('470.00');
  });

  it('is gone when it is done: paid, credited, reversed, issued, decided', async () => {
    const customer = await world.customer({ name: 'Client D', email: 'd@client.example' });
    const before = await summaryFor('all');
    const overdue = await world.invoice(customer.id, '50.00', { dueDate: '2026-02-01' });
    const draft = must(
      await world.api.post('/api/v1/invoices', {
        customerId: customer.id,
        currency: 'EUR',
        lines: [{ description: 'Work', quantity: '1', unitPrice: '60.00' }],
      }),
      201,
    );
    const quote = must(
      await world.api.post('/api/v1/quotes', {
        customerId: customer.id,
        currency: 'EUR',
        title: 'Network',
        lines: [{ description: 'Work', quantity: '1', unitPrice: '80.00' }],
      }),
      201,
    );
    const cpo = must(
      await world.api.post('/api/v1/cpos', {
        customerId: customer.id,
        number: 'PO-1',
        amount: '80.00',
        currency: 'EUR',
      }),
      201,
    );
    must(await world.api.post(`/api/v1/cpos/${cpo.id}/versions`, { amount: '90.00', reason: 'More' }), 201);
    const waiting = await summaryFor('all');
    expect(line(waiting, 'invoices-to-issue')?.records).toMatchObject([
      { id: draft.id, number: null, title: 'Client D' },
    ]);
    expect(codes(waiting)).toEqual([
      'invoices-to-issue',
      'invoices-overdue',
      'receipts-to-allocate',
      'orders-to-decide',
      'quotes-to-send',
    ]);
    await world.receipt(customer.id, '50.00', { allocations: [{ invoiceId: overdue.id, amount: '50.00' }] });
    must(await world.api.delete(`/api/v1/invoices/${draft.id}`), 204);
    must(await world.api.post(`/api/v1/cpos/${cpo.id}/versions/2/approve`, {}), 200);
    must(await world.api.post(`/api/v1/quotes/${quote.id}/send`, {}), 200);
    const after = await summaryFor('all');
    expect(line(after, 'quotes-unanswered')).toMatchObject({ count: 1, amounts: [{ amount: '80.00' }] });
    expect(after.waiting.filter(({ code }) => code !== 'quotes-unanswered')).toEqual(before.waiting);
  });

  it('does not wait for a word on orders whose project agrees all the same, or is finalized', async () => {
    const customer = await world.customer({ name: 'Client O' });
    const project = world.projects.project(customer.id);
    const body = { customerId: customer.id, projectId: project.id, currency: 'EUR' };
    const [first, second] = [
      must(await world.api.post('/api/v1/cpos', { ...body, number: 'PO-O-1', amount: '1000.00' }), 201),
      must(await world.api.post('/api/v1/cpos', { ...body, number: 'PO-O-2', amount: '500.00' }), 201),
    ];
    const waiting = async () =>
      line(await summaryFor(['cpos.view', 'cpos.manage']), 'mismatches-to-report')?.records.map(
        ({ number }) => number,
      ) ?? [];
    const invoice = await world.invoice(customer.id, '1500.00', { projectId: project.id, cpoId: first.id });
    for (const { id } of [first, second]) must(await world.api.post(`/api/v1/cpos/${id}/finalize`), 200);
    expect((await waiting()).sort()).toEqual(['PO-O-1', 'PO-O-2']);
    await world.receipt(customer.id, '1500.00', {
      ...{ projectId: project.id, allocations: [{ invoiceId: invoice.id, amount: '1500.00' }] },
    });
    expect(await waiting()).toEqual([]);
    const late = must(
      await world.api.post('/api/v1/cpos', { ...body, number: 'PO-O-3', amount: '70.00' }),
      201,
    );
    must(await world.api.post(`/api/v1/cpos/${late.id}/finalize`), 200);
    expect(await waiting()).toContain('PO-O-3');
    await world.database.query("UPDATE project_ledger SET status = 'FINALIZED' WHERE project_id = $1", [
      project.id,
    ]);
    expect(await waiting()).toEqual([]);
  });
});
