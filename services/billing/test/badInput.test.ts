import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { billingOperations, type Operation } from '@closeout/contracts';
import { newId } from '@closeout/service-kit';
import { must, refusal, startWorld, type World } from './support/world.js';

/** What strangers and mistaken programs send is answered with a problem that names the place, and changes nothing. */
let world: World;
let customer: any, draftInvoice: any, invoice: any, draftReceipt: any, receipt: any;

beforeAll(async () => {
  world = await startWorld();
  const { api } = world;
  customer = await world.customer();
  draftInvoice = must(await api.post('/api/v1/invoices', newInvoice()), 201);
  invoice = await world.invoice(customer.id, '100.00');
  draftReceipt = must(await api.post('/api/v1/receipts', newReceipt()), 201);
  receipt = await world.receipt(customer.id, '50.00');
});
afterAll(() => world.stop());

const line = (more: object = {}) => ({ description: 'Work', quantity: '1', unitPrice: '10.00', ...more });
const newCustomer = (more: object = {}) => ({ name: 'B', email: 'b@client.example', currency: 'EUR', ...more });
const newInvoice = (more: object = {}) => ({ customerId: customer.id, currency: 'EUR', lines: [line()], ...more });
const newReceipt = (more: object = {}) => ({ customerId: customer.id, currency: 'EUR', amount: '10.00', paymentDate: '2026-02-01', ...more });
const settle = (more: object = {}) => newReceipt({ allocations: [{ invoiceId: invoice.id, amount: '1.00', ...more }] });
const huge = 'x'.repeat(20_000);

type Case = [what: string, operation: Operation, body: () => unknown, pointer: string | null, code?: string];
const o = billingOperations;

const cases: Case[] = [
  ['no name', o.createCustomer, () => newCustomer({ name: undefined }), '/name'],
  ['an empty name', o.createCustomer, () => newCustomer({ name: '  ' }), '/name'],
  ['a name that is a number', o.createCustomer, () => newCustomer({ name: 7 }), '/name'],
  ['a huge name', o.createCustomer, () => newCustomer({ name: huge }), '/name'],
  ['a name with NUL', o.createCustomer, () => newCustomer({ name: 'a\u0000b' }), '/name'],
  ['no e-mail address', o.createCustomer, () => newCustomer({ email: undefined }), '/email'],
  ['an e-mail address that is none', o.createCustomer, () => newCustomer({ email: 'Client A' }), '/email'],
  ['an empty VAT number', o.createCustomer, () => newCustomer({ vatNumber: '' }), '/vatNumber'],
  ['no currency', o.createCustomer, () => newCustomer({ currency: undefined }), '/currency'],
  ['a currency that is none', o.createCustomer, () => newCustomer({ currency: 'EURO' }), '/currency'],
  ['a currency in small letters', o.createCustomer, () => newCustomer({ currency: 'eur' }), '/currency'],
  ['negative payment terms', o.createCustomer, () => newCustomer({ paymentTermsDays: -1 }), '/paymentTermsDays'],
  ['payment terms of parts of a day', o.createCustomer, () => newCustomer({ paymentTermsDays: 1.5 }), '/paymentTermsDays'],
  ['a security level beyond 9', o.createCustomer, () => newCustomer({ securityLevel: 10 }), '/securityLevel'],
  ['an unknown status', o.createCustomer, () => newCustomer({ status: 'GONE' }), '/status'],
  ['an unknown field', o.createCustomer, () => newCustomer({ vat: 'DE1' }), '/vat'],
  ['an array', o.createCustomer, () => [newCustomer()], ''],
  ['nothing to change', o.updateCustomer, () => ({}), ''],
  ['no name at all', o.updateCustomer, () => ({ name: null }), '/name'],
  ['a version', o.updateCustomer, () => ({ version: 7 }), '/version'],
  ['an id', o.updateCustomer, () => ({ id: newId() }), '/id'],

  ['no customer', o.createInvoice, () => newInvoice({ customerId: undefined }), '/customerId'],
  ['a customer that is no id', o.createInvoice, () => newInvoice({ customerId: 'Client A' }), '/customerId'],
  ['an unknown customer', o.createInvoice, () => newInvoice({ customerId: newId() }), '/customerId', 'customer-unknown'],
  ['an unknown project', o.createInvoice, () => newInvoice({ projectId: newId() }), '/projectId', 'project-unknown'],
  ['an unknown milestone', o.createInvoice, () => newInvoice({ milestoneId: newId() }), '/milestoneId', 'milestone-unknown'],
  ['a due date that does not exist', o.createInvoice, () => newInvoice({ dueDate: '2026-02-30' }), '/dueDate'],
  ['a due date in the year 0', o.createInvoice, () => newInvoice({ dueDate: '0000-01-01' }), '/dueDate'],
  ['an instant for a day', o.createInvoice, () => newInvoice({ dueDate: '2026-02-01T00:00:00Z' }), '/dueDate'],
  ['neither lines nor a milestone', o.createInvoice, () => newInvoice({ lines: undefined }), '/lines'],
  ['no line', o.createInvoice, () => newInvoice({ lines: [] }), '/lines'],
  ['lines that are no list', o.createInvoice, () => newInvoice({ lines: line() }), '/lines'],
  ['too many lines', o.createInvoice, () => newInvoice({ lines: Array(501).fill(line()) }), '/lines'],
  ['lines and a rate beside them', o.createInvoice, () => newInvoice({ taxRate: '19' }), '/taxRate'],
  ['a line without a description', o.createInvoice, () => newInvoice({ lines: [line({ description: '' })] }), '/lines/0/description'],
  ['a quantity of nothing', o.createInvoice, () => newInvoice({ lines: [line({ quantity: '0.000' })] }), '/lines/0/quantity'],
  ['a negative quantity', o.createInvoice, () => newInvoice({ lines: [line({ quantity: -1 })] }), '/lines/0/quantity'],
  ['a quantity of seven decimals', o.createInvoice, () => newInvoice({ lines: [line({ quantity: '1.0000001' })] }), '/lines/0/quantity'],
  ['a quantity in exponents', o.createInvoice, () => newInvoice({ lines: [line({ quantity: 1e21 })] }), '/lines/0/quantity'],
  ['a quantity that is not exact', o.createInvoice, () => newInvoice({ lines: [line({ quantity: 0.1 + 0.2 })] }), '/lines/0/quantity'],
  ['a price in words', o.createInvoice, () => newInvoice({ lines: [line(), line({ unitPrice: 'much' })] }), '/lines/1/unitPrice'],
  ['a negative price', o.createInvoice, () => newInvoice({ lines: [line({ unitPrice: '-1' })] }), '/lines/0/unitPrice'],
  ['a price without end', o.createInvoice, () => newInvoice({ lines: [line({ unitPrice: '9'.repeat(30) })] }), '/lines/0/unitPrice'],
  ['a rate of more than 100', o.createInvoice, () => newInvoice({ lines: [line({ taxRate: '100.01' })] }), '/lines/0/taxRate'],
  ['a rate of three decimals', o.createInvoice, () => newInvoice({ lines: [line({ taxRate: '19.001' })] }), '/lines/0/taxRate'],
  ['an unknown field of a line', o.createInvoice, () => newInvoice({ lines: [line({ net: '1' })] }), '/lines/0/net'],
  ['an amount beyond counting', o.createInvoice, () => newInvoice({ lines: [line({ quantity: '9999999999999', unitPrice: '9999999999999' })] }), '/lines/0', 'amount-too-large'],
  ['an amount beyond counting in sum', o.createInvoice, () => newInvoice({ lines: Array(9).fill(line({ unitPrice: '2000000000000' })) }), '/lines', 'amount-too-large'],
  ['a number of one’s own', o.createInvoice, () => newInvoice({ number: 'INV-2026-0001' }), '/number'],
  ['text', o.createInvoice, () => '"x"', ''],
  ['broken JSON', o.createInvoice, () => '{"customerId": ', null],
  ['nothing to change', o.updateInvoice, () => ({}), ''],
  ['no currency', o.updateInvoice, () => ({ currency: null }), '/currency'],
  ['a status', o.updateInvoice, () => ({ status: 'ISSUED' }), '/status'],
  ['another unknown customer', o.updateInvoice, () => ({ customerId: newId() }), '/customerId', 'customer-unknown'],
  ['an issue date that does not exist', o.issueInvoice, () => ({ issueDate: '2026-04-31' }), '/issueDate'],
  ['an unknown field', o.issueInvoice, () => ({ number: 'INV-1' }), '/number'],

  ['no reason', o.createCreditNote, () => ({}), '/reason'],
  ['an empty reason', o.createCreditNote, () => ({ reason: ' ' }), '/reason'],
  ['no line', o.createCreditNote, () => ({ reason: 'x', lines: [] }), '/lines'],
  ['a line without a number', o.createCreditNote, () => ({ reason: 'x', lines: [{ amount: '1' }] }), '/lines/0/lineNo'],
  ['line 0', o.createCreditNote, () => ({ reason: 'x', lines: [{ lineNo: 0, amount: '1' }] }), '/lines/0/lineNo'],
  ['nothing of a line', o.createCreditNote, () => ({ reason: 'x', lines: [{ lineNo: 1, amount: '0' }] }), '/lines/0/amount'],
  ['less than nothing', o.createCreditNote, () => ({ reason: 'x', lines: [{ lineNo: 1, amount: '-1' }] }), '/lines/0/amount'],
  ['an amount beyond the scale', o.createCreditNote, () => ({ reason: 'x', lines: [{ lineNo: 1, amount: '1.001' }] }), '/lines/0/amount', 'amount-scale'],
  ['a line that is not there', o.createCreditNote, () => ({ reason: 'x', lines: [{ lineNo: 2, amount: '1' }] }), '/lines/0/lineNo', 'line-unknown'],

  ['no customer', o.createReceipt, () => newReceipt({ customerId: undefined }), '/customerId'],
  ['an unknown customer', o.createReceipt, () => newReceipt({ customerId: newId() }), '/customerId', 'customer-unknown'],
  ['an unknown project', o.createReceipt, () => newReceipt({ projectId: newId() }), '/projectId', 'project-unknown'],
  ['an unknown milestone', o.createReceipt, () => newReceipt({ milestoneId: newId() }), '/milestoneId', 'milestone-unknown'],
  ['no amount', o.createReceipt, () => newReceipt({ amount: undefined }), '/amount'],
  ['an amount of nothing', o.createReceipt, () => newReceipt({ amount: '0.00' }), '/amount'],
  ['a negative amount', o.createReceipt, () => newReceipt({ amount: -3 }), '/amount'],
  ['an amount beyond the scale', o.createReceipt, () => newReceipt({ amount: '8000.001' }), '/amount', 'amount-scale'],
  ['an amount beyond the scale of yen', o.createReceipt, () => newReceipt({ currency: 'JPY', amount: '10.5' }), '/amount', 'amount-scale'],
  ['an amount with a comma', o.createReceipt, () => newReceipt({ amount: '8,000.00' }), '/amount'],
  ['an amount that is true', o.createReceipt, () => newReceipt({ amount: true }), '/amount'],
  ['an amount without end', o.createReceipt, () => newReceipt({ amount: '9'.repeat(40) }), '/amount'],
  ['no payment date', o.createReceipt, () => newReceipt({ paymentDate: undefined }), '/paymentDate'],
  ['a payment date that does not exist', o.createReceipt, () => newReceipt({ paymentDate: '2025-02-29' }), '/paymentDate'],
  ['a huge reference', o.createReceipt, () => newReceipt({ reference: huge }), '/reference'],
  ['allocations that are no list', o.createReceipt, () => newReceipt({ allocations: {} }), '/allocations'],
  ['an allocation to nothing', o.createReceipt, () => settle({ invoiceId: undefined }), '/allocations/0/invoiceId'],
  ['an allocation to an unknown invoice', o.createReceipt, () => settle({ invoiceId: newId() }), '/allocations/0/invoiceId', 'invoice-unknown'],
  ['an allocation of nothing', o.createReceipt, () => settle({ amount: 0 }), '/allocations/0/amount'],
  ['an allocation beyond the scale', o.createReceipt, () => settle({ amount: '0.001' }), '/allocations/0/amount', 'amount-scale'],
  ['an unknown field', o.createReceipt, () => newReceipt({ status: 'ISSUED' }), '/status'],
  ['nothing to change', o.updateReceipt, () => ({}), ''],
  ['no payment date at all', o.updateReceipt, () => ({ paymentDate: null }), '/paymentDate'],
  ['an amount beyond the new currency’s scale', o.updateReceipt, () => ({ currency: 'JPY', amount: '1.5' }), '/amount', 'amount-scale'],
  ['an unknown project', o.updateReceipt, () => ({ projectId: newId() }), '/projectId', 'project-unknown'],
  ['an issue date', o.issueReceipt, () => ({ issueDate: '2026-02-01' }), '/issueDate'],
  ['no reason', o.reverseReceipt, () => ({}), '/reason'],
  ['a reason that is a list', o.reverseReceipt, () => ({ reason: ['x'] }), '/reason'],
  ['no invoice', o.allocateReceipt, () => ({ amount: '1' }), '/invoiceId'],
  ['an unknown invoice', o.allocateReceipt, () => ({ invoiceId: newId(), amount: '1' }), '/invoiceId', 'invoice-unknown'],
  ['an amount beyond the scale', o.allocateReceipt, () => ({ invoiceId: invoice.id, amount: '1.001' }), '/amount', 'amount-scale'],
];

const operations = Object.values(billingOperations) as Operation[];

function idFor(operation: Operation): string {
  if (operation.path.startsWith('/customers')) return customer.id;
  if (operation.id === 'createCreditNote' || operation.id === 'getInvoice') return invoice.id;
  if (operation.path.startsWith('/invoices')) return draftInvoice.id;
  if (['reverseReceipt', 'allocateReceipt'].includes(operation.id)) return receipt.id;
  return draftReceipt.id;
}

const pathOf = (operation: Operation, id: string) => `/api/v1${operation.path.replace('{id}', id)}`;

function send(operation: Operation, path: string, body?: unknown, headers?: Record<string, string>) {
  const { method } = operation;
  return method === 'get' || method === 'delete' ? world.api[method](path, headers) : world.api[method](path, body, headers);
}

/** A body that is right in its shape, so that what is refused is something else. */
function goodBody(operation: Operation): unknown {
  const bodies: Record<string, unknown> = {
    createCustomer: newCustomer(),
    updateCustomer: { phone: '1' },
    createInvoice: newInvoice(),
    updateInvoice: { dueDate: '2026-03-01' },
    createCreditNote: { reason: 'x' },
    createReceipt: newReceipt(),
    updateReceipt: { method: 'cash' },
    reverseReceipt: { reason: 'x' },
    allocateReceipt: { invoiceId: invoice.id, amount: '1' },
  };
  return bodies[operation.id];
}

/** Everything that a refused request must not have touched. */
const traces = () =>
  world.database.query(
    `SELECT (SELECT count(*) FROM customer) AS customers, (SELECT sum(version) FROM customer) AS v1, (SELECT count(*) FROM invoice) AS invoices,
       (SELECT sum(version) FROM invoice) AS v2, (SELECT count(*) FROM receipt) AS receipts, (SELECT sum(version) FROM receipt) AS v3,
       (SELECT count(*) FROM invoice_line) AS lines, (SELECT count(*) FROM credit_note) AS notes, (SELECT count(*) FROM receipt_allocation) AS allocations,
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

  it.each(cases.map(([what, operation, ...rest]) => [operation.id, what, operation, ...rest] as const))(
    '%s: %s',
    async (_id, _what, operation, body, pointer, code = 'invalid-request') => {
      const reply = await send(operation, pathOf(operation, idFor(operation)), body());
      expect(reply.status).toBe(400);
      expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      if (pointer === null) return;
      expect(reply.body.code).toBe(code);
      expect(reply.body.errors.map((error: any) => error.pointer)).toContain(pointer);
    },
  );

  it.each(operations.filter(({ path }) => path.includes('{id}')).map((operation) => [operation.id, operation] as const))(
    '%s: an id that is none, and one that nobody has',
    async (_id, operation) => {
      const malformed = await send(operation, pathOf(operation, '1'), goodBody(operation));
      expect(refusal(malformed)).toBe('400 invalid-request');
      const unknown = await send(operation, pathOf(operation, newId()), goodBody(operation));
      expect(unknown.status).toBe(404);
      expect(unknown.body.code).toMatch(/-not-found$/);
    },
  );

  it.each(operations.filter(({ method }) => method === 'get').map((operation) => [operation.id, operation] as const))(
    '%s: an unknown parameter',
    async (_id, operation) => {
      const reply = await send(operation, `${pathOf(operation, idFor(operation))}?surprise=1`);
      expect(refusal(reply)).toBe('400 invalid-request');
    },
  );

  it.each([
    ['customers?limit=0'],
    ['customers?limit=201'],
    ['customers?limit=ten'],
    ['customers?sort=email'],
    ['customers?status=GONE'],
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
    ['updateInvoice'],
    ['deleteInvoice'],
    ['issueInvoice'],
    ['createCreditNote'],
    ['updateReceipt'],
    ['deleteReceipt'],
    ['issueReceipt'],
    ['reverseReceipt'],
    ['allocateReceipt'],
  ] as const)('%s: a stale version, and one that is none', async (id) => {
    const operation: Operation = billingOperations[id];
    const path = pathOf(operation, idFor(operation));
    const stale = await send(operation, path, goodBody(operation), { 'if-match': '"99"' });
    expect(refusal(stale)).toBe('412 stale-version');
    expect(stale.body.currentVersion).toBeGreaterThan(0);
    expect(refusal(await send(operation, path, goodBody(operation), { 'if-match': 'latest' }))).toBe('400 invalid-request');
  });

  it.each(operations.filter(({ body }) => body).map((operation) => [operation.id, operation] as const))(
    '%s: not JSON, and too much of it',
    async (_id, operation) => {
      const path = pathOf(operation, idFor(operation));
      expect((await send(operation, path, 'reason=x', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
      expect((await send(operation, path, JSON.stringify({ reason: 'x'.repeat(3_000_000) }))).status).toBe(413);
    },
  );
});
