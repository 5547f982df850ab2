import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Operation } from '@closeout/contracts/http';
import { billingOperations } from '@closeout/contracts/http/billing';
import { newId } from '@closeout/service-kit/db';
import { badCpos } from './support/badCpos.js';
import { badCustomers } from './support/badCustomers.js';
import { badInvoices } from './support/badInvoices.js';
import { badQuotes } from './support/badQuotes.js';
import { badReceipts } from './support/badReceipts.js';
import { bodyOf, line, type Given } from './support/badBody.js';
import { must, refusal, startWorld, type World } from './support/world.js';

/** What strangers and mistaken programs send is answered with a problem that names the place, and changes nothing. */
let world: World;
let customer: any,
  draftQuote: any,
  order: any,
  draftInvoice: any,
  invoice: any,
  draftReceipt: any,
  receipt: any;

beforeAll(async () => {
  world = await startWorld();
  const { api } = world;
  customer = await world.customer();
  draftQuote = must(await api.post('/api/v1/quotes', newQuote()), 201);
  order = must(await api.post('/api/v1/cpos', newCpo()), 201);
  draftInvoice = must(await api.post('/api/v1/invoices', newInvoice()), 201);
  invoice = await world.invoice(customer.id, '100.00');
  draftReceipt = must(await api.post('/api/v1/receipts', newReceipt()), 201);
  receipt = await world.receipt(customer.id, '50.00');
});
afterAll(() => world.stop());

const newCustomer = () => ({ name: 'B', email: 'b@client.example', currency: 'EUR' });
const newInvoice = () => ({ customerId: customer.id, currency: 'EUR', lines: [line()] });
const newQuote = () => ({ customerId: customer.id, title: 'Q', currency: 'EUR', lines: [line()] });
const newCpo = () => ({ customerId: customer.id, number: 'PO-1', amount: '10.00', currency: 'EUR' });
const newReceipt = () => ({
  customerId: customer.id,
  currency: 'EUR',
  amount: '10.00',
  paymentDate: '2026-02-01',
});

/** Made before there are records: the ids are put in when a case runs. */
const badBodies = (given: Given) => [
  ...badCustomers(),
  ...badQuotes(),
  ...badCpos(),
  ...badInvoices(),
  ...badReceipts(given),
];
const table = badBodies({ customerId: newId(), invoiceId: newId() });

const operations = Object.values(billingOperations) as Operation[];

function idFor(operation: Operation): string {
  if (operation.path.startsWith('/customers')) return customer.id;
  if (operation.path.startsWith('/quotes')) return draftQuote.id;
  if (operation.path.startsWith('/cpos')) return order.id;
  if (operation.id === 'createCreditNote' || operation.id === 'getInvoice') return invoice.id;
  if (operation.path.startsWith('/invoices')) return draftInvoice.id;
  const ofIssued = ['reverseReceipt', 'allocateReceipt', 'releaseReceipt', 'createRefund'];
  if (ofIssued.includes(operation.id)) return receipt.id;
  return draftReceipt.id;
}

const pathOf = (operation: Operation, id: string) =>
  `/api/v1${operation.path.replace('{id}', id).replace('{no}', '1')}`;

function send(operation: Operation, path: string, body?: unknown, headers?: Record<string, string>) {
  const { method } = operation;
  return method === 'get' || method === 'delete'
    ? world.api[method](path, headers)
    : world.api[method](path, body, headers);
}

/** A body that is right in its shape, so that what is refused is something else. */
function goodBody(operation: Operation): unknown {
  const bodies: Record<string, unknown> = {
    createCustomer: newCustomer(),
    updateCustomer: { phone: '1' },
    createQuote: newQuote(),
    updateQuote: { title: 'R' },
    approveQuote: { cpoNumber: 'PO-2', amount: '10' },
    linkQuote: { projectId: newId() },
    createCpo: newCpo(),
    createCpoVersion: { amount: '11', reason: 'x' },
    linkCpo: { projectId: newId() },
    reopenCpo: { reason: 'x' },
    cancelCpo: { reason: 'x' },
    reportCpoMismatch: { reason: 'x' },
    acceptCpoMismatch: { reason: 'x' },
    rejectCpoMismatch: { reason: 'x' },
    createInvoice: newInvoice(),
    updateInvoice: { dueDate: '2026-03-01' },
    createCreditNote: { reason: 'x' },
    createReceipt: newReceipt(),
    updateReceipt: { method: 'cash' },
    reverseReceipt: { reason: 'x' },
    allocateReceipt: { invoiceId: invoice.id, amount: '1' },
    releaseReceipt: { amount: '1', reason: 'x' },
    createRefund: { amount: '1', refundDate: '2026-02-10', reason: 'x' },
  };
  return bodies[operation.id];
}

/** Everything that a refused request must not have touched. */
const traces = () =>
  world.database.query(
    `SELECT (SELECT count(*) FROM customer) AS customers, (SELECT sum(version) FROM customer) AS v1, (SELECT count(*) FROM invoice) AS invoices,
       (SELECT sum(version) FROM invoice) AS v2, (SELECT count(*) FROM receipt) AS receipts, (SELECT sum(version) FROM receipt) AS v3,
       (SELECT count(*) FROM quote) AS quotes, (SELECT sum(version) FROM quote) AS v4, (SELECT count(*) FROM cpo) AS cpos,
       (SELECT sum(version) FROM cpo) AS v5, (SELECT count(*) FROM cpo_version) AS versions,
       (SELECT count(*) FROM invoice_line) AS lines, (SELECT count(*) FROM credit_note) AS notes, (SELECT count(*) FROM receipt_allocation) AS allocations,
       (SELECT count(*) FROM refund) AS refunds, (SELECT count(*) FROM receipt_release) AS releases,
       (SELECT count(*) FROM journal_line) AS journal, (SELECT sum(last_no) FROM number_series) AS numbers,
       (SELECT count(*) FROM kit.event_log) AS events, (SELECT count(*) FROM kit.audit_log) AS audits`,
  );

describe('bad input changes nothing and is told where it is wrong', () => {
  let before: unknown;
  beforeAll(async () => {
    before = await traces();
  });
  afterAll(async () => {
    expect(await traces()).toEqual(before);
  });

  it.each(table.map(({ operation, what }, index) => [operation, what, index] as const))(
    '%s: %s',
    async (id, _what, index) => {
      const operation: Operation = billingOperations[id];
      const wrong = badBodies({ customerId: customer.id, invoiceId: invoice.id })[index]!;
      const creates = operation.method === 'post' && !operation.path.includes('{');
      const body = bodyOf(wrong, creates ? (goodBody(operation) as object) : {});
      const reply = await send(operation, pathOf(operation, idFor(operation)), body);
      expect(reply.status).toBe(400);
      expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      if (wrong.pointer === null) return;
      expect(reply.body.code).toBe(wrong.code);
      expect(reply.body.errors.map((error: any) => error.pointer)).toContain(wrong.pointer);
    },
  );

  it.each(
    operations
      .filter(({ path }) => path.includes('{id}'))
      .map((operation) => [operation.id, operation] as const),
  )('%s: an id that is none, and one that nobody has', async (_id, operation) => {
    const malformed = await send(operation, pathOf(operation, '1'), goodBody(operation));
    expect(refusal(malformed)).toBe('400 invalid-request');
    const unknown = await send(operation, pathOf(operation, newId()), goodBody(operation));
    expect(unknown.status).toBe(404);
    expect(unknown.body.code).toMatch(/-not-found$/);
  });

  it.each(
    operations
      .filter(({ method }) => method === 'get')
      .map((operation) => [operation.id, operation] as const),
  )('%s: an unknown parameter', async (_id, operation) => {
    const reply = await send(operation, `${pathOf(operation, idFor(operation))}?surprise=1`);
    expect(refusal(reply)).toBe('400 invalid-request');
  });

  it.each([
    ['customers?limit=0'],
    ['customers?limit=201'],
    ['customers?limit=ten'],
    ['customers?sort=email'],
    ['customers?status=GONE'],
    ['quotes?status=OPEN'],
    ['cpos?status=SENT'],
    ['cpos?projectId=PRJ-2026-0001'],
    ['invoices?customerId=1'],
    ['invoices?status=PAID'],
    ['invoices?paymentStatus=ISSUED'],
    ['invoices?from=2026-02-30'],
    ['invoices?q=%00'],
    ['receipts?to=yesterday'],
    ['receipts?status=PAID'],
    ['credit-notes?invoiceId=INV-2026-0001'],
    ['journal?account=CASH'],
    ['journal?q=x'],
    ['journal.csv?from=2026-13-01'],
    ['journal.csv?limit=1'],
    ['invoices?projectId=1&projectId=2'],
  ])('GET /%s', async (path) => {
    expect(refusal(await world.api.get(`/api/v1/${path}`))).toBe('400 invalid-request');
  });

  it.each([
    ['updateCustomer'],
    ['updateQuote'],
    ['deleteQuote'],
    ['sendQuote'],
    ['createCpoVersion'],
    ['finalizeCpo'],
    ['cancelCpo'],
    ['updateInvoice'],
    ['deleteInvoice'],
    ['issueInvoice'],
    ['createCreditNote'],
    ['updateReceipt'],
    ['deleteReceipt'],
    ['issueReceipt'],
    ['reverseReceipt'],
    ['allocateReceipt'],
    ['releaseReceipt'],
    ['createRefund'],
  ] as const)('%s: a stale version, and one that is none', async (id) => {
    const operation: Operation = billingOperations[id];
    const path = pathOf(operation, idFor(operation));
    const stale = await send(operation, path, goodBody(operation), { 'if-match': '"99"' });
    expect(refusal(stale)).toBe('412 stale-version');
    expect(stale.body.currentVersion).toBeGreaterThan(0);
    expect(refusal(await send(operation, path, goodBody(operation), { 'if-match': 'latest' }))).toBe(
      '400 invalid-request',
    );
  });

  it.each(operations.filter(({ body }) => body).map((operation) => [operation.id, operation] as const))(
    '%s: not JSON, and too much of it',
    async (_id, operation) => {
      const path = pathOf(operation, idFor(operation));
      expect(
        (await send(operation, path, 'reason=x', { 'content-type': 'application/x-www-form-urlencoded' }))
          .status,
      ).toBe(415);
      expect(
        (
          await send(
            operation,
            path,
            JSON.stringify({ reason: 'x'.repeat(operation.maxBodyBytes ?? 3_000_000) }),
          )
        ).status,
      ).toBe(413);
    },
  );
});
