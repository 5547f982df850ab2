import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { billingEvents } from '@closeout/contracts/events/billing';
import {
  DryRun,
  DryRunQuery,
  fieldsToProtect,
  type FieldAccess,
  type Operation,
  type ProtectedField,
} from '@closeout/contracts/http';
import { projectsOperations } from '@closeout/contracts/http/projects';
import {
  builtInRoles,
  figurePermissions,
  moneyPermissions,
  permissions as everyPermission,
  type Permission,
} from '@closeout/contracts/permissions';
import { newId } from '@closeout/service-kit/db';
import type { TestClient } from '@closeout/service-kit/testing';
import { aReceipt, anInvoice } from './support/documents.js';
import { bodies, pathWith, recordsOf } from './support/records.js';
import { api, startWorld, type World } from './support/world.js';

/**
 * The policy for money and notes (practice, "Who sees money"), proved for every operation of this service whose answer has such fields,
 * as the contracts mark them: each role that comes with the product, members of the team, those who run the project, outsiders.
 */

let world: World;
beforeAll(async () => {
  world = await startWorld({ replicas: 1 });
});
afterAll(() => world?.close());

type Relation = 'stranger' | 'member' | 'project manager' | 'technical manager';
interface Caller {
  name: string;
  permissions: readonly Permission[];
  relation: Relation;
}

const role = (key: string) => builtInRoles[key]?.permissions ?? [];
const callers: Caller[] = [
  ...Object.keys(builtInRoles).map((key): Caller => ({
    ...{ name: key, permissions: role(key), relation: 'stranger' },
  })),
  { name: 'a member of the team', permissions: role('team_member'), relation: 'member' },
  { name: 'a team member who runs it', permissions: role('team_member'), relation: 'project manager' },
  {
    name: 'its technical manager, a team member',
    permissions: role('team_member'),
    relation: 'technical manager',
  },
  {
    name: 'one who may all but see money',
    permissions: everyPermission.filter((one) => !(moneyPermissions as readonly string[]).includes(one)),
    relation: 'stranger',
  },
  {
    name: 'one who may only do what is not about money',
    permissions: everyPermission.filter((one) => !figurePermissions.has(one)),
    relation: 'member',
  },
  ...moneyPermissions.map((one): Caller => ({
    ...{ name: `one with ${one}`, permissions: ['projects.view', one], relation: 'stranger' },
  })),
];

/** Written once more, beside the one in the service: the policy as people say it. */
function maySee(caller: Caller, sight: FieldAccess): boolean {
  const runs = caller.relation.endsWith('manager');
  const has = (one: Permission) => caller.permissions.includes(one);
  const payments = runs || has('project_payments.view');
  const costs = runs || has('projects.view_cost_income');
  switch (sight) {
    case 'money':
      return payments || costs;
    case 'payments':
      return payments;
    case 'costs':
      return costs;
    case 'expenses':
      return costs || has('expenses.settle');
    case 'notes':
      return has('projects.edit');
    case 'duty':
      return true;
  }
}

/** What gives a figure away wherever it stands, also in words, in a refusal, in a dry run. */
const figures: Record<string, { text: string; sight: FieldAccess }> = {
  budget: { text: '54321.12', sight: 'money' },
  rate: { text: '98.76', sight: 'money' },
  milestone: { text: '23456.78', sight: 'payments' },
  received: { text: '1111.11', sight: 'money' },
  invoiced: { text: '2222.22', sight: 'money' },
  node: { text: '4321.43', sight: 'costs' },
  expense: { text: '777.77', sight: 'expenses' },
  notes: { text: 'The buyer pays late', sight: 'notes' },
};

async function projectFor(me: string, relation: Relation, operation = ''): Promise<Record<string, string>> {
  world.gateway.user({ id: me, name: 'The caller' });
  const project = await world.project({
    budgetTotal: '54321.12',
    hourlyRate: '98.76',
    internalNotes: 'The buyer pays late',
    milestones: [{ type: 'ADVANCE', expectedAmount: '23456.78', dueDate: '2026-01-31' }],
    ...(relation === 'project manager' && { projectManagerId: me }),
    ...(relation === 'technical manager' && { technicalManagerId: me }),
  });
  const path = (rest: string) => api(`/projects/${project.id}/${rest}`);
  if (relation === 'member') await world.admin.post(path('team'), { userId: me });
  await world.admin.post(path('budget-nodes'), { code: 'A', name: 'Hardware', amount: '4321.43' });
  await world.admin.post(path('expenses'), {
    ...{ kind: 'LOGISTICS', description: 'Flight', amount: '777.77', currency: 'EUR', date: '2026-02-01' },
  });
  // Hours and expenses are a colleague's, unless the operation is about one's own.
  const owner = await world.as({ permissions: 'all', id: own.has(operation) ? me : newId() });
  const ids = await recordsOf(world, project.id, owner);
  await world.db.query('UPDATE project SET status = $2, archived = $3 WHERE id = $1', [
    ...[project.id, before[operation] ?? 'ACTIVE', operation === 'unarchiveProject'],
  ]);
  return ids;
}

/** For reads, which leave it as it is: one project for each caller, with documents. */
const kept = new Map<string, Promise<{ me: string; ids: Record<string, string> }>>();
function projectToRead(caller: Caller) {
  const found = kept.get(caller.name) ?? makeProjectToRead(caller);
  kept.set(caller.name, found);
  return found;
}

async function makeProjectToRead({ relation }: Caller) {
  const me = newId();
  const ids = await projectFor(me, relation);
  const { customerId } = (await world.admin.get(api(`/projects/${ids['id']}`))).body;
  const place = { customerId, projectId: ids['id'] ?? null, milestoneId: null };
  const [invoice, receipt] = [anInvoice(place, '2222.22'), aReceipt([{ place, amount: '1111.11' }])];
  const { invoiceIssued, receiptIssued } = billingEvents;
  const { event, tell } = world.billing;
  await tell(event(invoiceIssued.type, invoice.id, invoice.version, invoice));
  await tell(event(receiptIssued.type, receipt.id, receipt.version, receipt));
  await world.see(
    `/projects/${ids['id']}`,
    ({ totals }) => totals.received !== '0.00' && totals.invoiced !== '0.00',
  );
  return { me, ids };
}

/** In which status an operation finds its project, where it is not ACTIVE. */
const before: Record<string, string> = {
  resumeProject: 'ON_HOLD',
  reopenProject: 'TECHNICALLY_CLOSED',
  requestFinancialClosure: 'TECHNICALLY_CLOSED',
  archiveProject: 'CANCELLED',
  unarchiveProject: 'CANCELLED',
};
/** Whoever calls these answers for what they recorded themselves. */
const own = new Set(['recordExpense', 'updateExpense']);

/** One that nothing holds up. */
async function doneProject(): Promise<Record<string, string>> {
  const { id } = await world.project({
    budgetTotal: '54321.12',
    hourlyRate: '98.76',
    internalNotes: 'The buyer pays late',
  });
  for (const item of (await world.admin.get(api(`/projects/${id}/checklist`))).body.items)
    await world.admin.patch(api(`/projects/${id}/checklist/${item.id}`), { done: true });
  return { id };
}

async function projectToChange({ relation }: Caller, { id }: Operation) {
  const me = newId();
  return { me, ids: id === 'closeTechnically' ? await doneProject() : await projectFor(me, relation, id) };
}

const pick = (value: unknown, [name, ...rest]: readonly string[]): unknown[] => {
  if (name === undefined) return value === null || value === undefined || isEmpty(value) ? [] : [value];
  if (name === '*') return Array.isArray(value) ? value.flatMap((item) => pick(item, rest)) : [];
  return typeof value === 'object' && value !== null
    ? pick((value as Record<string, unknown>)[name], rest)
    : [];
};
const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

async function call(who: TestClient, operation: Operation, ids: Record<string, string>, dryRun: boolean) {
  const path = `${pathWith(operation.path, ids)}${dryRun ? '?dryRun=true' : ''}`;
  if (operation.method === 'get' || operation.method === 'delete') return who[operation.method](path);
  const body = bodies[operation.id] ?? { reason: 'because' };
  return who[operation.method](path, operation.body ? await completed(operation, body) : undefined);
}

async function completed(operation: Operation, body: unknown): Promise<unknown> {
  if (operation.id !== 'createProject') return body;
  const { id: customerId } = await world.billing.customer();
  return {
    ...{ customerId, title: 'Another', currency: 'EUR', startDate: '2026-01', budgetTotal: '54321.12' },
    ...{ hourlyRate: '98.76', internalNotes: 'The buyer pays late' },
    milestones: [
      { type: 'ADVANCE', expectedAmount: '23456.78', dueDate: '2026-01-31' },
      { type: 'PROGRESS', expectedAmount: '1000.00' },
    ],
  };
}

const mayCall = ({ permissions }: Caller, { access }: Operation): boolean =>
  typeof access === 'string' ||
  ('permission' in access ? [access.permission] : access.anyOf).some((one) => permissions.includes(one));

const isAboutMoney = ({ access }: Operation): boolean =>
  typeof access === 'object' &&
  ('permission' in access ? [access.permission] : access.anyOf).every((one) => figurePermissions.has(one));

const operations = (Object.values(projectsOperations) as Operation[]).flatMap((operation) => {
  const fields = operation.answer ? fieldsToProtect(operation.answer) : [];
  const takesDryRun = operation.query === DryRunQuery;
  return [
    ...(fields.length > 0 ? [{ operation, fields, dryRun: false }] : []),
    ...(takesDryRun ? [{ operation, fields: ofDryRun(fields), dryRun: true }] : []),
  ];
});

function ofDryRun(fields: readonly ProtectedField[]): ProtectedField[] {
  return [
    ...fields.map(({ path, access }) => ({ path: ['answer', ...path], access })),
    ...fieldsToProtect(DryRun),
  ];
}

describe.each(
  operations.map((one) => [`${one.operation.id}${one.dryRun ? ', as a dry run,' : ''}`, one] as const),
)('%s', (_, { operation, fields, dryRun }) => {
  const isRead = operation.method === 'get';
  const able = callers.filter((caller) => isRead || mayCall(caller, operation));

  it.each(able.map((caller) => [caller.name, caller] as const))(
    'shows %s what they may see',
    async (_name, caller) => {
      const { me, ids } = isRead ? await projectToRead(caller) : await projectToChange(caller, operation);
      const who = await world.as({ permissions: caller.permissions, id: me });
      const { status, body } = await call(who, operation, ids, dryRun);
      if (caller.name === 'admin') expect(status).toBeLessThan(300);

      const text = JSON.stringify(body);
      for (const [name, figure] of Object.entries(figures)) {
        const open = maySee(caller, figure.sight) || (isAboutMoney(operation) && mayCall(caller, operation));
        if (!open && text.includes(figure.text))
          throw new Error(`${name} (${figure.text}) stands in ${text.slice(0, 1000)}`);
      }
      if (status >= 300) return;
      for (const { path, access } of fields) {
        if (access === null || access === 'duty') continue;
        const values = pick(body, path);
        const open = maySee(caller, access) || isAboutMoney(operation) || own.has(operation.id);
        if (!open) expect({ [path.join('.')]: values }).toEqual({ [path.join('.')]: [] });
      }
    },
  );
});

it('Every figure is there for those who may see it: the admin finds each of them somewhere', async () => {
  const { me, ids } = await projectToRead(callers[0] as Caller);
  const admin = await world.as({ permissions: 'all', id: me });
  const reads = operations.filter(({ operation }) => operation.method === 'get');
  const texts = await Promise.all(
    reads.map(async ({ operation }) => JSON.stringify((await call(admin, operation, ids, false)).body)),
  );
  const missing = Object.entries(figures).filter(
    ([, { text }]) => !texts.some((found) => found.includes(text)),
  );
  expect(missing.map(([name]) => name)).toEqual([]);
});

describe('What may not be seen', () => {
  it('is not found out by filters either: overdue payments are for those who see money', async () => {
    const { me, ids } = await projectToRead(callers.find(({ relation }) => relation === 'member') as Caller);
    const { customerId } = (await world.admin.get(api(`/projects/${ids['id']}`))).body;
    const overdue = async (permissions: readonly Permission[]) => {
      const who = await world.as({ permissions, id: me });
      const found = await Promise.all(
        ['true', 'false'].map((value) => who.get(api(`/projects?overdue=${value}&customerId=${customerId}`))),
      );
      return found.map(({ body }) => body.items.some((project: { id: string }) => project.id === ids['id']));
    };
    expect(await overdue(role('team_member'))).toEqual([false, false]);
    expect(await overdue(role('technical_manager'))).toEqual([true, false]);
  });

  it('is not changed either, whatever the value: who edits projects sets only the figures that they see', async () => {
    const node = { code: 'B', name: 'Software', amount: '10.00' };
    const changes = (ids: Record<string, string>) =>
      [
        ['patch', '', { budgetTotal: '54321.12' }],
        ['patch', '', { title: 'New', hourlyRate: null }],
        ['post', '/budget-nodes', node],
        ['patch', `/budget-nodes/${ids['budgetNodeId']}`, { amount: '4321.43' }],
        ['post', '/milestones', { type: 'PROGRESS', expectedAmount: '1.00' }],
        ['patch', `/milestones/${ids['milestoneId']}`, { expectedAmount: '23456.78' }],
        ['post', '/payments', { label: 'Second', amount: '1.00' }],
      ] as const;
    const answers = async (permissions: readonly Permission[], relation: Relation = 'stranger') => {
      const me = newId();
      const ids = await projectFor(me, relation);
      const who = await world.as({ permissions, id: me });
      const found: string[] = [];
      for (const [method, path, body] of changes(ids)) {
        const answer = await who[method](api(`/projects/${ids['id']}${path}`), body);
        found.push(answer.status < 300 ? 'done' : `${answer.status} ${answer.body.permission ?? ''}`);
      }
      return found;
    };
    const edits: Permission[] = ['projects.view', 'projects.edit', 'project_payments.manage'];
    const [costs, payments] = ['403 projects.view_cost_income', '403 project_payments.view'];
    expect(await answers(edits)).toEqual([costs, costs, costs, costs, payments, payments, payments]);
    expect(await answers([...edits, 'project_payments.view'])).toEqual([
      ...['done', 'done', costs, costs, 'done', 'done', 'done'],
    ]);
    expect(await answers([...edits, 'projects.view_cost_income'])).toEqual([
      ...['done', 'done', 'done', 'done', payments, payments, payments],
    ]);
    // Those who run it see all of it, whatever their permissions.
    expect(await answers(edits, 'technical manager')).toEqual(changes({}).map(() => 'done'));
    expect(await answers(role('project_manager'))).toEqual(changes({}).map(() => 'done'));
    expect((await answers(role('technical_manager'), 'technical manager')).slice(0, 4)).toEqual(
      changes({})
        .slice(0, 4)
        .map(() => 'done'),
    );
  });

  it('is no order of the list', () => {
    const { query } = projectsOperations.listProjects;
    for (const sort of ['budgetTotal', '-budgetTotal', 'received', 'hourlyRate'])
      expect(query?.safeParse({ sort }).success).toBe(false);
  });
});
