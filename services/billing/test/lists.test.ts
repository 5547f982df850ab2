import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { must, refusal, startWorld, type World } from './support/world.js';

/** Twenty thousand of everything: enough that a list which reads or sorts all of it shows in its plan. */
const seed = `
  SET LOCAL session_replication_role = replica; -- plans are looked at here, not rules: no triggers
  INSERT INTO customer (id, name, email, email_key, phone, vat_number, currency, payment_terms_days, security_level, status, created_at, updated_at)
  SELECT gen_random_uuid(), 'Customer ' || md5(n::text), md5(n::text) || '@mail.example', md5(n::text) || '@mail.example', '+49 ' || n, 'DE' || (100000000 + n), 'EUR', 30, 0, 'ACTIVE',
    '2025-01-01'::timestamptz + n * interval '1 minute', now()
  FROM generate_series(1, 20000) n;
  INSERT INTO project_replica SELECT gen_random_uuid(), 1, 'PRJ-' || row_number() OVER (), 'P', id, 'EUR' FROM (SELECT id FROM customer LIMIT 400) c;
  INSERT INTO project_ledger (project_id, status) SELECT project_id, 'ACTIVE' FROM project_replica;
  INSERT INTO milestone_replica SELECT gen_random_uuid(), 1, project_id, 'M', 100, false FROM project_replica;
  CREATE TEMP TABLE owner AS
    SELECT row_number() OVER () AS no, c.id, p.project_id, m.milestone_id
    FROM (SELECT id FROM customer LIMIT 2000) c LEFT JOIN project_replica p ON p.customer_id = c.id LEFT JOIN milestone_replica m USING (project_id);
  INSERT INTO invoice (id, version, status, legal_entity, number, customer_id, currency, project_id, milestone_id, document_date, issue_date, due_date,
    issued_at, seller, buyer, subject, net_minor, tax_minor, gross_minor, credited_minor, paid_minor, created_at, updated_at)
  SELECT gen_random_uuid(), 2, 'ISSUED', 'main', 'INV-2025-' || lpad(n::text, 5, '0'), o.id, 'EUR', o.project_id, o.milestone_id, day, day, day,
    now(), '{}', '{}', '{}', 100, 0, 100, CASE WHEN n % 50 = 0 THEN 100 ELSE 0 END, CASE WHEN n % 10 = 1 THEN 100 ELSE 0 END, now(), now()
  FROM (SELECT n, '2024-01-01'::date + n / 30 AS day FROM generate_series(1, 20000) n) g JOIN owner o ON o.no = 1 + n % 2000;
  INSERT INTO invoice (id, legal_entity, customer_id, currency, document_date, net_minor, tax_minor, gross_minor, created_at, updated_at)
  SELECT gen_random_uuid(), 'main', o.id, 'EUR', '2025-06-01', 100, 0, 100, now(), now() FROM owner o WHERE o.no <= 300;
  INSERT INTO credit_note (id, legal_entity, number, invoice_id, customer_id, currency, project_id, milestone_id, reason, issue_date, issued_at, seller, buyer, subject, net_minor, tax_minor, gross_minor)
  SELECT gen_random_uuid(), 'main', replace(number, 'INV', 'CRN'), id, customer_id, currency, project_id, milestone_id, 'x', issue_date, now(), '{}', '{}', '{}', 100, 0, 100
  FROM invoice WHERE status = 'ISSUED';
  INSERT INTO receipt (id, version, status, legal_entity, number, customer_id, currency, project_id, milestone_id, amount_minor, payment_date, issue_date, issued_at, seller, buyer, subject, created_at, updated_at)
  SELECT gen_random_uuid(), 2, 'ISSUED', 'main', replace(number, 'INV', 'REC'), customer_id, currency, project_id, milestone_id, 100, issue_date, issue_date, now(), '{}', '{}', '{}', now(), now()
  FROM invoice WHERE status = 'ISSUED';
  INSERT INTO receipt_allocation (id, receipt_id, invoice_id, customer_id, currency, amount_minor, created_at)
  SELECT gen_random_uuid(), r.id, i.id, i.customer_id, 'EUR', 100, now()
  FROM invoice i JOIN receipt r ON r.number = replace(i.number, 'INV', 'REC') WHERE i.paid_minor > 0;
  UPDATE journal SET last_no = (SELECT 2 * count(*) FROM invoice WHERE status = 'ISSUED');
  INSERT INTO journal_line (id, no, entry_id, entry_date, value_date, document_kind, document_id, document_number, account, debit_minor,
    credit_minor, currency, customer_id, invoice_id)
  SELECT gen_random_uuid(), row_number() OVER (ORDER BY i.issue_date, i.number), i.id, i.issue_date, i.issue_date, 'INVOICE', i.id, i.number,
    a.account, a.debit, a.credit, 'EUR', i.customer_id, i.id
  FROM invoice i, (VALUES ('RECEIVABLE', 100, 0), ('REVENUE', 0, 100)) AS a (account, debit, credit) WHERE status = 'ISSUED';
  INSERT INTO cpo (id, number, status, customer_id, currency, version_no, amount_minor, mismatch_status, mismatch_ordered_minor,
    mismatch_invoiced_minor, mismatch_received_minor, waiting_since, document_date, created_at, updated_at)
  SELECT gen_random_uuid(), 'PO-' || n, s.status, o.id, 'EUR', 1, 100, s.mismatch, m, m, m, CASE s.status WHEN 'DIRECTION_PENDING' THEN now() END,
    '2024-01-01'::date + n / 30, now(), now()
  FROM generate_series(1, 20000) n JOIN owner o ON o.no = 1 + n % 2000,
    LATERAL (SELECT CASE n % 100 WHEN 1 THEN 'FINALIZED' WHEN 2 THEN 'DIRECTION_PENDING' ELSE 'OPEN' END AS status,
      CASE n % 100 WHEN 1 THEN 'FOUND' WHEN 2 THEN 'REPORTED' END AS mismatch, CASE WHEN n % 100 IN (1, 2) THEN 0 END AS m) AS s;`;

describe('lists of many', () => {
  let world: World;
  let sample: any;

  beforeAll(async () => {
    world = await startWorld();
    await world.database.query(seed);
    await world.database.query('ANALYZE');
    [sample] = await world.database.query(
      `SELECT i.id, i.number, i.customer_id, i.project_id, i.milestone_id, c.name, c.vat_number, p.number AS project_number
       FROM invoice i JOIN customer c ON c.id = i.customer_id JOIN project_replica p ON p.project_id = i.project_id
       WHERE i.milestone_id IS NOT NULL LIMIT 1`,
    );
  }, 240_000);
  afterAll(() => world.stop());

  /** What the service does by itself, whatever is asked of it at that moment. */
  const inBackground = /FROM project_replica WHERE|email_key IS NULL/;

  /** Plans of all statements of a request, as the service runs them. */
  async function plansOf(path: string, api = world.api): Promise<string[]> {
    const { pool } = world.services[0]!.kit.db;
    const { Client } = (await import('pg')).default;
    const original = Client.prototype.query;
    const seen: { text: string; values: unknown[] }[] = [];
    Client.prototype.query = function (this: unknown, ...args: any[]) {
      const [config] = args;
      if (typeof config === 'object' && /^\s*(SELECT|WITH)/.test(config.text ?? ''))
        seen.push({ text: config.text, values: config.values });
      return (original as any).apply(this, args);
    } as never;
    try {
      must(await api.get(path), 200);
    } finally {
      Client.prototype.query = original;
    }
    const plans: string[] = [];
    for (const { text, values } of seen) {
      if (text.includes('kit.') || inBackground.test(text)) continue;
      const { rows } = await pool.query(`EXPLAIN ${text}`, values);
      plans.push(rows.map((row: any) => row['QUERY PLAN']).join('\n'));
    }
    return plans;
  }

  const big =
    'cpo|project_replica|invoice|credit_note|receipt|journal_line|customer|invoice_line|receipt_allocation';

  it.each([
    () => 'invoices',
    () => `invoices?customerId=${sample.customer_id}`,
    () => `invoices?projectId=${sample.project_id}`,
    () => `invoices?milestoneId=${sample.milestone_id}`,
    () => 'invoices?status=DRAFT',
    () => 'invoices?paymentStatus=PARTIALLY_PAID',
    () => 'invoices?paymentStatus=CREDITED',
    () => 'invoices?open=true',
    () => 'invoices?overdue=true',
    () => 'invoices?from=2024-03-01&to=2024-03-02',
    () => `invoices?customerId=${sample.customer_id}&from=2024-03-01`,
    () => `credit-notes?invoiceId=${sample.id}`,
    () => 'credit-notes',
    () => `credit-notes?projectId=${sample.project_id}`,
    () => 'receipts',
    () => `receipts?customerId=${sample.customer_id}`,
    () => `receipts?milestoneId=${sample.milestone_id}`,
    () => 'receipts?status=ISSUED',
    () => 'receipts?status=REVERSED',
    () => 'receipts?unallocated=true',
    () => `receipts?customerId=${sample.customer_id}&unallocated=true`,
    () => 'cpos',
    () => `cpos?customerId=${sample.customer_id}`,
    () => 'cpos?status=DIRECTION_PENDING',
    () => 'cpos?mismatch=FOUND',
    () => 'decisions',
    () => 'journal',
    () => 'journal?after=30000',
    () => 'journal?account=REVENUE',
    () => `journal?documentId=${sample.id}`,
    () => `journal?invoiceId=${sample.id}`,
    () => `journal?receiptId=${sample.id}`,
    () => `journal?creditNoteId=${sample.id}&account=REVENUE`,
    () => 'journal?after=30000&from=2024-05-01&account=REVENUE',
    () => 'customers',
    () => 'customers?sort=-createdAt',
  ])('walk an index, and neither read nor sort everything: %s', async (path) => {
    const plans = await plansOf(`/api/v1/${path()}${path().includes('?') ? '&' : '?'}limit=20`);
    expect(plans).toHaveLength(1);
    expect(plans[0]).not.toMatch(new RegExp(`Seq Scan on (${big}) `));
    // The page itself is put in order once more; nothing larger is.
    for (const match of plans[0]!.matchAll(/Sort .*rows=(\d+)/g)) expect(Number(match[1])).toBeLessThan(150);
  });

  it.each([
    () => `invoices?q=${sample.number}`,
    () => `invoices?q=${sample.name.slice(9, 25)}`,
    () => `receipts?q=${sample.vat_number}`,
    () => `receipts?q=${sample.number.replace('INV', 'REC')}`,
    () => `invoices?q=${sample.project_number}`,
    () => `invoices?q=${sample.number.replaceAll('-', '')}`,
    () => `receipts?q=${sample.number.replace('INV', 'REC').replaceAll('-', '')}`,
    () => `customers?q=${sample.name.slice(12, 24)}`,
    () => `customers?q=${sample.vat_number}&sort=-createdAt`,
    () => `invoices?q=${sample.number.replaceAll('-', '')}`,
    () => `receipts?q=${sample.number.replace('INV', 'REC').replaceAll('-', '')}`,
    () => `journal?documentNumber=${sample.number}`,
    () => `journal?documentNumber=${sample.number.slice(6)}`,
  ])('search by index: %s', async (path) => {
    const plans = await plansOf(`/api/v1/${path()}`);
    for (const plan of plans) expect(plan).not.toMatch(new RegExp(`Seq Scan on (${big}) `));
    expect(must(await world.api.get(`/api/v1/${path()}`), 200).items.length).toBeGreaterThan(0);
  });

  it.each(['customers', 'invoices', 'receipts', 'credit-notes'])(
    'find a VAT number by index also where it is set apart, though all have its country: %s',
    async (list) => {
      const apart = sample.vat_number.replace(/(..)(...)(....)/, '$1 $2-$3.');
      const path = `/api/v1/${list}?q=${encodeURIComponent(apart)}`;
      const page = (await plansOf(path)).at(-1);
      expect(page).not.toMatch(new RegExp(`Seq Scan on (${big}) `));
      expect(page).not.toMatch(/_by_date|by_day/);
      expect(must(await world.api.get(path), 200).items.length).toBeGreaterThan(0);
    },
  );

  it('give every document once, page by page, the newest first', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    let last = '9999';
    do {
      const page: any = must(
        await world.api.get(
          `/api/v1/invoices?from=2024-03-01&to=2024-03-31&limit=200${cursor && `&cursor=${cursor}`}`,
        ),
        200,
      );
      for (const item of page.items) {
        expect(item.issueDate <= last).toBe(true);
        last = item.issueDate;
        seen.push(item.id);
      }
      cursor = page.nextCursor;
    } while (cursor);
    const [all] = await world.database.query<any>(
      "SELECT count(*)::int AS n FROM invoice WHERE document_date BETWEEN '2024-03-01' AND '2024-03-31'",
    );
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(all.n);
  });

  it('a search pages like a list, also when it finds very many customers', async () => {
    const { api } = world;
    const read = async (query: string, pages: number) => {
      const seen: string[] = [];
      let cursor: string | null = '';
      for (let n = 0; n < pages && cursor !== null; n += 1) {
        const page: any = must(
          await api.get(`/api/v1/invoices?${query}&limit=7${cursor && `&cursor=${cursor}`}`),
          200,
        );
        seen.push(...page.items.map((item: any) => item.id));
        cursor = page.nextCursor;
      }
      return seen;
    };
    const expected = async (where: string, limit: number) =>
      (
        await world.database.query<any>(
          `SELECT i.id FROM invoice i JOIN customer c ON c.id = i.customer_id WHERE ${where} ORDER BY document_date DESC, i.id DESC LIMIT ${limit}`,
        )
      ).map((row) => row.id);
    expect(await read('q=mail.example', 3)).toEqual(await expected('true', 21));
    expect(await read('q=PRJ-', 3)).toEqual(await expected('i.project_id IS NOT NULL', 21));
    expect(await read('q=INV-2025-001', 2)).toEqual(await expected("i.number LIKE 'INV-2025-001%'", 14));
    const name = sample.name.slice(9, 25);
    expect(await read(`q=${name}`, 9)).toEqual(await expected(`c.name LIKE '%${name}%'`, 63));
    expect(await read(`q=${name}&paymentStatus=UNPAID`, 9)).toEqual(
      await expected(`c.name LIKE '%${name}%' AND payment_status = 'UNPAID'`, 63),
    );
  });

  it.each([
    'journal?from=2025-05-01&to=2025-05-31',
    'journal?sort=date&account=REVENUE',
    'journal?account=REVENUE&from=2025-05-01',
  ])('walk an index after one look at the journal’s last number: %s', async (path) => {
    const [last, page, ...more] = await plansOf(`/api/v1/${path}&limit=20`);
    expect(more).toEqual([]);
    expect(last).toMatch(/^Seq Scan on journal /);
    expect(page).not.toMatch(new RegExp(`Seq Scan on (${big}) `));
    for (const match of page!.matchAll(/Sort .*rows=(\d+)/g)) expect(Number(match[1])).toBeLessThan(150);
  });

  it('take no cursor that they did not make', async () => {
    for (const noun of ['customers', 'invoices', 'credit-notes', 'receipts', 'journal']) {
      expect(refusal(await world.api.get(`/api/v1/${noun}?cursor=nonsense`))).toBe('400 bad-cursor');
      expect(
        refusal(
          await world.api.get(
            `/api/v1/${noun}?cursor=${Buffer.from('["2026-02-31",1]').toString('base64url')}`,
          ),
        ),
      ).toBe('400 bad-cursor');
    }
  });

  it('show a caller with less clearance only what is theirs, as fast', async () => {
    const api = await world.as({ permissions: 'all', clearance: 0 });
    const [plan] = await plansOf('/api/v1/invoices?limit=20', api);
    expect(plan).not.toMatch(new RegExp(`Seq Scan on (${big}) `));
  });
});
