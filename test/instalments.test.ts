import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type Client, type Stack } from './stack/stack.js';
import { issuedReceipt, make, newCustomer, newProject, see, seen, type Json } from './stack/stories.js';

/** PROJECTS + MILESTONES, its examples and acceptance criteria, over the gateway and two replicas of each service. */
let stack: Stack;
let sales: Client;
let pm: Client;
let finance: Client;
let year: number;

beforeAll(async () => {
  stack = await startStack();
  [sales, pm, finance] = await Promise.all([stack.as('sales'), stack.as('pm'), stack.as('finance')]);
  year = new Date().getUTCFullYear();
}, 150_000);
afterAll(() => stack?.stop());

describe('Example A: a project with three instalments', () => {
  let clientA: Json;
  let project: Json;
  let milestones: Json[];

  it('is created for Client A as the first project of the year', async () => {
    clientA = await newCustomer(sales, 'Client A');
    project = await newProject(pm, clientA.id);
    expect(project).toMatchObject({
      number: `PRJ-${year}-0001`,
      status: 'ACTIVE',
      title: 'System Implementation',
      budgetTotal: '8000.00',
      startDate: '2026-01-01',
      endDate: '2026-03-31',
    });
  });

  it('takes an advance, two progress payments that the system numbers, and a final payment', async () => {
    const agreed = [
      { type: 'ADVANCE', expectedAmount: 3000 },
      { type: 'PROGRESS', expectedAmount: '1000' },
      { type: 'PROGRESS', expectedAmount: '1000.00' },
      { type: 'FINAL', expectedAmount: '3000.00' },
    ];
    milestones = [];
    for (const milestone of agreed)
      milestones.push(await make(pm, `/projects/${project.id}/milestones`, milestone));
    expect(milestones.map((m) => [m.label, m.no, m.expectedAmount, m.status, m.dueDate])).toEqual([
      ['Advance Payment', null, '3000.00', 'PLANNED', null],
      ['Progress Payment 1', 1, '1000.00', 'PLANNED', null],
      ['Progress Payment 2', 2, '1000.00', 'PLANNED', null],
      ['Final Payment', null, '3000.00', 'PLANNED', null],
    ]);
    const { warnings, totals } = await see(pm, `/projects/${project.id}`);
    expect(warnings).toEqual([]);
    expect(totals).toMatchObject({ received: '0.00', remaining: '8000.00', milestonesExpected: '8000.00' });
  });

  it('shows each milestone paid as its receipt is issued, with the day of payment', async () => {
    for (const [i, milestone] of milestones.entries()) {
      const receipt = await issuedReceipt(finance, {
        customerId: clientA.id,
        amount: milestone.expectedAmount,
        projectId: project.id,
        milestoneId: milestone.id,
        paymentDate: `2026-0${i + 1}-15`,
      });
      expect(receipt).toMatchObject({ number: `REC-${year}-000${i + 1}`, status: 'ISSUED' });
      const list = await seen(pm, `/projects/${project.id}/milestones`, (l) => l.items[i].status === 'PAID');
      expect(list.items[i]).toMatchObject({
        receivedAmount: milestone.expectedAmount,
        remainingAmount: '0.00',
        paidDate: `2026-0${i + 1}-15`,
        dueDate: null,
      });
    }
  });

  it('has received all of the 8000 at the end, and nothing remains', async () => {
    const { totals } = await seen(pm, `/projects/${project.id}`, (p) => p.totals.received === '8000.00');
    expect(totals.remaining).toBe('0.00');
    const documents = await see(pm, `/projects/${project.id}/documents`);
    expect(documents.items).toHaveLength(4);
  });

  it('tells the project manager’s colleagues of every payment, once', async () => {
    const admin = await stack.as('admin');
    const mails = await seen(
      admin,
      '/notifications?recipient=finance@closeout.test&event=billing.receipt-issued.v1',
      (l) => l.items.length >= 4,
    );
    expect(mails.items).toHaveLength(4);
  });

  it('is told whole by the public event feed', async () => {
    const accounting = await stack.as('accounting');
    const { items } = await seen(
      accounting,
      '/events?limit=200&types=billing.receipt-issued.v1',
      (feed) => feed.items.length === 4,
    );
    expect(items.map((e: Json) => e.data.number)).toEqual([1, 2, 3, 4].map((n) => `REC-${year}-000${n}`));
  });
});

describe('Example B: wrong allocations are prevented', () => {
  let clientA: Json;
  let clientB: Json;
  let projectOfB: Json;
  let milestoneOfB: Json;

  beforeAll(async () => {
    clientA = await newCustomer(sales, 'Another Client A');
    clientB = await newCustomer(sales, 'Client B');
    await newProject(pm, clientA.id, { title: 'Project of A' });
    projectOfB = await newProject(pm, clientB.id, { title: 'Project of B' });
    milestoneOfB = await make(pm, `/projects/${projectOfB.id}/milestones`, {
      type: 'ADVANCE',
      expectedAmount: '500.00',
    });
  });

  it('offers only Customer A’s projects when a document for Customer A is made', async () => {
    const { items } = await see(finance, `/projects?customerId=${clientA.id}`);
    expect(items.map((p: Json) => p.title)).toEqual(['Project of A']);
  });

  it.each(['/invoices', '/receipts'])('refuses %s of Customer A on Customer B’s project', async (path) => {
    const content =
      path === '/invoices'
        ? { lines: [{ description: 'Work', quantity: '1', unitPrice: '500.00' }] }
        : { amount: '500.00', paymentDate: '2026-01-31' };
    const body = { customerId: clientA.id, currency: 'EUR', ...content };
    for (const allocation of [
      { projectId: projectOfB.id },
      { projectId: projectOfB.id, milestoneId: milestoneOfB.id },
    ]) {
      const answer = await finance.post(path, { ...body, ...allocation });
      expect(answer).toMatchObject({ status: 409, body: { code: 'allocation-mismatch' } });
    }
  });
});

describe('Acceptance criteria', () => {
  it('a project cannot be created without a customer', async () => {
    const answer = await pm.post('/projects', {
      title: 'No customer',
      budgetTotal: '1.00',
      currency: 'EUR',
      startDate: '2026-01',
    });
    expect(answer.status).toBe(400);
    expect((answer.body as Json).errors).toContainEqual(expect.objectContaining({ pointer: '/customerId' }));
  });

  it('customer, project, milestone and receipt in immediate succession are never refused', async () => {
    await Promise.all(
      Array.from({ length: 15 }, async (_, i) => {
        const customer = await newCustomer(sales, `Hasty Customer ${i}`);
        const project = await newProject(pm, customer.id);
        const milestone = await make(pm, `/projects/${project.id}/milestones`, {
          type: 'FINAL',
          expectedAmount: '8000.00',
        });
        const receipt = await issuedReceipt(finance, {
          customerId: customer.id,
          amount: '8000.00',
          projectId: project.id,
          milestoneId: milestone.id,
        });
        expect(receipt.status).toBe('ISSUED');
        await seen(pm, `/projects/${project.id}`, (p) => p.totals.received === '8000.00');
      }),
    );
  });

  it('forty projects created at once have forty consecutive numbers', async () => {
    const customer = await newCustomer(sales, 'Busy Customer');
    const made = await Promise.all(Array.from({ length: 40 }, () => newProject(pm, customer.id)));
    const numbers = made.map((p) => Number(p.number.split('-')[2])).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, i) => (numbers[0] as number) + i));
  });

  it('thirty receipts issued at once have no gap and no double in their numbers', async () => {
    const customer = await newCustomer(sales, 'Paying Customer');
    const drafts = await Promise.all(
      Array.from({ length: 30 }, () =>
        make(finance, '/receipts', {
          customerId: customer.id,
          currency: 'EUR',
          amount: '10.00',
          paymentDate: '2026-02-01',
        }),
      ),
    );
    const issued = await Promise.all(drafts.map((draft) => make(finance, `/receipts/${draft.id}/issue`)));
    const numbers = issued.map((r) => Number(r.number.split('-')[2])).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 30 }, (_, i) => (numbers[0] as number) + i));
  });

  it('of ten advance payments entered at once one stays', async () => {
    const customer = await newCustomer(sales, 'Contested Customer');
    const project = await newProject(pm, customer.id);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        pm.post(`/projects/${project.id}/milestones`, { type: 'ADVANCE', expectedAmount: '100.00' }),
      ),
    );
    expect(answers.filter((a) => a.status === 201)).toHaveLength(1);
    expect(answers.filter((a) => a.status === 409)).toHaveLength(9);
  });

  it('a receipt that is issued twice at once is issued once', async () => {
    const customer = await newCustomer(sales, 'Double Customer');
    const draft = await make(finance, '/receipts', {
      customerId: customer.id,
      currency: 'EUR',
      amount: '75.00',
      paymentDate: '2026-02-01',
    });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => finance.post(`/receipts/${draft.id}/issue`, {})),
    );
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
  });

  it('project and milestone of a document are locked once it is issued', async () => {
    const customer = await newCustomer(sales, 'Locked Customer');
    const project = await newProject(pm, customer.id);
    const other = await newProject(pm, customer.id);
    const receipt = await issuedReceipt(finance, {
      customerId: customer.id,
      amount: '5.00',
      projectId: project.id,
    });
    const answer = await finance.patch(`/receipts/${receipt.id}`, { projectId: other.id });
    expect(answer).toMatchObject({ status: 409, body: { code: 'document-issued' } });
  });

  it('a milestone sum that differs from the budget is a warning, not a refusal', async () => {
    const customer = await newCustomer(sales, 'Warned Customer');
    const project = await newProject(pm, customer.id, {
      milestones: [{ type: 'ADVANCE', expectedAmount: '1.00' }],
    });
    expect(project.warnings).toContainEqual(
      expect.objectContaining({ code: 'milestones-do-not-sum-to-budget' }),
    );
  });
});
