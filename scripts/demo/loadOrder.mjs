import { divideHalfUp, fromMinor, toMinor } from '@closeout/contracts/money';

/**
 * Tells the API the life of one order: quoted, ordered, worked on, invoiced, paid, closed, as far as its story goes.
 * Every step can be told again after an interruption: POSTs have their keys, PATCHes ask first.
 */
export async function loadOrder({ people, managerId, memberId, customer, order, index, day }) {
  const told = { people, customer, order, day, key: (step) => `demo-order-${index}-${step}` };
  const quote = await sendQuote(told, managerId);
  if (order.leaves === 'quote-sent') return;
  const project = await orderedProject(told, quote);
  await stages[order.leaves](told, project, memberId);
}

const stages = {
  'at-work': recordWork,
  async 'order-open'(told, project) {
    await invoice(told, project, 100, 100);
    await closeTechnically(told, project);
  },
  async 'mismatch-found'(told, project) {
    await invoice(told, project, 90, 90);
    await finalizeOrder(told, project);
    await closeTechnically(told, project);
  },
  async 'mismatch-reported'(told, project) {
    await stages['mismatch-found'](told, project);
    const reason = 'The last sensor was not wanted any more; see the protocol of the acceptance';
    await told.people.finance.post(`/cpos/${project.cpoId}/mismatch/report`, { reason }, told.key('report'));
  },
  async 'version-pending'(told, project) {
    await invoice(told, project, 60, 60);
    const amount = percentOf(told.order.amount, 120, told.customer.currency);
    const version = { amount, reason: 'Six more boreholes in the southern district' };
    await told.people.sales.post(`/cpos/${project.cpoId}/versions`, version, told.key('version'));
  },
  async 'partly-paid'(told, project) {
    await invoice(told, project, 100, 40);
    await finalizeOrder(told, project);
    await closeTechnically(told, project);
  },
  async finalized(told, project) {
    await invoice(told, project, 100, 100);
    await finalizeOrder(told, project);
    await closeTechnically(told, project);
    await closeFinancially(told, project);
  },
  async reopened(told, project) {
    const { id } = await invoice(told, project, 100, 105);
    await refund(told, id, 5);
    await finalizeOrder(told, project);
    await closeTechnically(told, project);
    await closeFinancially(told, project);
    const reason = 'The customer ordered an index of the scanned files';
    await told.people.pm.post(`/projects/${project.id}/reopen`, { reason }, told.key('reopen'));
  },
};

async function sendQuote({ people: { sales }, customer, order, key }, managerId) {
  const { currency } = customer;
  const half = percentOf(order.amount, 50, currency);
  const draft = {
    customerId: customer.id,
    title: order.title,
    currency,
    projectManagerId: managerId,
    lines: [{ description: order.title, quantity: '1', unitPrice: order.amount }],
    budgetNodes: [
      { code: '1', name: 'Work', amount: order.amount },
      { code: '1.1', parent: '1', name: 'Design', amount: half },
    ],
  };
  const quote = await sales.post('/quotes', draft, key('quote'));
  return sales.post(`/quotes/${quote.id}/send`, {}, key('quote-send'));
}

/** The project creates itself when the order is entered: a moment later, it is there. */
async function orderedProject({ people: { sales }, order, key }, quote) {
  const cpo = { cpoNumber: `PO-${quote.number.slice(4)}`, amount: order.amount };
  const { id: cpoId } = await sales.post(`/quotes/${quote.id}/approve`, cpo, key('order'));
  const { projectId } = await until(
    () => sales.get(`/quotes/${quote.id}`),
    (now) => now.projectId !== null,
  );
  return { id: projectId, cpoId };
}

/** Something of each kind is open: the technical closure has a list to show. */
async function recordWork({ people: { pm, member }, customer, day, key }, { id }, memberId) {
  const path = `/projects/${id}`;
  const { currency } = customer;
  await pm.post(`${path}/team`, { userId: memberId }, key('team'));
  // The work began before the order was there.
  await pm.patch(path, { startDate: day(-30) });
  const design = await pm.post(`${path}/stages`, { name: 'Design', dueDate: day(-10) }, key('design'));
  const rollOut = { name: 'Roll-out', dueDate: day(25), weight: 2, dependsOn: [design.id] };
  const rolled = await pm.post(`${path}/stages`, rollOut, key('roll-out'));
  const advance = { type: 'ADVANCE', expectedAmount: '18000.00', dueDate: day(-8), stageId: design.id };
  const final = { type: 'FINAL', expectedAmount: '36000.00', dueDate: day(30), stageId: rolled.id };
  await pm.post(`${path}/milestones`, advance, key('advance'));
  await pm.post(`${path}/milestones`, final, key('final'));
  await pm.patch(`${path}/stages/${design.id}`, { completion: 100 });
  await pm.patch(`${path}/stages/${rolled.id}`, { completion: 35 });
  const hours = { date: day(-3), hours: '7.50', description: 'Dashboards for the control room' };
  const entry = await member.post(`${path}/time-entries`, hours, key('hours'));
  await member.post(`${path}/time-entries/${entry.id}/submit`, {}, key('hours-submit'));
  const train = { kind: 'LOGISTICS', description: 'Train and hotel, Helsinki', amount: '640.00', currency };
  await member.post(`${path}/expenses`, { ...train, date: day(-4) }, key('train'));
  await pm.post(`${path}/deliverables`, { name: 'Operator’s manual', dueDate: day(20) }, key('manual'));
}

/** An invoice over a part of the order, and the receipt that pays it, both in per cent of the order. */
async function invoice({ people: { finance }, customer, order, day, key }, project, invoiced, received) {
  const { currency } = customer;
  const to = { customerId: customer.id, currency, projectId: project.id };
  const unitPrice = percentOf(order.amount, invoiced, currency);
  const lines = [{ description: order.title, quantity: '1', unitPrice }];
  const draft = await finance.post('/invoices', { ...to, lines }, key('invoice'));
  await finance.post(`/invoices/${draft.id}/issue`, {}, key('invoice-issue'));
  const amount = percentOf(order.amount, received, currency);
  const payment = { amount, paymentDate: day(-6), method: 'bank transfer' };
  const settled = percentOf(order.amount, Math.min(invoiced, received), currency);
  const allocations = [{ invoiceId: draft.id, amount: settled }];
  const receipt = await finance.post('/receipts', { ...to, ...payment, allocations }, key('receipt'));
  return finance.post(`/receipts/${receipt.id}/issue`, {}, key('receipt-issue'));
}

/** What the customer paid too much, in per cent of the order, goes back. */
function refund({ people: { finance }, customer, order, day, key }, receiptId, percent) {
  const amount = percentOf(order.amount, percent, customer.currency);
  const body = {
    amount,
    refundDate: day(-3),
    method: 'bank transfer',
    reason: 'Paid twice for the last delivery',
  };
  return finance.post(`/receipts/${receiptId}/refunds`, body, key('refund'));
}

const finalizeOrder = ({ people: { finance }, key }, { cpoId }) =>
  finance.post(`/cpos/${cpoId}/finalize`, {}, key('order-finalize'));

async function closeTechnically({ people: { tech }, key }, { id }) {
  const path = `/projects/${id}`;
  const { status } = await tech.get(path);
  if (status === 'ACTIVE') {
    const { items } = await tech.get(`${path}/checklist`);
    for (const line of items)
      if (!line.done) await tech.patch(`${path}/checklist/${line.id}`, { done: true });
  }
  await tech.post(`${path}/technical-closure`, {}, key('technical-closure'));
}

async function closeFinancially({ people: { finance }, key }, { id }) {
  const path = `/projects/${id}/financial-closure`;
  const { closureId } = await finance.post(path, {}, key('financial-closure'));
  const decided = await until(
    () => finance.get(`${path}/${closureId}`),
    ({ status }) => status !== 'PENDING',
  );
  if (decided.status !== 'FINALIZED') throw new Error(`demo: ${path} was ${decided.status}`);
}

/** What another service derives follows within a moment. */
async function until(read, holds) {
  for (let attempt = 1; ; attempt += 1) {
    const found = await read();
    if (holds(found)) return found;
    if (attempt === 300)
      throw new Error(`demo: what was expected did not come about: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** `percent` of an amount, rounded half up. */
function percentOf(amount, percent, currency) {
  return fromMinor(divideHalfUp(toMinor(amount, currency) * BigInt(percent), 100n), currency);
}
