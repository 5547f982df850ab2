import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@closeout/service-kit/db';
import { must, startWorld, type World } from './support/world.js';

/** What no application code is needed for: the database itself refuses. */
/** SQL of an entry of two lines that takes the next numbers of the journal, or others. Values: entry, customer, credit, its currency. */
const posted = ({ day = '2026-02-01', step = 2, offset = 0 } = {}): string => `
  WITH numbered AS (UPDATE journal SET last_no = last_no + ${step} RETURNING last_no - 2 + ${offset} AS before)
  INSERT INTO journal_line (id, no, entry_id, entry_date, value_date, document_kind, document_id, document_number, account, debit_minor,
    credit_minor, currency, customer_id)
  SELECT gen_random_uuid(), before + l.place, $1, '${day}', '${day}', 'INVOICE', $1, 'X', l.account, l.debit, l.credit, l.currency, $2
  FROM numbered, (VALUES (1, 'RECEIVABLE', 100, 0, 'EUR'), (2, 'REVENUE', 0, $3::int, $4::text)) AS l (place, account, debit, credit, currency)`;

describe('plain SQL cannot do it either', () => {
  let world: World;
  let a: any, b: any;
  let invoice: any, receipt: any, refund: any, note: any, draftInvoice: any, draftReceipt: any;
  let projectOfA: any, projectOfB: any, otherOfA: any, milestone: any;

  beforeAll(async () => {
    world = await startWorld();
    const { api, projects } = world;
    [a, b] = [await world.customer(), await world.customer({ name: 'Client B' })];
    [projectOfA, otherOfA, projectOfB] = [
      projects.project(a.id),
      projects.project(a.id),
      projects.project(b.id),
    ];
    milestone = projects.milestone(projectOfA);
    await world.invoice(b.id, '10.00', { projectId: projectOfB.id });
    await world.invoice(a.id, '10.00', { projectId: otherOfA.id });
    invoice = await world.invoice(a.id, '100.00', { projectId: projectOfA.id, milestoneId: milestone.id });
    receipt = await world.receipt(a.id, '90.00', {
      projectId: projectOfA.id,
      allocations: [{ invoiceId: invoice.id, amount: '50.00' }],
    });
    note = must(
      await api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, {
        reason: 'Less',
        lines: [{ lineNo: 1, amount: '10' }],
      }),
      201,
    );
    refund = must(
      await api.post(`/api/v1/receipts/${receipt.id}/refunds`, {
        amount: '5.00',
        refundDate: '2026-02-09',
        reason: 'Back',
      }),
      201,
    );
    must(await api.post(`/api/v1/receipts/${receipt.id}/release`, { amount: '7.00', reason: 'Credit' }), 200);
    const lines = [{ description: 'Draft', quantity: '1', unitPrice: '10' }];
    draftInvoice = must(
      await api.post('/api/v1/invoices', {
        customerId: a.id,
        currency: 'EUR',
        lines,
        projectId: projectOfA.id,
      }),
      201,
    );
    draftReceipt = must(
      await api.post('/api/v1/receipts', {
        customerId: a.id,
        currency: 'EUR',
        amount: '5',
        paymentDate: '2026-02-01',
        projectId: projectOfA.id,
      }),
      201,
    );
  });
  afterAll(() => world.stop());

  async function refusedBy(sql: string, values: unknown[] = []): Promise<string> {
    try {
      await world.database.query(sql, values);
    } catch (error) {
      return (error as { constraint?: string }).constraint ?? String(error);
    }
    return 'nothing';
  }

  it.each([
    [
      'an invoice to another customer’s project',
      () => ['UPDATE invoice SET project_id = $2 WHERE id = $1', [draftInvoice.id, projectOfB.id]],
      'invoice_project_fkey',
    ],
    [
      'an invoice to a project that is not there',
      () => ['UPDATE invoice SET project_id = $2 WHERE id = $1', [draftInvoice.id, newId()]],
      'invoice_project_fkey',
    ],
    [
      'an invoice in another currency than its project',
      () => ["UPDATE invoice SET currency = 'USD' WHERE id = $1", [draftInvoice.id]],
      'invoice_project_fkey',
    ],
    [
      'an invoice to another customer than its project',
      () => ['UPDATE invoice SET customer_id = $2 WHERE id = $1', [draftInvoice.id, b.id]],
      'invoice_project_fkey',
    ],
    [
      'an invoice to another project’s milestone',
      () => [
        'UPDATE invoice SET project_id = $2, milestone_id = $3 WHERE id = $1',
        [draftInvoice.id, otherOfA.id, milestone.id],
      ],
      'invoice_milestone_fkey',
    ],
    [
      'an invoice to a milestone without its project',
      () => [
        'UPDATE invoice SET project_id = NULL, milestone_id = $2 WHERE id = $1',
        [draftInvoice.id, milestone.id],
      ],
      'invoice_milestone_needs_project',
    ],
    [
      'a receipt to another customer’s project',
      () => ['UPDATE receipt SET project_id = $2 WHERE id = $1', [draftReceipt.id, projectOfB.id]],
      'receipt_project_fkey',
    ],
    [
      'a receipt in another currency than its project',
      () => ["UPDATE receipt SET currency = 'USD' WHERE id = $1", [draftReceipt.id]],
      'receipt_project_fkey',
    ],
    [
      'a receipt to another project’s milestone',
      () => [
        'UPDATE receipt SET project_id = $2, milestone_id = $3 WHERE id = $1',
        [draftReceipt.id, otherOfA.id, milestone.id],
      ],
      'receipt_milestone_fkey',
    ],
  ] as [string, () => [string, unknown[]], string][])('allocate %s', async (_what, statement, constraint) => {
    expect(await refusedBy(...statement())).toBe(constraint);
  });

  const allocate = `INSERT INTO receipt_allocation (id, receipt_id, invoice_id, customer_id, currency, amount_minor, created_at)
    VALUES (gen_random_uuid(), $1, $2, $3, $4, 100, now())`;
  const someInvoice = async (projectId: string) =>
    (
      await world.database.query<any>('SELECT id FROM invoice WHERE project_id = $1 AND status = $2', [
        projectId,
        'ISSUED',
      ])
    )[0].id;

  it('settle an invoice of another customer, project, currency, or a draft', async () => {
    const ofB = await someInvoice(projectOfB.id);
    expect(await refusedBy(allocate, [receipt.id, ofB, a.id, 'EUR'])).toBe('allocation_matches');
    const unnamed = await world.receipt(a.id, '10.00');
    expect(await refusedBy(allocate, [unnamed.id, ofB, a.id, 'EUR'])).toBe('receipt_allocation_invoice_fkey');
    expect(await refusedBy(allocate, [unnamed.id, ofB, b.id, 'EUR'])).toBe('receipt_allocation_receipt_fkey');
    expect(await refusedBy(allocate, [unnamed.id, invoice.id, a.id, 'USD'])).toMatch(
      /receipt_allocation_(receipt|invoice)_fkey/,
    );
    expect(await refusedBy(allocate, [receipt.id, await someInvoice(otherOfA.id), a.id, 'EUR'])).toBe(
      'allocation_matches',
    );
    const ofNone = await world.invoice(a.id, '10.00');
    expect(await refusedBy(allocate, [receipt.id, ofNone.id, a.id, 'EUR'])).toBe('allocation_matches');
    expect(await refusedBy(allocate, [receipt.id, draftInvoice.id, a.id, 'EUR'])).toBe('allocation_matches');
  });

  it('pay, credit or allocate beyond what there is', async () => {
    expect(
      await refusedBy('UPDATE invoice SET paid_minor = paid_minor + 4001 WHERE id = $1', [invoice.id]),
    ).toBe('invoice_never_settled_beyond_gross');
    expect(
      await refusedBy('UPDATE invoice SET credited_minor = credited_minor + 4001 WHERE id = $1', [
        invoice.id,
      ]),
    ).toBe('invoice_never_settled_beyond_gross');
    expect(
      await refusedBy('UPDATE invoice_line SET credited_minor = 10001 WHERE invoice_id = $1', [invoice.id]),
    ).toBe('invoice_line_never_credited_beyond_net');
    expect(await refusedBy('UPDATE receipt SET allocated_minor = 9001 WHERE id = $1', [receipt.id])).toBe(
      'receipt_never_allocated_beyond_amount',
    );
  });

  it.each([
    ['UPDATE invoice SET project_id = NULL, milestone_id = NULL WHERE id = $1', () => invoice.id],
    ['UPDATE invoice SET milestone_id = NULL WHERE id = $1', () => invoice.id],
    ["UPDATE invoice SET number = 'INV-2026-9999' WHERE id = $1", () => invoice.id],
    ["UPDATE invoice SET buyer = '{}' WHERE id = $1", () => invoice.id],
    ["UPDATE invoice SET status = 'DRAFT' WHERE id = $1", () => invoice.id],
    ['UPDATE invoice SET net_minor = 1, tax_minor = 9999 WHERE id = $1', () => invoice.id],
    ['DELETE FROM invoice WHERE id = $1', () => invoice.id],
    ['UPDATE invoice_line SET net_minor = 1 WHERE invoice_id = $1', () => invoice.id],
    ["UPDATE invoice_line SET description = 'else' WHERE invoice_id = $1", () => invoice.id],
    ['DELETE FROM invoice_line WHERE invoice_id = $1', () => invoice.id],
    [
      "INSERT INTO invoice_line (invoice_id, no, description, quantity, unit_price, tax_rate, net_minor) VALUES ($1, 2, 'x', 1, 1, 0, 100)",
      () => invoice.id,
    ],
    ['UPDATE invoice_tax SET tax_minor = 1 WHERE invoice_id = $1', () => invoice.id],
    ['DELETE FROM invoice_tax WHERE invoice_id = $1', () => invoice.id],
    ["UPDATE credit_note SET reason = 'else' WHERE id = $1", () => note.id],
    ['DELETE FROM credit_note WHERE id = $1', () => note.id],
    ['DELETE FROM credit_note_line WHERE credit_note_id = $1', () => note.id],
    [
      'INSERT INTO credit_note_tax (credit_note_id, tax_rate, taxable_minor, tax_minor) VALUES ($1, 7, 1, 1)',
      () => note.id,
    ],
    ['UPDATE receipt SET amount_minor = 1000000 WHERE id = $1', () => receipt.id],
    ['UPDATE receipt SET project_id = NULL WHERE id = $1', () => receipt.id],
    ["UPDATE receipt SET payment_date = '2026-01-01' WHERE id = $1", () => receipt.id],
    ["UPDATE receipt SET status = 'DRAFT' WHERE id = $1", () => receipt.id],
    ['DELETE FROM receipt WHERE id = $1', () => receipt.id],
    ['UPDATE receipt_allocation SET amount_minor = 1 WHERE receipt_id = $1', () => receipt.id],
    ['DELETE FROM receipt_allocation WHERE receipt_id = $1', () => receipt.id],
    [
      'UPDATE journal_line SET debit_minor = debit_minor + 1 WHERE document_id = $1 AND debit_minor > 0',
      () => invoice.id,
    ],
    ['DELETE FROM journal_line WHERE document_id = $1', () => invoice.id],
  ] as [string, () => string][])('touch what is issued: %s', async (sql, id) => {
    expect(await refusedBy(sql, [id()])).toBe('issued_document_is_frozen');
  });

  it('empty the journal', async () => {
    expect(await refusedBy('TRUNCATE journal_line')).toBe('issued_document_is_frozen');
  });

  it('bring a reversed receipt back', async () => {
    const gone = await world.receipt(a.id, '10.00');
    must(await world.api.post(`/api/v1/receipts/${gone.id}/reverse`, { reason: 'Bounced' }), 200);
    expect(await refusedBy("UPDATE receipt SET status = 'ISSUED' WHERE id = $1", [gone.id])).toBe(
      'issued_document_is_frozen',
    );
    expect(await refusedBy('DELETE FROM receipt_reversal WHERE receipt_id = $1', [gone.id])).toBe(
      'issued_document_is_frozen',
    );
  });

  it('post what does not balance', async () => {
    const insert = posted();
    expect(await refusedBy(insert, [newId(), a.id, 99, 'EUR'])).toBe('journal_balances');
    expect(await refusedBy(insert, [newId(), a.id, 100, 'USD'])).toBe('journal_balances');
    expect(await refusedBy(insert, [newId(), a.id, 100, 'EUR'])).toBe('nothing');
  });

  it('post beside the journal’s numbers, or give one again', async () => {
    const line = [newId(), a.id, 100, 'EUR'];
    expect(await refusedBy(posted({ step: 3, offset: -1 }), line)).toBe('journal_in_order');
    expect(await refusedBy(posted({ step: 1 }), line)).toBe('journal_line_no');
    expect(await refusedBy('UPDATE journal SET last_no = last_no - 1')).toBe('journal_in_order');
    expect(await refusedBy('DELETE FROM journal')).toBe('issued_document_is_frozen');
    expect(await refusedBy('TRUNCATE journal')).toBe('issued_document_is_frozen');
    expect(await refusedBy('INSERT INTO journal (last_no) VALUES (0)')).toBe('journal_pkey');
  });

  it('post in a locked period, or in a year that has no four digits', async () => {
    await world.database.query(`UPDATE journal SET locked_through = '2026-01-31'`);
    const line = [newId(), a.id, 100, 'EUR'];
    expect(await refusedBy(posted({ day: '2026-01-31' }), line)).toBe('period_closed');
    expect(await refusedBy(posted({ day: '2025-03-01' }), line)).toBe('period_closed');
    await world.database.query('UPDATE journal SET locked_through = NULL');
    expect(await refusedBy(posted({ day: '1999-12-31' }), line)).toBe('journal_line_day');
    expect(await refusedBy(posted({ day: '12026-02-01' }), line)).toBe('journal_line_day');
    const series =
      'INSERT INTO number_series (legal_entity, kind, year, last_no, last_date) VALUES ($1, $2, $3, 1, $4)';
    expect(await refusedBy(series, ['main', 'INV', 1, '0001-01-01'])).toBe('number_series_year');
  });

  it('issue an invoice whose totals are not those of its lines, or an incomplete one', async () => {
    const issue = `UPDATE invoice SET status = 'ISSUED', number = $2, issue_date = '2026-02-10', due_date = '2026-02-10', issued_at = now(),
      seller = '{}', buyer = '{}', subject = '{}', net_minor = $3, gross_minor = $3 WHERE id = $1`;
    expect(await refusedBy(issue, [draftInvoice.id, 'INV-2026-0900', 2000])).toBe('invoice_adds_up');
    expect(await refusedBy("UPDATE invoice SET status = 'ISSUED' WHERE id = $1", [draftInvoice.id])).toBe(
      'invoice_issued_is_complete',
    );
    expect(await refusedBy(issue, [draftInvoice.id, invoice.number, 1000])).toBe('invoice_number_key');
  });

  it('issue an invoice whose tax is not that of its rates, though its sums agree', async () => {
    const lines = [
      { description: 'A', quantity: '1', unitPrice: '100', taxRate: '19' },
      { description: 'B', quantity: '1', unitPrice: '107', taxRate: '7', priceIncludesTax: true },
    ];
    const body = { customerId: a.id, currency: 'EUR', lines };
    const { id } = must(await world.api.post('/api/v1/invoices', body), 201);
    const issue = `UPDATE invoice SET status = 'ISSUED', number = 'INV-2026-0901', issue_date = '2026-02-10', due_date = '2026-02-10',
      issued_at = now(), seller = '{}', buyer = '{}', subject = '{}' WHERE id = $1`;
    const wrong = [
      'UPDATE invoice_tax SET tax_minor = CASE tax_rate WHEN 19 THEN 1899 ELSE 701 END',
      'UPDATE invoice_line SET gross_minor = 10701',
      'UPDATE invoice_line SET tax_rate = 19.001',
    ];
    for (const change of wrong) {
      const both = `DO $$ BEGIN ${change} WHERE invoice_id = '${id}' ${change.includes('line') ? 'AND no = 2' : ''};
        ${issue.replace('$1', `'${id}'`)}; END $$`;
      expect([change, await refusedBy(both)]).toEqual([change, 'invoice_adds_up']);
    }
  });

  describe('money of a receipt', () => {
    const insertRefund = (change: Record<string, string>) => {
      const columns = [
        'id',
        'legal_entity',
        'number',
        'receipt_id',
        'customer_id',
        'currency',
        'project_id',
        'milestone_id',
      ];
      columns.push('amount_minor', 'from_free_minor', 'refund_date', 'reason', 'issue_date', 'issued_at');
      columns.push('seller', 'buyer', 'subject');
      const own: Record<string, string> = {
        id: 'gen_random_uuid()',
        number: `'RFD-2026-9${Date.now()}'`,
        ...change,
      };
      const values = columns.map((column) => own[column] ?? column);
      return `INSERT INTO refund (${columns.join(', ')}) SELECT ${values.join(', ')} FROM refund WHERE id = $1`;
    };

    it.each<[string, Record<string, string>, string]>([
      ['is not paid back a second time by a row alone', {}, 'receipt_adds_up'],
      ['is not paid back before it came', { refund_date: `'2026-02-08'` }, 'refund_matches'],
      ['is not paid back for another project', { project_id: 'NULL' }, 'refund_matches'],
      ['is not paid back in another currency', { currency: `'USD'` }, 'refund_receipt_fkey'],
      ['is not paid back to another customer', { customer_id: `'$b'` }, 'refund_receipt_fkey'],
      ['is not paid back below nothing', { amount_minor: '-1' }, 'refund_amount_minor_check'],
      [
        'does not come out of the credit beyond what is paid back',
        { from_free_minor: '501' },
        'refund_from_free',
      ],
      ['is not paid back under a number that is taken', { number: 'number' }, 'refund_number_key'],
    ])('%s', async (_what, change, constraint) => {
      const sql = insertRefund(change).replace('$b', b.id);
      expect(await refusedBy(sql, [refund.id])).toBe(constraint);
    });

    it.each([
      ['UPDATE receipt SET refunded_minor = refunded_minor + 1 WHERE id = $1', 'receipt_adds_up'],
      ['UPDATE receipt SET refunded_minor = 0 WHERE id = $1', 'receipt_adds_up'],
      ['UPDATE receipt SET refunded_minor = 9000 WHERE id = $1', 'receipt_never_allocated_beyond_amount'],
      ['UPDATE receipt SET allocated_minor = allocated_minor - 1 WHERE id = $1', 'receipt_adds_up'],
      ['UPDATE receipt SET free_minor = 701 WHERE id = $1', 'receipt_free_was_released'],
      ['UPDATE receipt SET free_minor = 0 WHERE id = $1', 'receipt_adds_up'],
      ['UPDATE receipt SET released_minor = 800 WHERE id = $1', 'receipt_adds_up'],
      ["UPDATE receipt SET status = 'REVERSED' WHERE id = $1", 'receipt_refunded_stands'],
      [
        `INSERT INTO receipt_release (id, receipt_id, amount_minor, reason, released_at)
         VALUES (gen_random_uuid(), $1, 1, 'x', now())`,
        'receipt_adds_up',
      ],
      ['UPDATE receipt_release SET amount_minor = 1 WHERE receipt_id = $1', 'issued_document_is_frozen'],
      ['DELETE FROM receipt_release WHERE receipt_id = $1', 'issued_document_is_frozen'],
      ['UPDATE refund SET amount_minor = 1 WHERE receipt_id = $1', 'issued_document_is_frozen'],
      ['DELETE FROM refund WHERE receipt_id = $1', 'issued_document_is_frozen'],
    ])('%s', async (sql, constraint) => {
      expect(await refusedBy(sql, [receipt.id])).toBe(constraint);
    });

    it('that is tied to a project settles no invoice of another, whatever the row says of its amount', async () => {
      const other = await world.invoice(a.id, '50.00', { projectId: otherOfA.id });
      const sql = `INSERT INTO receipt_allocation (id, receipt_id, invoice_id, customer_id, currency, amount_minor, from_free_minor, created_at)
        VALUES (gen_random_uuid(), $1, $2, $3, 'EUR', $4, $5, now())`;
      const values = (amount: number, free: number) => [receipt.id, other.id, a.id, amount, free];
      expect(await refusedBy(sql, values(100, 0))).toBe('allocation_matches');
      expect(await refusedBy(sql, values(100, 99))).toBe('allocation_matches');
      expect(await refusedBy(sql, values(100, 101))).toBe('receipt_allocation_from_free');
      expect(await refusedBy(sql, values(100, 100))).toBe('receipt_adds_up');
    });

    it('that was released cannot be of a receipt without project', async () => {
      const { id } = await world.receipt(a.id, '10.00');
      const sql = 'UPDATE receipt SET released_minor = 5, free_minor = 5 WHERE id = $1';
      expect(await refusedBy(sql, [id])).toBe('receipt_released_of_project');
    });
  });

  it('derive another payment status than the code does', async () => {
    const rows = await world.database.query<any>(
      "SELECT id, payment_status FROM invoice WHERE status = 'ISSUED'",
    );
    for (const row of rows) {
      expect(must(await world.api.get(`/api/v1/invoices/${row.id}`), 200).paymentStatus).toBe(
        row.payment_status,
      );
    }
  });
});
