import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '@closeout/service-kit/auth';
import { newId } from '@closeout/service-kit/db';
import { isVisible, viewerOf } from '../src/projects/visibleProjects.js';
import { canSee } from '../src/projects/visibility.js';
import { api, startWorld, type World } from './support/world.js';

/**
 * Who may see a project is decided for one project in memory, and for many in SQL, in a form for each kind of index. Whatever people,
 * teams, hours, expenses and clearances there are: all forms give the same answer.
 */
let world: World;
let runs = 0;
beforeAll(async () => {
  world = await startWorld({ replicas: 1 });
});
afterAll(() => world?.close());

const levels = [0, 3, 9] as const;
const person = fc.nat(2);
const writes = <Status extends string>(...statuses: Status[]) =>
  fc.array(fc.record({ person, status: fc.constantFrom(...statuses) }), { maxLength: 2 });
const project = fc.record({
  level: fc.constantFrom(...levels),
  status: fc.constantFrom('ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED', 'FINALIZED'),
  manager: fc.option(person),
  technical: fc.option(person),
  members: fc.uniqueArray(person, { maxLength: 2 }),
  hours: writes('DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED'),
  expenses: writes('RECORDED', 'SETTLED', 'REJECTED'),
});
type Plan = typeof project extends fc.Arbitrary<infer P> ? P : never;
const viewer = fc.record({ person, seesAll: fc.boolean(), clearance: fc.constantFrom(0, 3, 8, 9) });

it('one project, lists and summaries show each viewer the same projects', async () => {
  const plans = fc.array(project, { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(plans, fc.array(viewer, { minLength: 1, maxLength: 3 }), async (projects, viewers) => {
      const people = [newId(), newId(), newId()] as const;
      const customers = await makeCustomers();
      const made = await Promise.all(projects.map((plan) => make(plan, people, customers)));
      for (const { person, seesAll, clearance } of viewers) {
        const id = people[person] as string;
        const permissions = seesAll ? (['projects.view'] as const) : ([] as const);
        const actor = { id, permissions: new Set<string>(permissions), clearance } as unknown as Actor;
        const expected = made.filter(({ seen }) => canSee(actor, seen)).map((one) => one.id);
        const caller = await world.as({ id, permissions, clearance });
        expect({
          one: await shownOneByOne(
            caller,
            made.map((one) => one.id),
          ),
          list: await listed(caller, Object.values(customers)),
          summary: await foundBySummaries(
            actor,
            made.map((one) => one.id),
          ),
        }).toEqual({ one: expected.sort(), list: expected.sort(), summary: expected.sort() });
      }
    }),
    { numRuns: 25 },
  );
});

async function shownOneByOne(caller: Awaited<ReturnType<World['as']>>, ids: string[]): Promise<string[]> {
  const answers = await Promise.all(ids.map((id) => caller.get(api(`/projects/${id}`))));
  for (const { status } of answers) expect([200, 404]).toContain(status);
  return ids.filter((_, i) => answers[i]?.status === 200).sort();
}

async function listed(caller: Awaited<ReturnType<World['as']>>, customers: string[]): Promise<string[]> {
  const pages = await Promise.all(customers.map((id) => caller.get(api(`/projects?customerId=${id}`))));
  return pages.flatMap(({ body }) => body.items.map((one: { id: string }) => one.id)).sort();
}

async function foundBySummaries(actor: Actor, ids: string[]): Promise<string[]> {
  const values: unknown[] = [];
  const bind = (of: unknown, type: string) => `$${values.push(of)}::${type}`;
  const found = await world.db.query<{ id: string }>(
    `SELECT p.id FROM project p WHERE p.id = ANY (${bind(ids, 'uuid[]')}) AND ${isVisible(viewerOf(actor), bind)}`,
    values,
  );
  return found.map(({ id }) => id).sort();
}

async function makeCustomers(): Promise<Record<number, string>> {
  const ids = levels.map((level) => [level, newId()] as const);
  for (const [level, id] of ids)
    await world.db.query(
      `INSERT INTO customer (id, version, name, name_search, status, security_level)
       VALUES ($1, 1, 'Client A', 'client a', 'ACTIVE', $2)`,
      [id, level],
    );
  return Object.fromEntries(ids);
}

async function make(plan: Plan, people: readonly string[], customers: Record<number, string>) {
  const id = newId();
  const who = (index: number | null) => (index === null ? null : (people[index] as string));
  const no = (runs += 1);
  await world.db.query(
    `INSERT INTO project (id, number, number_order, status, customer_id, currency, title, budget_minor, start_date,
       project_manager_id, technical_manager_id, created_at, updated_at, title_search, customer_search)
     VALUES ($1, 'PRJ-2026-' || $2::text, 2026000000000 + $2::int, $3, $4, 'EUR', 'Harbour', 0, '2026-01-01', $5, $6, now(), now(),
       'harbour', 'client a')`,
    [id, no, plan.status, customers[plan.level], who(plan.manager), who(plan.technical)],
  );
  for (const member of plan.members) {
    await world.db.query(
      `INSERT INTO person (id, version, name, active, clearance) VALUES ($1, 1, 'Milo Member', true, 9) ON CONFLICT DO NOTHING`,
      [who(member)],
    );
    await world.db.query(
      `INSERT INTO team_member (project_id, user_id, assigned_at) VALUES ($1, $2, now())`,
      [id, who(member)],
    );
  }
  for (const { person, status } of plan.hours) await logHours(id, who(person), status);
  for (const { person, status } of plan.expenses) await recordExpense(id, who(person), status);
  const goesOn = ['ACTIVE', 'ON_HOLD'].includes(plan.status);
  const left = [
    ...plan.hours.filter(({ status }) => status !== 'APPROVED'),
    ...plan.expenses.filter(({ status }) => status === 'RECORDED'),
  ];
  return {
    id,
    seen: {
      securityLevel: plan.level,
      projectManagerId: who(plan.manager),
      technicalManagerId: who(plan.technical),
      memberIds: plan.members.map((member) => who(member) as string),
      writerIds: goesOn ? left.map(({ person }) => who(person) as string) : [],
    },
  };
}

const logHours = (projectId: string, userId: string | null, status: string) =>
  world.db.query(
    `INSERT INTO time_entry (id, project_id, user_id, user_name, entry_date, quarters, description, billable, status, decided_at, reason, created_at)
     VALUES ($1, $2, $3, 'Milo Member', '2026-02-02', 1, 'Work', true, $4::text,
       CASE WHEN $4::text IN ('APPROVED', 'REJECTED') THEN now() END, CASE WHEN $4::text = 'REJECTED' THEN 'Too many' END, now())`,
    [newId(), projectId, userId, status],
  );

const recordExpense = (projectId: string, userId: string | null, status: string) =>
  world.db.query(
    `INSERT INTO expense (id, project_id, kind, description, amount_minor, expense_date, status, recorded_by, recorded_by_name, decided_at, reason, created_at)
     VALUES ($1, $2, 'LOGISTICS', 'Flight', 100, '2026-02-02', $4::text, $3, 'Milo Member',
       CASE WHEN $4::text <> 'RECORDED' THEN now() END, CASE WHEN $4::text = 'REJECTED' THEN 'Too much' END, now())`,
    [newId(), projectId, userId, status],
  );
