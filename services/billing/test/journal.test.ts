import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { must, startWorld, type World } from './support/world.js';

describe('the journal', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('has balanced lines of every issued document, in the order in which it was posted', async () => {
    const { api } = world;
    const customer = await world.customer();
    const lines = [{ description: 'Work', quantity: '1', unitPrice: '100.00', taxRate: '19' }];
    const invoice = await world.invoice(customer.id, '0', { lines });
    const receipt = await world.receipt(customer.id, '200.00', {
      allocations: [{ invoiceId: invoice.id, amount: '100.00' }],
    });
    must(
      await api.post(`/api/v1/receipts/${receipt.id}/allocations`, {
        invoiceId: invoice.id,
        amount: '19.00',
      }),
      201,
    );
    world.clock.today = '2026-02-12';
    const note = must(await api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, { reason: 'All' }), 201);
    const reversed = must(
      await api.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Bounced' }),
      200,
    );

    const { items } = must(await api.get('/api/v1/journal'), 200);
    const told = items.map(
      (line: any) =>
        `${line.date} ${line.documentKind} ${line.documentNumber} ${line.account} ${line.debit} ${line.credit}`,
    );
    expect(told).toEqual([
      `2026-02-10 INVOICE ${invoice.number} RECEIVABLE 119.00 0.00`,
      `2026-02-10 INVOICE ${invoice.number} REVENUE 0.00 100.00`,
      `2026-02-10 INVOICE ${invoice.number} VAT 0.00 19.00`,
      `2026-02-10 RECEIPT ${receipt.number} BANK 200.00 0.00`,
      `2026-02-10 RECEIPT ${receipt.number} RECEIVABLE 0.00 100.00`,
      `2026-02-10 RECEIPT ${receipt.number} CUSTOMER_ADVANCES 0.00 100.00`,
      `2026-02-10 ALLOCATION ${receipt.number} CUSTOMER_ADVANCES 19.00 0.00`,
      `2026-02-10 ALLOCATION ${receipt.number} RECEIVABLE 0.00 19.00`,
      `2026-02-12 CREDIT_NOTE ${note.number} REVENUE 100.00 0.00`,
      `2026-02-12 CREDIT_NOTE ${note.number} VAT 19.00 0.00`,
      `2026-02-12 CREDIT_NOTE ${note.number} CUSTOMER_ADVANCES 0.00 119.00`,
      `2026-02-12 REVERSAL ${reversed.reversal.number} BANK 0.00 200.00`,
      `2026-02-12 REVERSAL ${reversed.reversal.number} CUSTOMER_ADVANCES 200.00 0.00`,
    ]);
    expect(items[2].taxRate).toBe('19');

    // Everything was taken back: every account stands at nothing.
    const balances = await world.database.query(
      'SELECT account FROM journal_line GROUP BY account HAVING sum(debit_minor) <> sum(credit_minor)',
    );
    expect(balances).toEqual([]);
  });

  it('is read in pages, filtered by day, account and document', async () => {
    const { api } = world;
    const customer = await world.customer();
    const invoice = await world.invoice(customer.id, '10.00');
    const all: string[] = [];
    let cursor: string | null = '';
    do {
      const page: any = must(await api.get(`/api/v1/journal?limit=4${cursor && `&cursor=${cursor}`}`), 200);
      all.push(...page.items.map((line: any) => line.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(all).size).toBe(15);
    const only = async (filter: string) => must(await api.get(`/api/v1/journal?${filter}`), 200).items.length;
    expect(await only(`documentId=${invoice.id}`)).toBe(2);
    expect(await only('account=VAT')).toBe(2);
    expect(await only('from=2026-02-11&to=2026-02-11')).toBe(0);
    expect(await only('from=2026-02-12')).toBe(7);
    expect(await only('to=2026-02-10')).toBe(8);
  });

  it('streams as CSV, whole', async () => {
    const reply = await world.api.get('/api/v1/journal.csv?to=2026-02-10');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [header, ...lines] = String(reply.body).split('\r\n');
    expect(header).toBe(
      'no,id,entryId,date,valueDate,documentKind,documentId,documentNumber,account,debit,credit,currency,taxRate,customerId,' +
        'projectId,milestoneId,receiptId,receiptNumber,invoiceId,invoiceNumber,creditNoteId,creditNoteNumber,refundId,refundNumber,eventId,feedPosition',
    );
    expect(lines.at(-1)).toBe('');
    expect(lines).toHaveLength(9);
    expect(lines[0]).toMatch(/^1,/);
    expect(lines[0]).toContain(',2026-02-10,2026-02-10,INVOICE,');

    // More lines than one read of the database takes.
    await world.database.query(`
      WITH numbered AS (UPDATE journal SET last_no = last_no + 2500 RETURNING last_no - 2500 AS before)
      INSERT INTO journal_line (id, no, entry_id, entry_date, value_date, document_kind, document_id, document_number, account, debit_minor,
        credit_minor, currency, customer_id)
      SELECT gen_random_uuid(), before + row_number() OVER (), e.id, '2024-01-01', '2024-01-01', 'INVOICE', e.id, 'INV-2024-0001',
        a.account, a.debit, a.credit, 'EUR', c.id
      FROM numbered, (SELECT gen_random_uuid() AS id FROM generate_series(1, 1250)) e,
        (VALUES ('RECEIVABLE', 100, 0), ('REVENUE', 0, 100)) AS a (account, debit, credit), (SELECT id FROM customer LIMIT 1) c`);
    const many = await world.api.get('/api/v1/journal.csv?to=2024-12-31');
    expect(String(many.body).split('\r\n')).toHaveLength(2502);
  });

  it('finds the lines of documents by any part of their number', async () => {
    const customer = await world.customer();
    const receipt = await world.receipt(customer.id, '12.00');
    must(await world.api.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Bounced' }), 200);
    const linesOf = async (part: string): Promise<string[]> => {
      const path = `/api/v1/journal?limit=200&documentNumber=${encodeURIComponent(part)}`;
      return must(await world.api.get(path), 200).items.map((line: any) => line.documentNumber);
    };
    const { number } = receipt;
    for (const part of [
      number,
      number.toLowerCase(),
      number.slice(4),
      number.slice(6),
      number.replaceAll('-', ''),
      number.replaceAll('-', ' '),
      number.replace('REC-', 'REC '),
    ])
      expect([part, await linesOf(part)]).toEqual([part, expect.arrayContaining([number, number])]);
    expect(new Set(await linesOf(number))).toEqual(new Set([number]));
    const [reversal] = (await linesOf('REV')).slice(-1);
    expect(reversal).toMatch(/^REV-/);
    expect(new Set(await linesOf(String(reversal).slice(1)))).toEqual(new Set([reversal]));
    for (const part of ['REC-1999', '---', 'Müller']) expect([part, await linesOf(part)]).toEqual([part, []]);
    const csv = await world.api.get(`/api/v1/journal.csv?documentNumber=${number.slice(4)}`);
    expect(String(csv.body)).toContain(number);
  });
});
