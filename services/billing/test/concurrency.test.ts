import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { must, refusal, startWorld, type World } from './support/world.js';

describe('at the same time, on two replicas', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ replicas: 2 });
  });
  afterAll(() => world.stop());

  const replica = (n: number) => world.replicas[n % world.replicas.length]!;
  const times = <T>(n: number, run: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: n }, (_, index) => run(index)));
  const lines = [{ description: 'Work', quantity: '1', unitPrice: '100.00' }];

  it('thirty receipts are issued without a gap and without a number given twice', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const body = {
      customerId: customer.id,
      currency: 'EUR',
      amount: '10.00',
      paymentDate: '2026-02-01',
      projectId: project.id,
    };
    const drafts = await times(30, async (n) => must(await replica(n).post('/api/v1/receipts', body), 201));
    const issued = await times(30, async (n) =>
      must(await replica(n).post(`/api/v1/receipts/${drafts[n].id}/issue`), 200),
    );
    const numbers = issued.map((receipt) => receipt.number).sort();
    expect(numbers).toEqual(
      Array.from({ length: 30 }, (_, n) => `REC-2026-${String(n + 1).padStart(4, '0')}`),
    );
    const [ledger] = await world.database.query(
      'SELECT version, received_minor FROM project_ledger WHERE project_id = $1',
      [project.id],
    );
    expect(ledger).toEqual({ version: 31, received_minor: 30000n });
  });

  it('an issue that fails takes no number with it', async () => {
    const customer = await world.customer();
    const invoice = await world.invoice(customer.id, '50.00');
    const body = {
      ...{ customerId: customer.id, currency: 'EUR', amount: '10.00', paymentDate: '2026-02-01' },
      allocations: [{ invoiceId: invoice.id, amount: '10.00' }],
    };
    const drafts = await times(12, async (n) => must(await replica(n).post('/api/v1/receipts', body), 201));
    const replies = await times(12, (n) => replica(n).post(`/api/v1/receipts/${drafts[n].id}/issue`));
    const told = replies.map(refusal).sort();
    expect(told).toEqual([...Array(5).fill('200 '), ...Array(7).fill('409 allocation-exceeds-due')]);
    expect(must(await world.api.get(`/api/v1/invoices/${invoice.id}`), 200).totals).toMatchObject({
      paid: '50.00',
      due: '0.00',
    });
    const numbers = replies
      .filter((reply) => reply.status === 200)
      .map((reply) => reply.body.number)
      .sort();
    expect(numbers).toEqual([31, 32, 33, 34, 35].map((n) => `REC-2026-00${n}`));
  });

  it('a document issued twice is issued once', async () => {
    const customer = await world.customer();
    const draft = must(
      await world.api.post('/api/v1/invoices', { customerId: customer.id, currency: 'EUR', lines }),
      201,
    );
    const replies = await times(8, (n) => replica(n).post(`/api/v1/invoices/${draft.id}/issue`));
    expect(replies.map(refusal).sort()).toEqual(['200 ', ...Array(7).fill('409 document-issued')]);
    const events = (await world.said('billing.invoice-issued.v1')).filter(
      (event) => event.subject === draft.id,
    );
    expect(events).toHaveLength(1);
    const posted = await world.database.query('SELECT FROM journal_line WHERE document_id = $1', [draft.id]);
    expect(posted).toHaveLength(2);
  });

  it('the same Idempotency-Key issues once and answers all alike', async () => {
    const customer = await world.customer();
    const draft = must(
      await world.api.post('/api/v1/invoices', { customerId: customer.id, currency: 'EUR', lines }),
      201,
    );
    const replies = await times(6, (n) =>
      replica(n).post(`/api/v1/invoices/${draft.id}/issue`, {}, { 'idempotency-key': 'once' }),
    );
    for (const reply of replies) expect(must(reply, 200)).toEqual(replies[0]!.body);
  });

  it('a draft is issued as it was or as it was changed, never half', async () => {
    const customer = await world.customer();
    for (let round = 0; round < 5; round += 1) {
      const draft = must(
        await world.api.post('/api/v1/invoices', { customerId: customer.id, currency: 'EUR', lines }),
        201,
      );
      const changed = [
        { description: 'B', quantity: '2', unitPrice: '7.00', taxRate: '19' },
        { description: 'C', quantity: '1', unitPrice: '1.00' },
      ];
      const [issue, patch] = await Promise.all([
        replica(0).post(`/api/v1/invoices/${draft.id}/issue`),
        replica(1).patch(`/api/v1/invoices/${draft.id}`, { lines: changed }),
      ]);
      const issued = must(issue, 200);
      expect(['200 ', '409 document-issued']).toContain(refusal(patch));
      expect(issued.totals.gross).toBe(patch.status === 200 ? '17.66' : '100.00');
      expect(must(await world.api.get(`/api/v1/invoices/${draft.id}`), 200)).toEqual(issued);
    }
  });

  it('credit notes never take back more than the invoice, and reversals, credits and allocations do not wait for each other for ever', async () => {
    const customer = await world.customer();
    const invoice = await world.invoice(customer.id, '100.00');
    const receipts = await times(4, () =>
      world.receipt(customer.id, '25.00', { allocations: [{ invoiceId: invoice.id, amount: '20.00' }] }),
    );
    const body = { customerId: customer.id, currency: 'EUR', amount: '2.00', paymentDate: '2026-02-01' };
    const further = await times(4, async (n) =>
      must(
        await replica(n).post('/api/v1/receipts', {
          ...body,
          allocations: [{ invoiceId: invoice.id, amount: '2.00' }],
        }),
        201,
      ),
    );
    const path = `/api/v1/invoices/${invoice.id}/credit-notes`;
    const issuing = times(4, (n) => replica(n).post(`/api/v1/receipts/${further[n].id}/issue`));
    const replies = await Promise.all([
      ...receipts.map((receipt, n) =>
        replica(n).post(`/api/v1/receipts/${receipt.id}/allocations`, {
          invoiceId: invoice.id,
          amount: '5.00',
        }),
      ),
      ...receipts
        .slice(0, 2)
        .map((receipt, n) =>
          replica(n).post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Bounced' }),
        ),
      ...Array.from({ length: 6 }, (_, n) =>
        replica(n).post(path, { reason: 'Less', lines: [{ lineNo: 1, amount: '30.00' }] }),
      ),
    ]);
    for (const reply of replies) expect([200, 201, 409]).toContain(reply.status);
    const settled = await issuing;
    for (const reply of settled) expect([200, 409]).toContain(reply.status);
    const credited = replies.slice(6).filter((reply) => reply.status === 201).length;
    expect(credited).toBe(3);

    // Whatever came first: the balances are those of the documents.
    const [truth] = await world.database.query(
      `SELECT i.paid_minor = coalesce((SELECT sum(a.amount_minor) FROM receipt_allocation a JOIN receipt r ON r.id = a.receipt_id
           WHERE a.invoice_id = i.id AND r.status = 'ISSUED'), 0) AS paid,
         i.credited_minor = (SELECT sum(gross_minor) FROM credit_note WHERE invoice_id = i.id) AS credited,
         i.credited_minor = (SELECT sum(credited_minor) FROM invoice_line WHERE invoice_id = i.id) AS by_line,
         i.credited_minor + i.paid_minor <= i.gross_minor AS within
       FROM invoice i WHERE i.id = $1`,
      [invoice.id],
    );
    expect(truth).toEqual({ paid: true, credited: true, by_line: true, within: true });
    const wrong = await world.database.query(
      `SELECT id FROM receipt r WHERE status = 'ISSUED'
         AND allocated_minor <> coalesce((SELECT sum(amount_minor) FROM receipt_allocation WHERE receipt_id = r.id), 0)`,
    );
    expect(wrong).toEqual([]);
    const [advances] = await world.database.query(
      `SELECT (SELECT sum(credit_minor - debit_minor) FROM journal_line WHERE account = 'CUSTOMER_ADVANCES')
         = (SELECT coalesce(sum(amount_minor - allocated_minor - refunded_minor), 0) FROM receipt WHERE status = 'ISSUED') AS equal`,
    );
    expect(advances).toEqual({ equal: true });
    const [receivable] = await world.database.query(
      `SELECT (SELECT sum(debit_minor - credit_minor) FROM journal_line WHERE account = 'RECEIVABLE')
         = (SELECT sum(gross_minor - credited_minor - paid_minor) FROM invoice WHERE status = 'ISSUED') AS equal`,
    );
    expect(receivable).toEqual({ equal: true });
  });

  it('what is left of a receipt is paid back, moved or allocated once, whoever is first', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id, { currency: 'EUR' });
    const invoice = await world.invoice(customer.id, '100.00', { projectId: project.id });
    const { id } = await world.receipt(customer.id, '60.00', { projectId: project.id });
    const path = `/api/v1/receipts/${id}`;
    const replies = await times(12, (n) => {
      if (n % 3 === 0)
        return replica(n).post(`${path}/refunds`, { amount: '10', refundDate: '2026-02-10', reason: 'Back' });
      if (n % 3 === 1) return replica(n).post(`${path}/release`, { amount: '10', reason: 'Credit' });
      return replica(n).post(`${path}/allocations`, { invoiceId: invoice.id, amount: '10' });
    });
    for (const reply of replies) expect([200, 201, 409]).toContain(reply.status);
    const done = (kind: number) =>
      replies.filter((reply, n) => n % 3 === kind && [200, 201].includes(reply.status)).length;
    const receipt = must(await world.api.get(path), 200);
    const amount = (count: number) => (count * 10).toFixed(2);
    expect(receipt).toMatchObject({
      refunded: amount(done(0)),
      released: amount(done(1)),
      allocated: amount(done(2)),
      unallocated: amount(6 - done(0) - done(2)),
    });
    const [ledger] = await world.database.query(
      'SELECT received_minor::int AS received FROM project_ledger WHERE project_id = $1',
      [project.id],
    );
    const shares = receipt.projectShares.reduce((sum: number, share: any) => sum + Number(share.amount), 0);
    expect(ledger).toEqual({ received: shares * 100 });
    const numbers = replies.flatMap(({ body }) => (body.number?.startsWith('RFD') ? [body.number] : []));
    expect(new Set(numbers).size).toBe(done(0));
  });

  it('two customers do not get one VAT number', async () => {
    const body = { name: 'C', email: 'c@client.example', currency: 'EUR' };
    const spellings = ['DE 123 456 789', 'de123456789', 'DE123456789', 'DE-123-456-789'];
    const replies = await times(4, (n) =>
      replica(n).post('/api/v1/customers', { ...body, vatNumber: spellings[n] }),
    );
    expect(replies.map(refusal).sort()).toEqual(['201 ', ...Array(3).fill('409 vat-number-taken')]);
  });
});
