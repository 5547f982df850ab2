import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { must, refusal, startWorld, type World } from './support/world.js';

const lines = [{ description: 'Work', quantity: '1', unitPrice: '100.00' }];
const lock = '/api/v1/journal/lock';

describe('a locked period', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ replicas: 2 });
  });
  afterAll(() => world.stop());

  const draft = async (customerId: string): Promise<any> =>
    must(await world.api.post('/api/v1/invoices', { customerId, currency: 'EUR', lines }), 201);
  const lockThrough = async (through: string | null) => must(await world.api.put(lock, { through }), 200);

  it('takes no invoice: neither of last year, nor of its last day', async () => {
    expect(must(await world.api.get(lock), 200)).toEqual({ version: 1, through: null, changes: [] });
    const customer = await world.customer();
    await lockThrough('2025-12-31');
    const { id } = await draft(customer.id);
    const issue = (issueDate: string) => world.api.post(`/api/v1/invoices/${id}/issue`, { issueDate });
    for (const day of ['2025-03-01', '2025-12-31', '2000-01-01']) {
      const reply = await issue(day);
      expect(refusal(reply)).toBe('409 period-closed');
      expect(reply.body.through).toBe('2025-12-31');
    }
    expect(refusal(await issue('1999-12-31'))).toBe('400 invalid-request');
    expect(refusal(await issue('0001-01-01'))).toBe('400 invalid-request');
    expect(must(await issue('2026-01-01'), 200).number).toBe('INV-2026-0001');
    await lockThrough(null);
  });

  it('that includes today takes nothing at all, and no number is lost', async () => {
    const customer = await world.customer();
    const open = await world.invoice(customer.id, '100.00');
    const paid = await world.receipt(customer.id, '50.00');
    const body = { customerId: customer.id, currency: 'EUR', amount: '10.00', paymentDate: '2026-02-09' };
    const receipt = must(await world.api.post('/api/v1/receipts', body), 201);
    const invoice = await draft(customer.id);
    const attempts = async () =>
      Promise.all([
        world.api.post(`/api/v1/invoices/${invoice.id}/issue`),
        world.api.post(`/api/v1/invoices/${invoice.id}/issue?dryRun=true`),
        world.api.post(`/api/v1/receipts/${receipt.id}/issue`),
        world.api.post(`/api/v1/invoices/${open.id}/credit-notes`, { reason: 'Less' }),
        world.api.post(`/api/v1/receipts/${paid.id}/allocations`, { invoiceId: open.id, amount: '5.00' }),
        world.api.post(`/api/v1/receipts/${paid.id}/reverse`, { reason: 'Bounced' }),
      ]);
    const before = await world.database.query('SELECT * FROM journal_line ORDER BY no');
    await lockThrough('2026-02-10');
    for (const reply of await attempts()) {
      expect(refusal(reply)).toBe('409 period-closed');
      expect(reply.body.through).toBe('2026-02-10');
    }
    expect(await world.database.query('SELECT * FROM journal_line ORDER BY no')).toEqual(before);

    // The next day is open. What was paid before is booked on it; when it was paid stays told.
    world.clock.today = '2026-02-11';
    expect(must(await world.api.post(`/api/v1/receipts/${receipt.id}/issue`), 200)).toMatchObject({
      ...{ number: 'REC-2026-0002', issueDate: '2026-02-11', paymentDate: '2026-02-09' },
    });
    const booked = must(await world.api.get(`/api/v1/journal?receiptId=${receipt.id}`), 200).items;
    expect(booked.map((line: any) => [line.date, line.valueDate])).toEqual([
      ['2026-02-11', '2026-02-09'],
      ['2026-02-11', '2026-02-09'],
    ]);
    expect(must(await world.api.post(`/api/v1/invoices/${invoice.id}/issue`), 200).number).toBe(
      'INV-2026-0003',
    );
    world.clock.today = '2026-02-10';
    await lockThrough(null);
  });

  it('is set by those who may, through today at the latest, and who did it is known', async () => {
    const auditor = await world.as({ permissions: ['journal.view'] });
    expect(refusal(await auditor.put(lock, { through: '2025-12-31' }))).toBe('403 permission-missing');
    expect(refusal(await world.api.put(lock, { through: '2026-02-11' }))).toBe('400 lock-in-future');
    for (const through of ['1999-12-31', '2026-02-30', '', undefined])
      expect(refusal(await world.api.put(lock, { through }))).toBe('400 invalid-request');
    const { version } = await lockThrough('2026-01-31');
    expect(refusal(await world.api.put(lock, { through: null }, { 'if-match': `"${version - 1}"` }))).toBe(
      '412 stale-version',
    );
    // Opening it again is a change like any other.
    must(await world.api.put(lock, { through: '2025-12-31' }, { 'if-match': `"${version}"` }), 200);
    const told = must(await auditor.get(lock), 200);
    expect(told).toMatchObject({ through: '2025-12-31', version: version + 1 });
    expect(told.changes.slice(0, 2)).toMatchObject([
      { through: '2025-12-31', before: '2026-01-31', at: '2026-02-10T09:30:00.000Z', by: { kind: 'user' } },
      { through: '2026-01-31', before: null },
    ]);
    expect((await lockThrough('2025-12-31')).version).toBe(version + 1);
    await lockThrough(null);
  });

  it('is closed at one moment: what is posted at the same time was there before, or is refused', async () => {
    const customer = await world.customer();
    world.clock.today = '2026-02-12';
    for (let round = 0; round < 5; round += 1) {
      const drafts = await Promise.all(Array.from({ length: 12 }, () => draft(customer.id)));
      const issuing = drafts.map(({ id }, n) => world.replicas[n % 2]!.post(`/api/v1/invoices/${id}/issue`));
      const locked = await world.replicas[round % 2]!.put(lock, { through: '2026-02-12' });
      const [{ last }] = (await world.database.query('SELECT last_no AS last FROM journal')) as any;
      must(locked, 200);
      const replies = await Promise.all(issuing);
      for (const reply of replies) expect(['200 ', '409 period-closed']).toContain(refusal(reply));
      // Nothing came in after the lock was there.
      expect(await world.database.query('SELECT last_no AS last FROM journal')).toEqual([{ last }]);
      await lockThrough(null);
    }
  });
});

describe('today', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ timeZone: 'Asia/Tokyo', today: '2026-12-31' });
  });
  afterAll(() => world.stop());

  it('is the seller’s: in Tokyo the new year’s first invoice is issued while it is still old in London', async () => {
    const customer = await world.customer();
    world.clock.time = '14:59:59';
    const old = await world.invoice(customer.id, '10.00');
    expect(old).toMatchObject({ number: 'INV-2026-0001', issueDate: '2026-12-31', dueDate: '2027-01-30' });
    world.clock.time = '15:00:00';
    const fresh = await world.invoice(customer.id, '10.00');
    expect(fresh).toMatchObject({ number: 'INV-2027-0001', issueDate: '2027-01-01', dueDate: '2027-01-31' });
    const receipt = await world.receipt(customer.id, '5.00', { paymentDate: '2027-01-01' });
    expect(receipt).toMatchObject({ number: 'REC-2027-0001', issueDate: '2027-01-01' });
    const note = must(
      await world.api.post(`/api/v1/invoices/${fresh.id}/credit-notes`, { reason: 'Less' }),
      201,
    );
    expect(note).toMatchObject({ number: 'CRN-2027-0001', issueDate: '2027-01-01' });
    must(await world.api.put(lock, { through: '2027-01-01' }), 200);
    must(await world.api.put(lock, { through: null }), 200);
    expect(refusal(await world.api.put(lock, { through: '2027-01-02' }))).toBe('400 lock-in-future');
  });

  it('decides what is overdue', async () => {
    const overdue = async () => must(await world.api.get('/api/v1/invoices?overdue=true'), 200).items.length;
    const summary = async () => must(await world.api.get('/api/v1/billing/summary'), 200);
    const waits = async () => (await summary()).waiting.some(({ code }: any) => code === 'invoices-overdue');
    // One is due on 2027-01-30, which ends in Tokyo at 15:00 by UTC.
    world.clock.today = '2027-01-30';
    world.clock.time = '14:59:59';
    expect([await overdue(), await waits(), (await summary()).today]).toEqual([0, false, '2027-01-30']);
    world.clock.time = '15:00:00';
    expect([await overdue(), await waits(), (await summary()).today]).toEqual([1, true, '2027-01-31']);
  });
});
