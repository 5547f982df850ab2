import { divideHalfUp, fromMinor, splitByLargestRemainder, toMinor } from '@closeout/contracts/money';

/**
 * Tells the API the life of one demo project: created with its milestones, then some of them invoiced
 * and paid, one perhaps in part, some invoiced only; at last what became of it.
 */
export async function loadProject({ pm, finance, customer, project, managerId, index, day, month }) {
  const key = (step) => `demo-project-${index}-${step}`;
  const amounts = sharesOf(project.budget, project.shares, customer.currency);
  const created = await pm.post(
    '/projects',
    {
      customerId: customer.id,
      title: project.title,
      budgetTotal: project.budget,
      currency: customer.currency,
      startDate: month(project.from),
      endDate: month(project.to),
      projectManagerId: managerId,
      milestones: amounts.map((expectedAmount, i) => ({
        type: typeOf(i, amounts.length),
        expectedAmount,
        dueDate: day(dueIn(project, i)),
      })),
    },
    key('project'),
  );
  const { items: milestones } = await pm.get(`/projects/${created.id}/milestones`);
  const { paid, part = 0, invoiced = 0 } = project;
  for (const [i, milestone] of milestones.entries()) {
    if (i >= paid + Math.max(invoiced, part > 0 ? 1 : 0)) break;
    const share = i < paid ? 100 : i === paid ? part : 0;
    await invoiceAndReceive({ finance, customer, project: created, milestone, share, key, day, i });
  }
  if (project.then)
    await pm.post(`/projects/${created.id}/${project.then}`, { reason: project.reason }, key('then'));
}

async function invoiceAndReceive({ finance, customer, project, milestone, share, key, day, i }) {
  const to = {
    customerId: customer.id,
    currency: customer.currency,
    projectId: project.id,
    milestoneId: milestone.id,
  };
  const draft = await finance.post('/invoices', to, key(`invoice-${i}`));
  await finance.post(`/invoices/${draft.id}/issue`, {}, key(`invoice-${i}-issue`));
  if (share === 0) return;
  const amount = percentOf(milestone.expectedAmount, share, customer.currency);
  const receipt = await finance.post(
    '/receipts',
    {
      ...to,
      amount,
      paymentDate: day(-5 - i),
      method: 'bank transfer',
      reference: project.number,
      allocations: [{ invoiceId: draft.id, amount }],
    },
    key(`receipt-${i}`),
  );
  await finance.post(`/receipts/${receipt.id}/issue`, {}, key(`receipt-${i}-issue`));
}

/** A single payment is final; of several the first is the advance, the last final. */
function typeOf(i, count) {
  if (i === count - 1) return 'FINAL';
  return i === 0 ? 'ADVANCE' : 'PROGRESS';
}

/** Milestones fall due evenly over the project. */
function dueIn(project, i) {
  const step = ((project.to - project.from) * 30) / project.shares.length;
  return Math.round(project.from * 30 + step * (i + 1));
}

/** The budget's parts by per cent, exact to the smallest unit. */
function sharesOf(budget, shares, currency) {
  const parts = splitByLargestRemainder(toMinor(budget, currency), shares.map(BigInt));
  return parts.map((part) => fromMinor(part, currency));
}

/** `percent` of an amount, rounded half up. */
function percentOf(amount, percent, currency) {
  return fromMinor(divideHalfUp(toMinor(amount, currency) * BigInt(percent), 100n), currency);
}
