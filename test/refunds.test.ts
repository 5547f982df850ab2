import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type Client, type Stack } from './stack/stack.js';
import { issuedReceipt, make, newCustomer, newProject, see, seen, type Json } from './stack/stories.js';

/** Money that came beyond what was owed goes back, or to the customer's credit; then the project closes. */
let stack: Stack;
let admin: Client;
let finance: Client;
let customer: Json;

beforeAll(async () => {
  stack = await startStack({ replicas: 1 });
  [admin, finance] = await Promise.all([stack.as('admin'), stack.as('finance')]);
  customer = await newCustomer(admin, 'Client A');
}, 150_000);
afterAll(() => stack?.stop());

/** A project of 1000.00 with one milestone, invoiced, and its work done. */
async function invoicedProject(): Promise<{ project: Json; milestone: Json; invoice: Json }> {
  const project = await newProject(admin, customer.id, {
    budgetTotal: '1000.00',
    milestones: [{ type: 'FINAL', expectedAmount: '1000.00' }],
  });
  const [milestone] = (await see(admin, `/projects/${project.id}/milestones`)).items;
  const invoice = await issuedInvoice(project, { milestoneId: milestone.id });
  return { project, milestone, invoice };
}

async function issuedInvoice(project: Json, more: object): Promise<Json> {
  const body = { customerId: customer.id, currency: 'EUR', projectId: project.id, ...more };
  const draft = await make(finance, '/invoices', body);
  return make(finance, `/invoices/${draft.id}/issue`);
}

const paid = ({ project, milestone, invoice }: Json, amount: string, allocated: string): Promise<Json> =>
  issuedReceipt(finance, {
    customerId: customer.id,
    projectId: project.id,
    milestoneId: milestone.id,
    amount,
    allocations: [{ invoiceId: invoice.id, amount: allocated }],
  });

async function closed(project: Json): Promise<Json> {
  for (const item of (await see(admin, `/projects/${project.id}/checklist`)).items)
    await admin.patch(`/projects/${project.id}/checklist/${item.id}`, { done: true });
  await make(admin, `/projects/${project.id}/technical-closure`);
  return decided(project);
}

async function decided(project: Json): Promise<Json> {
  const { closureId } = await make(finance, `/projects/${project.id}/financial-closure`);
  const path = `/projects/${project.id}/financial-closure/${closureId}`;
  return seen(finance, path, ({ status }) => status !== 'PENDING');
}

const received = (amount: string) => (project: Json) => project.totals.received === amount;
const back = { refundDate: '2026-02-10', reason: 'Paid too much' };

describe('1100 were paid for 1000', () => {
  let story: { project: Json; milestone: Json; invoice: Json };
  let receipt: Json;

  it('the project does not close, and is told that 100 can go back', async () => {
    story = await invoicedProject();
    receipt = await paid(story, '1100.00', '1000.00');
    const { status, report } = await closed(story.project);
    expect(status).toBe('REJECTED');
    const tooMuch = report.blockers.find(({ code }: Json) => code === 'sums-differ');
    expect(tooMuch).toMatchObject({
      expected: '1000.00',
      actual: '1100.00',
      action: expect.stringMatching(/^Refund 100\.00 EUR, or move them to the customer’s credit/),
      permission: 'receipts.issue',
    });
  });

  it('after the refund of 100, project and milestone have received 1000, and it closes', async () => {
    const { project, milestone } = story;
    const refund = await make(finance, `/receipts/${receipt.id}/refunds`, { ...back, amount: '100.00' });
    await seen(admin, `/projects/${project.id}`, received('1000.00'));
    expect(await see(admin, `/projects/${project.id}/milestones/${milestone.id}`)).toMatchObject({
      receivedAmount: '1000.00',
      status: 'PAID',
    });
    const { items } = await seen(admin, `/projects/${project.id}/documents`, ({ items: all }) =>
      all.some(({ kind }: Json) => kind === 'REFUND'),
    );
    expect(items.find(({ kind }: Json) => kind === 'REFUND')).toMatchObject({
      id: refund.id,
      number: refund.number,
      amount: '100.00',
      date: '2026-02-10',
      status: 'ISSUED',
      milestone: { id: milestone.id },
    });
    expect(items.find(({ kind }: Json) => kind === 'RECEIPT')).toMatchObject({ amount: '1000.00' });
    expect((await decided(project)).status).toBe('FINALIZED');
  });

  it('and of a project that is closed nothing goes back', async () => {
    const refused = await finance.post(`/receipts/${receipt.id}/refunds`, { ...back, amount: '1.00' });
    expect([refused.status, refused.body.code]).toEqual([409, 'refund-exceeds-receipt']);
  });
});

it('a credit note over a paid invoice and the refund of its money: the project closes at the lower figures', async () => {
  const story = await invoicedProject();
  const receipt = await paid(story, '1000.00', '1000.00');
  const { project, invoice } = story;
  await make(finance, `/invoices/${invoice.id}/credit-notes`, {
    reason: 'Two days less',
    lines: [{ lineNo: 1, amount: '200.00' }],
  });
  const patched = await admin.patch(`/projects/${project.id}`, { budgetTotal: '800.00' });
  expect(patched.status).toBe(200);
  const { status, report } = await closed(project);
  expect(status).toBe('REJECTED');
  expect(report.totals).toMatchObject({ cpo: '800.00', invoiced: '800.00', received: '1000.00' });
  await make(finance, `/receipts/${receipt.id}/refunds`, { ...back, amount: '200.00' });
  expect((await decided(project)).status).toBe('FINALIZED');
  await seen(admin, `/projects/${project.id}`, received('800.00'));
});

it('what one project has too much is moved to the customer’s credit and pays the next one', async () => {
  const [first, next] = [await invoicedProject(), await invoicedProject()];
  const receipt = await paid(first, '1400.00', '1000.00');
  await make(finance, `/receipts/${receipt.id}/release`, {
    amount: '400.00',
    reason: 'For the next project',
  });
  expect((await closed(first.project)).status).toBe('FINALIZED');
  await make(finance, `/receipts/${receipt.id}/allocations`, {
    invoiceId: next.invoice.id,
    amount: '400.00',
  });
  await seen(admin, `/projects/${next.project.id}`, received('400.00'));
  expect(await see(admin, `/projects/${first.project.id}`)).toMatchObject({
    totals: { received: '1000.00' },
  });
  const rest = await paid(next, '600.00', '600.00');
  expect(rest.status).toBe('ISSUED');
  expect((await closed(next.project)).status).toBe('FINALIZED');
});

it('a cancelled project takes the payment of what was invoiced before, and gives back what was paid', async () => {
  const story = await invoicedProject();
  const { project, invoice } = story;
  await make(admin, `/projects/${project.id}/cancel`, { reason: 'The customer withdrew' });
  const receipt = await paid(story, '1000.00', '1000.00');
  await seen(admin, `/projects/${project.id}`, received('1000.00'));
  await make(finance, `/invoices/${invoice.id}/credit-notes`, { reason: 'As agreed' });
  await make(finance, `/receipts/${receipt.id}/refunds`, { ...back, amount: '1000.00' });
  await seen(admin, `/projects/${project.id}`, received('0.00'));
});
