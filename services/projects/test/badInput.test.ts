import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Operation } from '@closeout/contracts/http';
import { projectsOperations, type Project } from '@closeout/contracts/http/projects';
import { newId } from '@closeout/service-kit/db';
import { anExpense, bodies, kinds, pathWith, recordsOf, someHours } from './support/records.js';
import { onTeam } from './support/team.js';
import { api, startWorld, type World } from './support/world.js';

/** Everything that strangers and mistaken programs send is answered with a problem that names the place, and changes nothing. */
let world: World;
let project: Project;
let ids: Record<string, string>;
let customerId: string;
beforeAll(async () => {
  world = await startWorld({ replicas: 1 });
  ({ id: customerId } = await world.billing.customer());
  project = await world.project({ customerId, milestones: [{ type: 'ADVANCE', expectedAmount: '10.00' }] });
  ids = await recordsOf(world, project.id);
  await onTeam(world, project.id, world.admin);
});
afterAll(() => world?.close());

const huge = 'x'.repeat(20_000);
const reason = 'because';
const created = () => ({
  customerId,
  title: 'X',
  budgetTotal: '1.00',
  currency: 'EUR',
  startDate: '2026-01-01',
});

type Case = [
  what: string,
  operation: Operation,
  body: () => unknown,
  status: number,
  pointer: string | null,
  code?: string,
];
const {
  createProject,
  updateProject,
  addMilestone,
  updateMilestone,
  addPayment,
  addStage,
  updateStage,
  assignMembers,
  addBudgetNode,
  updateBudgetNode,
  updateChecklistItem,
  addDeliverable,
  updateDeliverable,
  recordExpense,
  updateExpense,
  rejectExpense,
  logTime,
  updateTimeEntry,
  rejectTimeEntry,
  closeTechnically,
  holdProject,
  changeProjectStatus,
} = projectsOperations;

const cases: Case[] = [
  ['no customer', createProject, () => ({ ...created(), customerId: undefined }), 400, '/customerId'],
  [
    'a customer that is no id',
    createProject,
    () => ({ ...created(), customerId: 'Client A' }),
    400,
    '/customerId',
  ],
  [
    'an unknown customer',
    createProject,
    () => ({ ...created(), customerId: newId() }),
    400,
    '/customerId',
    'customer-not-found',
  ],
  ['no title', createProject, () => ({ ...created(), title: undefined }), 400, '/title'],
  ['an empty title', createProject, () => ({ ...created(), title: '   ' }), 400, '/title'],
  ['a title of two lines', createProject, () => ({ ...created(), title: 'a\nb' }), 400, '/title'],
  ['a title with NUL', createProject, () => ({ ...created(), title: 'a\u0000b' }), 400, '/title'],
  ['a huge title', createProject, () => ({ ...created(), title: huge }), 400, '/title'],
  ['a title that is a number', createProject, () => ({ ...created(), title: 7 }), 400, '/title'],
  ['a huge description', createProject, () => ({ ...created(), description: huge }), 400, '/description'],
  ['no budget', createProject, () => ({ ...created(), budgetTotal: undefined }), 400, '/budgetTotal'],
  ['a negative budget', createProject, () => ({ ...created(), budgetTotal: '-1.00' }), 400, '/budgetTotal'],
  [
    'a budget beyond the scale',
    createProject,
    () => ({ ...created(), budgetTotal: '8000.001' }),
    400,
    '/budgetTotal',
    'amount-scale',
  ],
  ['a budget in words', createProject, () => ({ ...created(), budgetTotal: 'much' }), 400, '/budgetTotal'],
  ['a budget in exponents', createProject, () => ({ ...created(), budgetTotal: 1e21 }), 400, '/budgetTotal'],
  [
    'a budget without end',
    createProject,
    () => ({ ...created(), budgetTotal: '1'.repeat(40) }),
    400,
    '/budgetTotal',
  ],
  [
    'a budget beyond counting',
    createProject,
    () => ({ ...created(), currency: 'CLF', budgetTotal: '9999999999999' }),
    400,
    '/budgetTotal',
    'amount-too-large',
  ],
  ['a currency that is none', createProject, () => ({ ...created(), currency: 'EURO' }), 400, '/currency'],
  [
    'a day that does not exist',
    createProject,
    () => ({ ...created(), startDate: '2026-02-30' }),
    400,
    '/startDate',
  ],
  [
    'a day in the year 0',
    createProject,
    () => ({ ...created(), startDate: '0000-01-01' }),
    400,
    '/startDate',
  ],
  [
    'a month that does not exist',
    createProject,
    () => ({ ...created(), startDate: '2026-13' }),
    400,
    '/startDate',
  ],
  [
    'an end before the start',
    createProject,
    () => ({ ...created(), endDate: '2025-12' }),
    400,
    '/endDate',
    'end-before-start',
  ],
  ['an unknown type', createProject, () => ({ ...created(), type: 'Hobby' }), 400, '/type'],
  [
    'a manager that is no id',
    createProject,
    () => ({ ...created(), projectManagerId: 'Petra' }),
    400,
    '/projectManagerId',
  ],
  ['an unknown field', createProject, () => ({ ...created(), number: 'PRJ-2026-0001' }), 400, '/number'],
  [
    'milestones that are no list',
    createProject,
    () => ({ ...created(), milestones: {} }),
    400,
    '/milestones',
  ],
  [
    'too many milestones',
    createProject,
    () => ({ ...created(), milestones: Array(101).fill({ type: 'PROGRESS', expectedAmount: '1' }) }),
    400,
    '/milestones',
  ],
  [
    'two advances',
    createProject,
    () => ({
      ...created(),
      milestones: [
        { type: 'ADVANCE', expectedAmount: '1' },
        { type: 'ADVANCE', expectedAmount: '1' },
      ],
    }),
    400,
    '/milestones/1/type',
    'milestone-exists',
  ],
  [
    'a milestone of nothing',
    createProject,
    () => ({ ...created(), milestones: [{ type: 'ADVANCE', expectedAmount: '0.00' }] }),
    400,
    '/milestones/0/expectedAmount',
  ],
  [
    'a milestone beyond the scale',
    createProject,
    () => ({ ...created(), milestones: [{ type: 'ADVANCE', expectedAmount: '1.005' }] }),
    400,
    '/milestones/0/expectedAmount',
    'amount-scale',
  ],
  ['an array', createProject, () => [created()], 400, ''],
  ['text', createProject, () => '"x"', 400, ''],
  ['broken JSON', createProject, () => '{"title": ', 400, null],
  ['another customer', updateProject, () => ({ customerId }), 400, '/customerId'],
  ['another currency', updateProject, () => ({ currency: 'USD' }), 400, '/currency'],
  ['no start', updateProject, () => ({ startDate: null }), 400, '/startDate'],
  [
    'an end before the start',
    updateProject,
    () => ({ endDate: '2025-12-31' }),
    400,
    '/endDate',
    'end-before-start',
  ],
  [
    'a budget beyond the scale',
    updateProject,
    () => ({ budgetTotal: '1.234' }),
    400,
    '/budgetTotal',
    'amount-scale',
  ],
  ['an unknown kind', addMilestone, () => ({ type: 'BONUS', expectedAmount: '1.00' }), 400, '/type'],
  [
    'a number typed in',
    addMilestone,
    () => ({ type: 'PROGRESS', expectedAmount: '1.00', no: 7 }),
    400,
    '/no',
  ],
  [
    'a label like the system’s',
    addMilestone,
    () => ({ type: 'PROGRESS', expectedAmount: '1.00', label: 'Progress Payment 7' }),
    400,
    '/label',
    'label-reserved',
  ],
  [
    'a negative amount',
    addMilestone,
    () => ({ type: 'PROGRESS', expectedAmount: '-1.00' }),
    400,
    '/expectedAmount',
  ],
  [
    'an amount beyond the scale',
    addMilestone,
    () => ({ type: 'PROGRESS', expectedAmount: 0.001 }),
    400,
    '/expectedAmount',
    'amount-scale',
  ],
  [
    'an impossible due date',
    addMilestone,
    () => ({ type: 'PROGRESS', expectedAmount: '1', dueDate: '2026-02-29' }),
    400,
    '/dueDate',
  ],
  [
    'an unknown stage',
    addMilestone,
    () => ({ type: 'PROGRESS', expectedAmount: '1', stageId: newId() }),
    400,
    '/stageId',
    'stage-not-found',
  ],
  [
    'a second advance',
    addMilestone,
    () => ({ type: 'ADVANCE', expectedAmount: '1.00' }),
    409,
    null,
    'milestone-exists',
  ],
  ['another kind', updateMilestone, () => ({ type: 'FINAL' }), 400, '/type'],
  ['a received amount', updateMilestone, () => ({ receivedAmount: '1.00' }), 400, '/receivedAmount'],
  ['nothing expected', updateMilestone, () => ({ expectedAmount: 0 }), 400, '/expectedAmount'],
  ['an impossible due date', updateMilestone, () => ({ dueDate: '31.01.2026' }), 400, '/dueDate'],
  ['no amount', addPayment, () => ({}), 400, '/amount'],
  [
    'another currency',
    addPayment,
    () => ({ amount: '1.00', currency: 'USD' }),
    409,
    null,
    'currency-mismatch',
  ],
  [
    'a milestone of an unknown stage',
    updateMilestone,
    () => ({ stageId: newId() }),
    400,
    '/stageId',
    'stage-not-found',
  ],
  ['no name', addStage, () => ({}), 400, '/name'],
  ['an empty name', addStage, () => ({ name: ' ' }), 400, '/name'],
  ['a completion', addStage, () => ({ name: 'X', completion: 10 }), 400, '/completion'],
  ['a place before all places', addStage, () => ({ name: 'X', order: -1 }), 400, '/order'],
  ['no weight', addStage, () => ({ name: 'X', weight: 0 }), 400, '/weight'],
  ['half a weight', addStage, () => ({ name: 'X', weight: 1.5 }), 400, '/weight'],
  ['an impossible due date', addStage, () => ({ name: 'X', dueDate: '2026-02-30' }), 400, '/dueDate'],
  ['one stage to wait for', addStage, () => ({ name: 'X', dependsOn: newId() }), 400, '/dependsOn'],
  [
    'the same stage twice',
    addStage,
    () => ({ name: 'X', dependsOn: [ids['stageId'], ids['stageId']] }),
    400,
    '/dependsOn',
  ],
  [
    'an unknown stage to wait for',
    addStage,
    () => ({ name: 'X', dependsOn: [ids['stageId'], newId()] }),
    400,
    '/dependsOn/1',
    'stage-unknown',
  ],
  ['more than all', updateStage, () => ({ completion: 101 }), 400, '/completion'],
  ['less than nothing', updateStage, () => ({ completion: -1 }), 400, '/completion'],
  ['half a per cent', updateStage, () => ({ completion: 0.5 }), 400, '/completion'],
  ['per cent in words', updateStage, () => ({ completion: '50' }), 400, '/completion'],
  ['a status', updateStage, () => ({ status: 'COMPLETED' }), 400, '/status'],
  ['itself to wait for', updateStage, () => ({ dependsOn: [ids['stageId']] }), 409, null, 'stage-cycle'],
  ['nobody', assignMembers, () => ({}), 400, '/userId', 'invalid-request'],
  ['an empty list', assignMembers, () => ({ members: [] }), 400, '/members'],
  ['a user that is no id', assignMembers, () => ({ userId: 'Tom' }), 400, '/userId'],
  [
    'one and many',
    assignMembers,
    () => ({ userId: ids['userId'], members: [{ userId: ids['userId'] }] }),
    400,
    '/members',
  ],
  [
    'a role for all of many',
    assignMembers,
    () => ({ role: 'Developer', members: [{ userId: ids['userId'] }] }),
    400,
    '/members',
  ],
  [
    'a member with a rate',
    assignMembers,
    () => ({ members: [{ userId: ids['userId'], rate: '80.00' }] }),
    400,
    '/members/0/rate',
  ],
  [
    'an unknown user among others',
    assignMembers,
    () => ({ members: [{ userId: ids['userId'] }, { userId: newId() }] }),
    400,
    '/members/1/userId',
    'user-unknown',
  ],
  [
    'the same user twice',
    assignMembers,
    () => ({ members: [{ userId: ids['userId'] }, { userId: ids['userId'] }] }),
    400,
    '/members/1/userId',
    'member-repeated',
  ],
  ['a node without a code', addBudgetNode, () => ({ name: 'X', amount: '1' }), 400, '/code'],
  [
    'a node of less than nothing',
    addBudgetNode,
    () => ({ code: 'X', name: 'X', amount: '-1' }),
    400,
    '/amount',
  ],
  [
    'a node beyond the scale',
    addBudgetNode,
    () => ({ code: 'X', name: 'X', amount: '1.001' }),
    400,
    '/amount',
    'amount-scale',
  ],
  [
    'an unknown parent',
    addBudgetNode,
    () => ({ code: 'X', name: 'X', amount: '1', parentId: newId() }),
    400,
    '/parentId',
    'budget-node-not-found',
  ],
  [
    'a code that is taken',
    addBudgetNode,
    () => ({ code: '1', name: 'X', amount: '1' }),
    409,
    null,
    'budget-code-taken',
  ],
  ['another parent', updateBudgetNode, () => ({ parentId: newId() }), 400, '/parentId'],
  ['a tick that is a word', updateChecklistItem, () => ({ done: 'yes' }), 400, '/done'],
  ['no tick', updateChecklistItem, () => ({}), 400, '/done'],
  ['a nameless deliverable', addDeliverable, () => ({ name: ' ' }), 400, '/name'],
  ['a status from the start', addDeliverable, () => ({ name: 'X', status: 'DELIVERED' }), 400, '/status'],
  ['an unknown status', updateDeliverable, () => ({ status: 'LOST' }), 400, '/status'],
  [
    'a delivery before it is ready',
    updateDeliverable,
    () => ({ status: 'DELIVERED' }),
    409,
    null,
    'deliverable-transition-not-allowed',
  ],
  ['an unknown kind', recordExpense, () => ({ ...anExpense, kind: 'BRIBE' }), 400, '/kind'],
  [
    'an expense to come',
    recordExpense,
    () => ({ ...anExpense, date: '2026-03-03' }),
    400,
    '/date',
    'date-in-future',
  ],
  [
    'an expense of the last century',
    recordExpense,
    () => ({ ...anExpense, date: '1999-12-31' }),
    400,
    '/date',
  ],
  ['an expense of nothing', recordExpense, () => ({ ...anExpense, amount: 0 }), 400, '/amount'],
  ['an income', recordExpense, () => ({ ...anExpense, amount: '-5.00' }), 400, '/amount'],
  ['no currency', recordExpense, () => ({ ...anExpense, currency: undefined }), 400, '/currency'],
  [
    'another currency',
    recordExpense,
    () => ({ ...anExpense, currency: 'USD' }),
    409,
    null,
    'currency-mismatch',
  ],
  [
    'an amount beyond the scale',
    recordExpense,
    () => ({ ...anExpense, amount: '1.005' }),
    400,
    '/amount',
    'amount-scale',
  ],
  ['a day that does not exist', recordExpense, () => ({ ...anExpense, date: '2026-02-29' }), 400, '/date'],
  [
    'a node of nowhere',
    recordExpense,
    () => ({ ...anExpense, budgetNodeId: newId() }),
    400,
    '/budgetNodeId',
    'budget-node-not-found',
  ],
  ['a settled status', recordExpense, () => ({ ...anExpense, status: 'SETTLED' }), 400, '/status'],
  [
    'a node of nowhere',
    updateExpense,
    () => ({ budgetNodeId: newId() }),
    400,
    '/budgetNodeId',
    'budget-node-not-found',
  ],
  ['no reason', rejectExpense, () => ({}), 400, '/reason'],
  ['a huge reason', rejectExpense, () => ({ reason: huge }), 400, '/reason'],
  ...['0', 0, -1, '24.25', 7.1, '7.33', 'many', '1e1', '', null, [], 1e21].map((hours): Case => [
    `${JSON.stringify(hours)} hours`,
    logTime,
    () => ({ ...someHours, hours }),
    400,
    '/hours',
  ]),
  ['a day to come', logTime, () => ({ ...someHours, date: '2026-03-03' }), 400, '/date', 'date-in-future'],
  ['somebody else’s name', logTime, () => ({ ...someHours, userId: newId() }), 400, '/userId'],
  ['no description', logTime, () => ({ ...someHours, description: '' }), 400, '/description'],
  ['a status', updateTimeEntry, () => ({ status: 'APPROVED' }), 400, '/status'],
  ['no reason', rejectTimeEntry, () => ({ reason: ' ' }), 400, '/reason'],
  ['an impossible day', closeTechnically, () => ({ effectiveDate: '2026-02-30' }), 400, '/effectiveDate'],
  ['no reason', holdProject, () => ({}), 400, '/reason'],
  ['an empty reason', holdProject, () => ({ reason: '  ' }), 400, '/reason'],
  ['a huge reason', holdProject, () => ({ reason: huge }), 400, '/reason'],
  [
    'an impossible effective date',
    holdProject,
    () => ({ reason, effectiveDate: '2026-06-31' }),
    400,
    '/effectiveDate',
  ],
  [
    'an unknown status',
    changeProjectStatus,
    () => ({ status: 'Paused', reason }),
    400,
    '/status',
    'unknown-status',
  ],
  ['no status', changeProjectStatus, () => ({ reason }), 400, '/status'],
];

const pathOf = (operation: Operation) => pathWith(operation.path, ids);
const send = (operation: Operation, path: string, body?: unknown, headers?: Record<string, string>) =>
  operation.method === 'get' || operation.method === 'delete'
    ? world.admin[operation.method](path, headers)
    : world.admin[operation.method](path, body, headers);
const stateOf = async () => [
  (await world.admin.get(api(`/projects/${project.id}`))).body,
  (await world.db.query('SELECT count(*) FROM kit.event_log'))[0],
  (await world.db.query('SELECT last FROM project_counter'))[0],
];

describe('A body', () => {
  it.each(cases.map((c) => [`${c[1].id} with ${c[0]}`, c] as const))(
    '%s',
    async (_, [, operation, body, status, pointer, code]) => {
      const before = await stateOf();
      const answer = await send(operation, pathOf(operation), body());
      expect(answer).toMatchObject({ status, body: { status, ...(code && { code }) } });
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      if (pointer !== null) expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer }));
      expect(await stateOf()).toEqual(before);
    },
  );
});

const operations = Object.values(projectsOperations) as Operation[];
const bodyOf = (operation: Operation) => (operation.body ? (bodies[operation.id] ?? { reason }) : undefined);
const named = (list: Operation[]) => list.map((operation) => [operation.id, operation] as const);

describe('An id', () => {
  const withId = operations.filter((operation) => operation.path.includes('{id}'));
  it.each(named(withId))('%s refuses one that is none', async (_, operation) => {
    const path = pathWith(operation.path, { ...ids, id: 'not-an-id' });
    expect(await send(operation, path, bodyOf(operation))).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', errors: [{ pointer: '{id}' }] },
    });
  });

  it.each(named(withId))('%s knows no project of an unknown one', async (_, operation) => {
    const path = pathWith(operation.path, { ...ids, id: newId() });
    expect(await send(operation, path, bodyOf(operation))).toMatchObject({
      status: 404,
      body: { code: 'project-not-found' },
    });
  });

  it.each(named(withId.filter((o) => o.path.includes('Id}'))))(
    '%s knows no record of another project',
    async (_, operation) => {
      const name = /\{(\w+Id)\}/.exec(operation.path)?.[1] ?? '';
      const other = await kinds[name]?.make(world, (await world.project({ customerId })).id, world.admin);
      const path = pathWith(operation.path, { ...ids, [name]: other ?? '' });
      expect(await send(operation, path, bodyOf(operation))).toMatchObject({
        status: 404,
        body: { code: `${kinds[name]?.noun}-not-found` },
      });
    },
  );

  // Being on a team has no versions: one is or is not.
  const versioned = operations.filter(
    ({ method, id }) => ['patch', 'delete'].includes(method) && id !== 'removeMember',
  );
  it.each(named(versioned))('%s refuses a stale version', async (_, operation) => {
    expect(await send(operation, pathOf(operation), bodyOf(operation), { 'if-match': '"77"' })).toMatchObject(
      { status: 412, body: { code: 'stale-version', currentVersion: 1 } },
    );
    expect(
      (await send(operation, pathOf(operation), bodyOf(operation), { 'if-match': 'yesterday' })).status,
    ).toBe(400);
  });
});

describe('A list', () => {
  const lists = operations.filter(({ method, query }) => method === 'get' && query);
  it.each(named(lists))('%s refuses what it does not know', async (_, operation) => {
    for (const query of [
      'surprise=1',
      'limit=0',
      'limit=201',
      'limit=many',
      'cursor=x',
      `cursor=${cursorOf([1, 2, 3, {}])}`,
      `cursor=${cursorOf([])}`,
    ]) {
      expect([query, (await world.admin.get(`${pathOf(operation)}?${query}`)).status]).toEqual([query, 400]);
    }
  });

  it.each([
    'status=Paused',
    'customerId=x',
    'projectManagerId=1',
    'archived=maybe',
    'overdue=perhaps',
    'sort=budget',
    'q=%00',
    `q=${'x'.repeat(201)}`,
    'status=ACTIVE&status=ON_HOLD',
  ])('of projects refuses %s', async (query) => {
    expect(await world.admin.get(api(`/projects?${query}`))).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
  });

  it('of projects refuses the cursor of another order', async () => {
    const cursor = cursorOf(['-number', '2026000000001']);
    expect((await world.admin.get(api(`/projects?cursor=${cursor}`))).status).toBe(200);
    expect((await world.admin.get(api(`/projects?cursor=${cursor}&sort=title`))).body.code).toBe(
      'bad-cursor',
    );
    expect(
      (await world.admin.get(api(`/projects?cursor=${cursorOf(['-number', '99999999999999999999'])}`))).body
        .code,
    ).toBe('bad-cursor');
    expect(
      (
        await world.admin.get(
          api(
            `/projects?sort=createdAt&cursor=${cursorOf(['createdAt', '0000-01-01T00:00:00.000Z', newId()])}`,
          ),
        )
      ).status,
    ).toBeLessThan(500);
    expect(
      (await world.admin.get(api(`/projects?sort=title&cursor=${cursorOf(['title', 'a\u0000b', newId()])}`)))
        .status,
    ).toBeLessThan(500);
  });

  it.each([
    "'",
    '%',
    '_',
    '\\',
    '---',
    '&&&',
    '", ""',
    'Ω',
    '😀',
    'a',
    '%25%25%25',
    'prj-',
    'prj-2026-',
    'PRJ-2026-0001',
    'prj-999-1',
    'prj-0000-0000',
  ])('of projects searches for %s like for anything else', async (q) =>
    expect((await world.admin.get(api(`/projects?q=${encodeURIComponent(q)}`))).status).toBe(200),
  );
});

const cursorOf = (values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');
