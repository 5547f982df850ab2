import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type Client, type Stack } from './stack/stack.js';
import { issuedReceipt, make, newCustomer, newProject, see, seen, type Json } from './stack/stories.js';

/** The closure workflow, from quote to FINALIZED, and its exception paths, over the gateway and two replicas of each service. */
let stack: Stack;
let admin: Client;
let sales: Client;
let pm: Client;
let tech: Client;
let finance: Client;
let direction: Client;
let member: Client;
let pmId: string;
let memberId: string;

beforeAll(async () => {
  stack = await startStack();
  [admin, sales, pm, tech, finance, direction, member] = (await Promise.all(
    ['admin', 'sales', 'pm', 'tech', 'finance', 'direction', 'member'].map((name) => stack.as(name)),
  )) as [Client, Client, Client, Client, Client, Client, Client];
  pmId = (await see(pm, '/me')).user.id;
  memberId = (await see(member, '/me')).user.id;
}, 150_000);
afterAll(() => stack?.stop());

/** Quoted, ordered, and made into a project by itself. */
async function orderedProject(
  name: string,
  amount = '8000.00',
): Promise<{ project: Json; cpo: Json; customer: Json }> {
  const customer = await newCustomer(sales, name);
  const quote = await make(sales, '/quotes', {
    customerId: customer.id,
    title: `System for ${name}`,
    currency: 'EUR',
    projectManagerId: pmId,
    lines: [{ description: 'Implementation', quantity: '1', unitPrice: amount }],
    budgetNodes: [{ code: '1', name: 'Installation', amount }],
  });
  await make(sales, `/quotes/${quote.id}/send`);
  const cpo = await make(sales, `/quotes/${quote.id}/approve`, { cpoNumber: `PO ${name}`, amount });
  const linked = await seen(sales, `/quotes/${quote.id}`, ({ projectId }) => projectId !== null);
  const project = await see(pm, `/projects/${linked.projectId}`);
  return {
    project,
    cpo: await seen(finance, `/cpos/${cpo.id}`, ({ projectId }) => projectId !== null),
    customer,
  };
}

/** An invoice over an amount of a project, issued, and a receipt that pays it. */
async function invoicedAndPaid(
  { project, customer }: Json,
  amount: string,
  received = amount,
): Promise<void> {
  const to = { customerId: customer.id, currency: 'EUR', projectId: project.id };
  const draft = await make(finance, '/invoices', {
    ...to,
    lines: [{ description: 'Work', quantity: '1', unitPrice: amount }],
  });
  const invoice = await make(finance, `/invoices/${draft.id}/issue`);
  await issuedReceipt(finance, {
    ...to,
    amount: received,
    allocations: [{ invoiceId: invoice.id, amount: received }],
  });
}

/** Nothing pending any more, and closed technically. */
async function closedTechnically(project: Json): Promise<Json> {
  const { items } = await see(tech, `/projects/${project.id}/checklist`);
  for (const line of items) await patch(tech, `/projects/${project.id}/checklist/${line.id}`, { done: true });
  return make(tech, `/projects/${project.id}/technical-closure`);
}

async function patch(who: Client, path: string, body: Json): Promise<Json> {
  const answer = await who.patch(path, body);
  expect({ path, status: answer.status, body: answer.body }).toMatchObject({ status: 200 });
  return answer.body;
}

/** Asks for financial closure and waits for the decision. */
async function decided(project: Json): Promise<Json> {
  const { closureId, status } = await make(finance, `/projects/${project.id}/financial-closure`);
  expect(status).toBe('PENDING');
  return seen(
    finance,
    `/projects/${project.id}/financial-closure/${closureId}`,
    (now) => now.status !== 'PENDING',
  );
}

const codes = (blockers: Json[]): string[] => blockers.map(({ code }) => code).sort();

/** Who was told of an event. */
const told = async (event: string, about: string): Promise<string[]> => {
  const { items } = await see(admin, `/notifications?event=${event}&limit=200`);
  return items
    .filter(({ subject }: Json) => subject.includes(about))
    .map(({ recipient }: Json) => recipient.split('@')[0])
    .sort();
};

describe('From quote to finalized', () => {
  let story: { project: Json; cpo: Json; customer: Json };
  let stage: Json;
  let milestone: Json;

  it('the customer’s order approves the quote, and one project creates itself, with its budget', async () => {
    story = await orderedProject('Client A');
    const { project, cpo, customer } = story;
    expect(project).toMatchObject({
      status: 'ACTIVE',
      customerId: customer.id,
      title: 'System for Client A',
      budgetTotal: '8000.00',
      projectManagerId: pmId,
    });
    expect(cpo).toMatchObject({ status: 'OPEN', projectId: project.id, amount: '8000.00' });
    const { items } = await see(pm, `/projects/${project.id}/budget-nodes`);
    expect(items).toMatchObject([{ code: '1', name: 'Installation', amount: '8000.00' }]);
  });

  it('its manager and everyone who is told of new projects get an e-mail', async () => {
    await seen(admin, '/notifications?event=projects.project-created.v1', ({ items }) => items.length >= 3);
    expect(await told('projects.project-created.v1', 'System for Client A')).toEqual([
      'admin',
      'pm',
      'sales',
    ]);
  });

  it('the team records what it does', async () => {
    const { project } = story;
    const path = `/projects/${project.id}`;
    await make(pm, `${path}/team`, { userId: memberId });
    // The work began before the order was there.
    expect((await pm.patch(path, { startDate: '2026-01-01' })).status).toBe(200);
    stage = await make(pm, `${path}/stages`, { name: 'Installation', dueDate: '2099-01-31' });
    milestone = await make(pm, `${path}/milestones`, {
      type: 'FINAL',
      expectedAmount: '8000.00',
      stageId: stage.id,
    });
    const entry = await make(member, `${path}/time-entries`, {
      date: '2026-01-15',
      hours: '7.5',
      description: 'Installed the servers',
    });
    await make(member, `${path}/time-entries/${entry.id}/submit`);
    await make(member, `${path}/expenses`, {
      kind: 'LOGISTICS',
      description: 'Train to the site',
      amount: '89.90',
      currency: 'EUR',
      date: '2026-01-15',
    });
    await make(pm, `${path}/deliverables`, { name: 'Operator’s manual' });
  });

  it('a complete stage requests its payment: billing drafts the invoice, once, against the order', async () => {
    const { project, cpo } = story;
    await patch(pm, `/projects/${project.id}/stages/${stage.id}`, { completion: 100 });
    const { items } = await seen(
      finance,
      `/invoices?projectId=${project.id}`,
      (page) => page.items.length === 1,
    );
    expect(items.at(-1)).toMatchObject({ status: 'DRAFT', milestoneId: milestone.id, cpoId: cpo.id });
    const invoice = await make(finance, `/invoices/${items[0].id}/issue`);
    expect(invoice).toMatchObject({ cpoId: cpo.id, cpoVersionNo: 1, totals: { gross: '8000.00' } });
    await issuedReceipt(finance, {
      customerId: project.customerId,
      projectId: project.id,
      amount: '8000.00',
      allocations: [{ invoiceId: invoice.id, amount: '8000.00' }],
    });
    const { payments, completion } = await seen(
      pm,
      `/projects/${project.id}/progress`,
      (now) => now.payments.received === '8000.00' && now.payments.invoiced !== '0.00',
    );
    expect([completion, payments.invoiced]).toEqual([100, '8000.00']);
  });

  it('technical closure says what is pending, and who can clear it', async () => {
    const path = `/projects/${story.project.id}/technical-closure`;
    const { ready, pending } = await see(tech, path);
    expect(ready).toBe(false);
    const kinds = pending.map(({ kind }: Json) => kind);
    expect(new Set(kinds)).toEqual(new Set(['TIME_ENTRY', 'EXPENSE', 'DELIVERABLE', 'CHECKLIST']));
    for (const line of pending)
      expect(line).toMatchObject({ detail: expect.any(String), clearedBy: expect.anything() });
    const refused = await tech.post(path, {});
    expect(refused.status).toBe(409);
    expect(refused.body.pending).toEqual(pending);
  });

  it('when nothing is pending, the technical manager closes', async () => {
    const path = `/projects/${story.project.id}`;
    const [entry] = (await see(pm, `${path}/time-entries`)).items;
    await make(pm, `${path}/time-entries/${entry.id}/approve`);
    const [expense] = (await see(pm, `${path}/expenses`)).items;
    await make(pm, `${path}/expenses/${expense.id}/settle`);
    const [manual] = (await see(pm, `${path}/deliverables`)).items;
    await patch(pm, `${path}/deliverables/${manual.id}`, { status: 'READY' });
    await patch(pm, `${path}/deliverables/${manual.id}`, { status: 'DELIVERED' });
    await closedTechnically(story.project);
    expect(await see(pm, path)).toMatchObject({ status: 'TECHNICALLY_CLOSED' });
  });

  it('no new expenditure is taken from then on', async () => {
    const path = `/projects/${story.project.id}`;
    const expense = await member.post(`${path}/expenses`, {
      kind: 'REFUND',
      description: 'Cable',
      amount: '9.90',
      currency: 'EUR',
      date: '2026-02-01',
    });
    const hours = await member.post(`${path}/time-entries`, {
      date: '2026-02-01',
      hours: '1',
      description: 'One more thing',
    });
    expect([expense.status, hours.status]).toEqual([409, 409]);
  });

  it('financial closure is refused while the order is open, and says who can finalize it', async () => {
    const { project, cpo } = story;
    const preview = await see(finance, `/projects/${project.id}/financial-closure`);
    expect(preview.ready).toBe(false);
    const closure = await decided(project);
    expect(closure.status).toBe('REJECTED');
    expect(closure.report.blockers).toMatchObject([
      { code: 'cpo-open', recordKind: 'CPO', recordId: cpo.id, permission: 'cpos.manage' },
    ]);
    // The same words in the preview as in the decision.
    expect(preview.blockers).toEqual(closure.report.blockers);
    await make(finance, `/cpos/${cpo.id}/finalize`);
  });

  it('when order, invoices and payments agree, the project is finalized', async () => {
    const { project } = story;
    const preview = await see(finance, `/projects/${project.id}/financial-closure`);
    expect(preview).toMatchObject({
      ready: true,
      blockers: [],
      totals: { cpo: '8000.00', invoiced: '8000.00', received: '8000.00', currency: 'EUR' },
    });
    const closure = await decided(project);
    expect(closure).toMatchObject({ status: 'FINALIZED', report: { blockers: [] } });
    expect(await see(pm, `/projects/${project.id}`)).toMatchObject({ status: 'FINALIZED' });
    const { items } = await see(pm, `/projects/${project.id}/history`);
    expect(items.map(({ to }: Json) => to).sort()).toEqual(['ACTIVE', 'FINALIZED', 'TECHNICALLY_CLOSED']);
  });

  it('nothing can be invoiced on it any more', async () => {
    const refused = await finance.post('/invoices', {
      customerId: story.customer.id,
      currency: 'EUR',
      projectId: story.project.id,
      lines: [{ description: 'More', quantity: '1', unitPrice: '1.00' }],
    });
    expect([refused.status, refused.body.code]).toEqual([409, 'project-locked']);
  });
});

describe('The order changes', () => {
  it('a new version waits for direction and blocks the closure; approved, it counts', async () => {
    const story = await orderedProject('Client B');
    const { project, cpo } = story;
    await make(sales, `/cpos/${cpo.id}/versions`, { amount: '9000.00', reason: 'A second server' });
    await seen(
      admin,
      '/notifications?event=billing.cpo-version-created.v1',
      ({ items }) => items.length >= 4,
    );
    expect(await told('billing.cpo-version-created.v1', 'PO Client B')).toEqual([
      'admin',
      'direction',
      'pm',
      'sales',
    ]);
    await invoicedAndPaid(story, '9000.00');
    await closedTechnically(project);
    const waiting = await decided(project);
    expect([waiting.status, codes(waiting.report.blockers)]).toEqual([
      'REJECTED',
      expect.arrayContaining(['cpo-direction-pending']),
    ]);
    const early = await finance.post(`/cpos/${cpo.id}/versions/2/approve`, {});
    expect([early.status, early.body.permission]).toEqual([403, 'cpos.direction']);
    await make(direction, `/cpos/${cpo.id}/versions/2/approve`);
    const after = await make(finance, `/cpos/${cpo.id}/finalize`);
    expect(after).toMatchObject({ amount: '9000.00', status: 'FINALIZED', mismatch: null });
    expect((await decided(project)).status).toBe('FINALIZED');
  });
});

describe('The order does not match', () => {
  let story: { project: Json; cpo: Json; customer: Json };

  it('less was invoiced than ordered: finalizing the order finds the mismatch, and direction is told', async () => {
    story = await orderedProject('Client C');
    await invoicedAndPaid(story, '7500.00');
    const cpo = await make(finance, `/cpos/${story.cpo.id}/finalize`);
    expect(cpo.mismatch).toMatchObject({
      status: 'FOUND',
      ordered: '8000.00',
      invoiced: '7500.00',
      received: '7500.00',
      difference: '500.00',
    });
    await seen(admin, '/notifications?event=billing.cpo-mismatch-found.v1', ({ items }) => items.length >= 2);
    expect(await told('billing.cpo-mismatch-found.v1', 'PO Client C')).toEqual(['admin', 'direction']);
  });

  it('the closure names the figures and who decides', async () => {
    await closedTechnically(story.project);
    const closure = await decided(story.project);
    expect(closure.status).toBe('REJECTED');
    const mismatch = closure.report.blockers.find(({ code }: Json) => code === 'cpo-mismatch');
    expect(mismatch).toMatchObject({
      recordKind: 'CPO',
      recordId: story.cpo.id,
      expected: '8000.00',
      actual: '7500.00',
      difference: '500.00',
    });
  });

  it('finance reports it, direction accepts it, finance is told and closes', async () => {
    const path = `/cpos/${story.cpo.id}/mismatch`;
    const reported = await make(finance, `${path}/report`, { reason: 'A discount was agreed by phone' });
    expect(reported.status).toBe('DIRECTION_PENDING');
    const waiting = await decided(story.project);
    expect(codes(waiting.report.blockers)).toContain('cpo-direction-pending');
    const accepted = await make(direction, `${path}/accept`, { reason: 'Confirmed by the customer' });
    expect(accepted.mismatch).toMatchObject({ status: 'ACCEPTED', reason: 'Confirmed by the customer' });
    await seen(
      admin,
      '/notifications?event=billing.cpo-mismatch-resolved.v1',
      ({ items }) => items.length >= 2,
    );
    expect(await told('billing.cpo-mismatch-resolved.v1', 'PO Client C')).toEqual(['admin', 'finance']);
    const closure = await decided(story.project);
    expect(closure).toMatchObject({
      status: 'FINALIZED',
      report: { totals: { cpo: '7500.00', invoiced: '7500.00', received: '7500.00' } },
    });
  });
});

describe('Exceptions', () => {
  it('financial closure is not available on an active project', async () => {
    const { project } = await orderedProject('Client D');
    const refused = await finance.post(`/projects/${project.id}/financial-closure`, {});
    expect([refused.status, refused.body.code]).toEqual([409, 'transition-not-allowed']);
  });

  it('emergency finalize needs a written reason, which is kept', async () => {
    const customer = await newCustomer(sales, 'Client E');
    const project = await newProject(pm, customer.id);
    const path = `/projects/${project.id}/emergency-finalize`;
    expect((await pm.post(path, {})).status).toBe(400);
    await make(pm, path, { reason: 'Abandoned by the customer' });
    const { items } = await see(pm, `/projects/${project.id}/history`);
    expect(items.at(-1)).toMatchObject({
      action: 'emergency-finalize',
      from: 'ACTIVE',
      to: 'FINALIZED',
      reason: 'Abandoned by the customer',
    });
  });

  it('a finalized project is reopened: expenditure and invoicing go on', async () => {
    const story = await orderedProject('Client F');
    await invoicedAndPaid(story, '8000.00');
    await make(finance, `/cpos/${story.cpo.id}/finalize`);
    await closedTechnically(story.project);
    expect((await decided(story.project)).status).toBe('FINALIZED');
    const path = `/projects/${story.project.id}`;
    await make(pm, `${path}/reopen`, { reason: 'Additional work was ordered' });
    await make(tech, `${path}/expenses`, {
      kind: 'PURCHASE',
      description: 'Spare disk',
      amount: '120.00',
      currency: 'EUR',
      date: '2026-03-01',
    });
    const draft = await make(finance, '/invoices', {
      customerId: story.customer.id,
      currency: 'EUR',
      projectId: story.project.id,
      lines: [{ description: 'Spare disk', quantity: '1', unitPrice: '120.00' }],
    });
    const issued = await seenIssued(draft.id);
    expect(issued.status).toBe('ISSUED');
  });

  it('work begins before the order comes: the project is linked to quote and order later', async () => {
    const customer = await newCustomer(sales, 'Client G');
    const project = await newProject(pm, customer.id);
    const quote = await make(sales, '/quotes', {
      customerId: customer.id,
      title: 'System Implementation',
      currency: 'EUR',
      lines: [{ description: 'Implementation', quantity: '1', unitPrice: '8000.00' }],
    });
    await make(sales, `/quotes/${quote.id}/send`);
    await make(sales, `/quotes/${quote.id}/link`, { projectId: project.id });
    const cpo = await make(sales, `/quotes/${quote.id}/approve`, { cpoNumber: 'PO late', amount: '8000.00' });
    const linked = await seen(finance, `/cpos/${cpo.id}`, ({ projectId }) => projectId !== null);
    expect(linked.projectId).toBe(project.id);
    const { items } = await see(sales, `/projects?customerId=${customer.id}`);
    expect(items).toHaveLength(1);
  });

  /** Billing learns of the reopening by an event: until then it asks projects itself. */
  const seenIssued = (id: string) => make(finance, `/invoices/${id}/issue`);
});
