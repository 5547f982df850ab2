import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fieldsToProtect, type FieldAccess, type Operation } from '@closeout/contracts/http';
import { operationCatalog } from '@closeout/contracts/http/catalog';
import { builtInRoles, figurePermissions, type Permission } from '@closeout/contracts/permissions';
import { issuedReceipt, make, newCustomer, newProject, see, seen, type Json } from './stack/stories.js';
import { startStack, type Client, type Stack } from './stack/stack.js';

/**
 * Who sees money and notes, over every operation of the public API that reads something with such fields, for each role that comes with
 * the product. Commands, dry runs and those who run a project: `services/projects/test/whoSees.test.ts`.
 */

const accounts: Record<string, keyof typeof builtInRoles> = {
  admin: 'admin',
  sales: 'sales',
  pm: 'project_manager',
  tech: 'technical_manager',
  finance: 'finance',
  direction: 'direction',
  member: 'team_member',
  accounting: 'accounting',
};

const figures = [
  '54321.12',
  '98.76',
  '23456.78',
  '4321.43',
  '777.77',
  '1111.11',
  '2222.22',
  'The buyer pays late',
];

let stack: Stack;
const people = new Map<string, Client>();
/** Records by the first word of a path, and those below a project by the names that paths have for them. */
const ids: Record<string, string> = {};
let strange: Json;

beforeAll(async () => {
  stack = await startStack({ replicas: 1 });
  for (const account of Object.keys(accounts)) people.set(account, await stack.as(account));
  const [admin, pm, finance] = [as('admin'), as('pm'), as('finance')];
  // Whoever runs projects adds the customers of theirs.
  const customer = await newCustomer(pm, 'Client A', { vatNumber: 'DE123456789' });
  const member = (await see(as('member'), '/me')).user.id;
  const content = {
    budgetTotal: '54321.12',
    hourlyRate: '98.76',
    internalNotes: 'The buyer pays late',
    milestones: [{ type: 'ADVANCE', expectedAmount: '23456.78', dueDate: '2026-01-31' }],
  };
  const project = await newProject(pm, customer.id, content);
  strange = await newProject(pm, customer.id, content);
  const at = `/projects/${project.id}`;
  await make(pm, `${at}/team`, { userId: member });
  const node = await make(pm, `${at}/budget-nodes`, { code: 'A', name: 'Hardware', amount: '4321.43' });
  const expense = await make(pm, `${at}/expenses`, {
    ...{ kind: 'LOGISTICS', description: 'Flight', amount: '777.77', currency: 'EUR', date: '2026-02-01' },
  });
  const to = { customerId: customer.id, currency: 'EUR', projectId: project.id };
  const invoice = await make(finance, '/invoices', {
    ...to,
    lines: [{ description: 'Work', quantity: '1', unitPrice: '2222.22' }],
  });
  await make(finance, `/invoices/${invoice.id}/issue`);
  const receipt = await issuedReceipt(finance, { ...to, amount: '1111.11' });
  const cpo = await make(admin, '/cpos', { ...to, number: 'PO-4711', amount: '54321.12' });
  const quote = await make(admin, '/quotes', {
    ...{ customerId: customer.id, currency: 'EUR', title: 'More' },
    lines: [{ description: 'Work', quantity: '1', unitPrice: '54321.12' }],
  });
  await seen(admin, at, ({ totals }) => totals.received !== '0.00' && totals.invoiced !== '0.00');
  Object.assign(ids, {
    projects: project.id,
    customers: customer.id,
    invoices: invoice.id,
    receipts: receipt.id,
    cpos: cpo.id,
    quotes: quote.id,
    milestoneId: project.milestones[0].id,
    budgetNodeId: node.id,
    expenseId: expense.id,
    no: '1',
  });
}, 150_000);
afterAll(() => stack?.stop());

function as(account: string): Client {
  const found = people.get(account);
  if (!found) throw new Error(`nobody is ${account}`);
  return found;
}

const held = (account: string) => builtInRoles[accounts[account] ?? '']?.permissions ?? [];
const neededFor = ({ access }: Operation): readonly Permission[] =>
  typeof access === 'string' ? [] : 'permission' in access ? [access.permission] : access.anyOf;
const isAboutMoney = (operation: Operation) => {
  const needed = neededFor(operation);
  return needed.length > 0 && needed.every((one) => figurePermissions.has(one));
};

function maySee(account: string, sight: FieldAccess): boolean {
  const has = (one: Permission) => held(account).includes(one);
  const payments = has('project_payments.view');
  const costs = has('projects.view_cost_income');
  const seenWith: Record<FieldAccess, boolean> = {
    payments,
    costs,
    money: payments || costs,
    expenses: costs || has('expenses.settle'),
    notes: has('projects.edit'),
    duty: true,
  };
  return seenWith[sight];
}

const pathOf = ({ path }: Operation): string =>
  path.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const id = name === 'id' ? ids[path.split('/')[1] ?? ''] : ids[name];
    return id ?? place;
  });

function valuesAt(value: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (value === null || value === undefined) return [];
  if (name === undefined) return Array.isArray(value) && value.length === 0 ? [] : [value];
  if (name === '*') return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, rest)) : [];
  return valuesAt((value as Record<string, unknown>)[name], rest);
}

const reads = operationCatalog.filter(
  (operation) =>
    operation.method === 'get' &&
    operation.path !== '/events/stream' &&
    !operation.path.endsWith('/pdf') &&
    operation.answer !== undefined &&
    (fieldsToProtect(operation.answer).length > 0 || isAboutMoney(operation) || operation.id === 'readFeed'),
);

describe.each(Object.keys(accounts))('%s', (account) => {
  it.each(reads.map((operation) => [operation.id, operation] as const))(
    'reads by %s what they may see',
    async (id, operation) => {
      const { status, body } = await as(account).get(pathOf(operation));
      const needed = neededFor(operation);
      const mayCall = needed.length === 0 || needed.some((one) => held(account).includes(one));
      if (!mayCall) expect(status).toBe(403);
      if (status !== 200) {
        for (const figure of figures) expect(JSON.stringify(body)).not.toContain(figure);
        return;
      }
      if (isAboutMoney(operation) || id === 'readFeed') return;
      for (const { path, access } of fieldsToProtect(operation.answer as NonNullable<Operation['answer']>)) {
        if (access === null || maySee(account, access)) continue;
        expect([path.join('.'), ...valuesAt(body, path)]).toEqual([path.join('.')]);
      }
    },
  );
});

describe('A member of the team', () => {
  it('finds the project and nothing of its money, wherever they look', async () => {
    const member = as('member');
    const { items } = await see(member, '/projects');
    expect(items.map(({ id }: Json) => id)).toEqual([ids['projects']]);
    const texts = await Promise.all(
      reads.map(async (operation) => JSON.stringify((await member.get(pathOf(operation))).body)),
    );
    for (const figure of figures) expect(texts.filter((text) => text.includes(figure))).toEqual([]);
    expect((await member.get(`/projects/${strange.id}`)).status).toBe(404);
  });

  it('whose work it is to run a project sees its money, and that of no other', async () => {
    const member = as('member');
    const userId = (await see(member, '/me')).user.id;
    expect((await as('pm').patch(`/projects/${strange.id}`, { technicalManagerId: userId })).status).toBe(
      200,
    );
    const run = await see(member, `/projects/${strange.id}`);
    expect(run).toMatchObject({ budgetTotal: '54321.12', hourlyRate: '98.76', totals: { received: '0.00' } });
    expect(run.warnings).toHaveLength(1);
    expect(run).not.toHaveProperty('internalNotes');
    const { items } = await see(member, '/projects');
    const budgets = items.map(({ id, budgetTotal }: Json) => [id === strange.id, budgetTotal]);
    expect(budgets.sort()).toEqual([
      [false, undefined],
      [true, '54321.12'],
    ]);
  });
});
