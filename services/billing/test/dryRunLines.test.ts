import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { must, startWorld, type World } from './support/world.js';

describe('What a dry run says of the journal is what is posted then', () => {
  let world: World;
  let customer: any;
  let project: { projectId: string };
  beforeAll(async () => {
    world = await startWorld();
    customer = await world.customer();
    project = { projectId: world.projects.project(customer.id).id };
  });
  afterAll(() => world.stop());

  const post = async (path: string, body: unknown, status = 201) =>
    must(await world.api.post(`/api/v1${path}`, body), status);
  const lastNo = async (): Promise<number> => {
    const [row] = await world.database.query<{ no: bigint }>('SELECT last_no AS no FROM journal');
    return Number(row?.no);
  };

  /** Tries, then does; answers the lines as told and as posted in short: account, debit, credit. */
  async function triedAndDone(path: string, body: unknown, status = 201): Promise<string[]> {
    const before = await lastNo();
    const plan = await post(`${path}?dryRun=true`, body, 200);
    expect(await lastNo()).toBe(before);
    await post(path, body, status);
    const { items } = must(await world.api.get(`/api/v1/journal?after=${before}`), 200);
    const posted = items.map(({ account, debit, credit, currency, taxRate }: any) => ({
      ...{ account, debit, credit, currency, taxRate },
    }));
    expect(plan.journalLines).toEqual(posted);
    return posted.map(({ account, debit, credit }: any) => `${account} ${debit} ${credit}`);
  }

  const draftInvoice = (unitPrice: string) =>
    post('/invoices', {
      ...{ customerId: customer.id, currency: 'EUR', ...project },
      lines: [{ description: 'Work', quantity: '1', unitPrice, taxRate: '19' }],
    });
  const paid = (amount: string, more: object = {}) =>
    world.receipt(customer.id, amount, { ...project, ...more });

  it('when an invoice is issued, a receipt for it, and when both are taken back', async () => {
    const invoice = await draftInvoice('100.00');
    expect(await triedAndDone(`/invoices/${invoice.id}/issue`, {}, 200)).toEqual([
      'RECEIVABLE 119.00 0.00',
      'REVENUE 0.00 100.00',
      'VAT 0.00 19.00',
    ]);
    const receipt = await post('/receipts', {
      ...{ customerId: customer.id, currency: 'EUR', amount: '150.00', paymentDate: '2026-02-09' },
      ...{ ...project, allocations: [{ invoiceId: invoice.id, amount: '119.00' }] },
    });
    expect(await triedAndDone(`/receipts/${receipt.id}/issue`, {}, 200)).toEqual([
      'BANK 150.00 0.00',
      'RECEIVABLE 0.00 119.00',
      'CUSTOMER_ADVANCES 0.00 31.00',
    ]);
    const part = { reason: 'Less', lines: [{ lineNo: 1, amount: '10.00' }] };
    expect(await triedAndDone(`/invoices/${invoice.id}/credit-notes`, part)).toEqual([
      'REVENUE 10.00 0.00',
      'VAT 1.90 0.00',
      'CUSTOMER_ADVANCES 0.00 11.90',
    ]);
    expect(await triedAndDone(`/receipts/${receipt.id}/reverse`, { reason: 'Bounced' }, 200)).toEqual([
      'BANK 0.00 150.00',
      'RECEIVABLE 107.10 0.00',
      'CUSTOMER_ADVANCES 42.90 0.00',
    ]);
  });

  it('when what is left of a receipt is allocated, released and refunded', async () => {
    const receipt = await paid('500.00');
    const { id: invoiceId } = await draftInvoice('100.00');
    await post(`/invoices/${invoiceId}/issue`, {}, 200);
    const allocation = { invoiceId, amount: '50.00' };
    expect(await triedAndDone(`/receipts/${receipt.id}/allocations`, allocation)).toEqual([
      'CUSTOMER_ADVANCES 50.00 0.00',
      'RECEIVABLE 0.00 50.00',
    ]);
    const some = { amount: '100.00', reason: 'For the next project' };
    // Twice: what the first has posted is not told again.
    for (let time = 1; time <= 2; time++)
      expect(await triedAndDone(`/receipts/${receipt.id}/release`, some, 200)).toEqual([
        'CUSTOMER_ADVANCES 100.00 0.00',
        'CUSTOMER_ADVANCES 0.00 100.00',
      ]);
    const refund = { amount: '300.00', refundDate: '2026-02-10', reason: 'Paid too much' };
    expect(await triedAndDone(`/receipts/${receipt.id}/refunds`, refund)).toEqual([
      'CUSTOMER_ADVANCES 250.00 0.00',
      'CUSTOMER_ADVANCES 50.00 0.00',
      'BANK 0.00 250.00',
      'BANK 0.00 50.00',
    ]);
  });

  it('when a project, an invoice or a receipt is settled, and when there is nothing to settle', async () => {
    const settled = ['CUSTOMER_ADVANCES 119.00 0.00', 'RECEIVABLE 0.00 119.00'];
    const path = { project: '', invoice: '', receipt: '' };
    for (const what of ['project', 'invoice', 'receipt'] as const) {
      const own = { projectId: world.projects.project(customer.id).id };
      project = own;
      const receipt = await paid('300.00');
      const invoice = await draftInvoice('100.00');
      await post(`/invoices/${invoice.id}/issue`, {}, 200);
      path.project = `/billing/projects/${own.projectId}/settle`;
      path.invoice = `/invoices/${invoice.id}/settle`;
      path.receipt = `/receipts/${receipt.id}/settle`;
      expect(await triedAndDone(path[what], undefined, 200)).toEqual(settled);
    }
    expect(await triedAndDone(path.project, undefined, 200)).toEqual([]);
  });
});
