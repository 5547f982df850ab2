import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@closeout/service-kit/testing';
import { startStack, type Client, type Stack } from './stack/stack.js';
import { issuedReceipt, make, newCustomer, newProject, see, seen, type Json } from './stack/stories.js';

/** What would happen is shown before it is done: the same rules, figures and e-mails, and nothing changes. */
let stack: Stack;
let sales: Client;
let pm: Client;
let finance: Client;
let client: Json;
let project: Json;
let milestone: Json;

beforeAll(async () => {
  stack = await startStack({ replicas: 1 });
  [sales, pm, finance] = await Promise.all([stack.as('sales'), stack.as('pm'), stack.as('finance')]);
  const { user } = await see(pm, '/me');
  client = await newCustomer(sales, 'Client A');
  project = await newProject(pm, client.id, { projectManagerId: user.id });
  milestone = await make(pm, `/projects/${project.id}/milestones`, {
    type: 'ADVANCE',
    expectedAmount: '3000.00',
  });
}, 150_000);
afterAll(() => stack?.stop());

const onMilestone = () => ({
  customerId: client.id,
  currency: 'EUR',
  projectId: project.id,
  milestoneId: milestone.id,
});

/** E-mails need what notifications has heard of customer, project and people. */
const tried = (who: Client, path: string, body: unknown = {}): Promise<Json> =>
  eventually(
    () => make(who, `${path}?dryRun=true`, body),
    ({ emails }) => emails !== null,
    { what: `${path} with its e-mails` },
  );

const sum = (lines: { debit: string; credit: string }[], side: 'debit' | 'credit') =>
  lines.reduce((cents, line) => cents + Math.round(Number(line[side]) * 100), 0);

describe('Before an invoice is issued', () => {
  it('finance sees its number and journal lines; the draft stays a draft, and then gets that number', async () => {
    const draft = await make(finance, '/invoices', onMilestone());
    const plan = await tried(finance, `/invoices/${draft.id}/issue`);
    expect(plan).toMatchObject({
      dryRun: true,
      answer: { status: 'ISSUED', version: 2 },
      statusChanges: [{ recordKind: 'INVOICE', recordId: draft.id, from: 'DRAFT', to: 'ISSUED' }],
      documents: [{ kind: 'INVOICE', id: draft.id, amount: '3000.00', currency: 'EUR' }],
      events: [{ type: 'billing.invoice-issued.v1', subject: draft.id }],
      emails: [],
    });
    expect(plan.journalLines.map(({ account, debit, credit }: Json) => [account, debit, credit])).toEqual([
      ['RECEIVABLE', '3000.00', '0.00'],
      ['REVENUE', '0.00', '3000.00'],
    ]);
    expect(await see(finance, `/invoices/${draft.id}`)).toEqual(draft);

    const issued = await make(finance, `/invoices/${draft.id}/issue`);
    expect(issued.number).toBe(plan.documents[0].number);
  });

  it('is refused for the same reasons as issuing', async () => {
    const draft = await make(finance, '/invoices', onMilestone());
    const forbidden = await pm.post(`/invoices/${draft.id}/issue?dryRun=true`, {});
    expect([forbidden.status, forbidden.body.permission]).toEqual([403, 'invoices.issue']);
    const nonsense = await finance.post(`/invoices/${draft.id}/issue?dryRun=perhaps`, {});
    expect([nonsense.status, nonsense.body.errors[0].pointer]).toEqual([400, '?dryRun']);
    await make(finance, `/invoices/${draft.id}/issue`);
    const twice = await finance.post(`/invoices/${draft.id}/issue?dryRun=true`, {});
    expect([twice.status, twice.body.code]).toEqual([409, 'document-issued']);
  });
});

describe('Before a receipt is issued', () => {
  it('finance sees who would be told; nobody is', async () => {
    const draft = await make(finance, '/receipts', {
      ...onMilestone(),
      amount: '1000.00',
      paymentDate: '2026-01-31',
    });
    const plan = await eventually(
      () => tried(finance, `/receipts/${draft.id}/issue`),
      ({ emails }) => emails.length >= 2,
      { what: 'the e-mails of a receipt' },
    );
    const recipients = plan.emails.map(({ recipient }: Json) => recipient);
    expect(recipients).toEqual(expect.arrayContaining(['pm@closeout.test', 'finance@closeout.test']));
    expect(plan.emails[0]).toMatchObject({
      kind: 'payment-received',
      subject: 'Payment received: €1,000.00 from Client A',
    });
    expect(sum(plan.journalLines, 'debit')).toBe(sum(plan.journalLines, 'credit'));
    const admin = await stack.as('admin');
    expect((await see(admin, '/notifications?event=billing.receipt-issued.v1')).items).toEqual([]);
    expect((await see(pm, `/projects/${project.id}/milestones/${milestone.id}`)).receivedAmount).toBe('0.00');
  });
});

describe('Before a mistake is corrected', () => {
  it('a credit note shows what it releases and posts', async () => {
    const draft = await make(finance, '/invoices', onMilestone());
    const invoice = await make(finance, `/invoices/${draft.id}/issue`);
    await issuedReceipt(finance, {
      ...onMilestone(),
      amount: '3000.00',
      allocations: [{ invoiceId: invoice.id, amount: '3000.00' }],
    });
    const paid = await see(finance, `/invoices/${invoice.id}`);
    const plan = await tried(finance, `/invoices/${invoice.id}/credit-notes`, { reason: 'Wrong scope' });
    expect(plan.documents).toMatchObject([{ kind: 'CREDIT_NOTE', amount: '3000.00' }]);
    expect(plan.events.map(({ type }: Json) => type)).toEqual(
      expect.arrayContaining([
        'billing.credit-note-issued.v1',
        'billing.invoice-balance-changed.v1',
        'billing.receipt-allocation-changed.v1',
      ]),
    );
    expect(sum(plan.journalLines, 'debit')).toBe(sum(plan.journalLines, 'credit'));
    expect(sum(plan.journalLines, 'debit')).toBeGreaterThan(0);
    expect(await see(finance, `/invoices/${invoice.id}`)).toEqual(paid);
  });

  it('a reversal shows its number and that the receipt no longer counts', async () => {
    const receipt = await issuedReceipt(finance, { ...onMilestone(), amount: '500.00' });
    const plan = await tried(finance, `/receipts/${receipt.id}/reverse`, { reason: 'Payment bounced' });
    expect(plan).toMatchObject({
      statusChanges: [{ recordKind: 'RECEIPT', recordId: receipt.id, from: 'ISSUED', to: 'REVERSED' }],
      documents: [{ kind: 'REVERSAL', amount: '500.00' }],
      answer: { status: 'REVERSED' },
    });
    expect((await see(finance, `/receipts/${receipt.id}`)).status).toBe('ISSUED');
    const done = await make(finance, `/receipts/${receipt.id}/reverse`, { reason: 'Payment bounced' });
    expect(done.reversal.number).toBe(plan.documents[0].number);
  });
});

describe('Before a status changes', () => {
  it('cancelling says from where to where, and leaves the project as it is', async () => {
    const before = await seen(pm, `/projects/${project.id}`, ({ status }) => status === 'ACTIVE');
    const plan = await tried(pm, `/projects/${project.id}/cancel`, { reason: 'The customer withdrew' });
    expect(plan).toMatchObject({
      statusChanges: [{ recordKind: 'PROJECT', recordId: project.id, from: 'ACTIVE', to: 'CANCELLED' }],
      events: [{ type: 'projects.project-status-changed.v1', subject: project.id }],
    });
    const after = await see(pm, `/projects/${project.id}`);
    expect([after.status, after.version]).toEqual([before.status, before.version]);
  });

  it('what the state forbids is refused', async () => {
    const refused = await pm.post(`/projects/${project.id}/reopen?dryRun=true`, { reason: 'More work' });
    expect([refused.status, refused.body.code]).toEqual([409, 'transition-not-allowed']);
  });
});
