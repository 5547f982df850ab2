import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceName } from '@closeout/contracts/services';
import { eventually } from '@closeout/service-kit/testing';
import { startStack, type Client, type Replica, type Stack } from './stack/stack.js';
import { make, newCustomer, paidProject, type Json } from './stack/stories.js';

/** Financial closures of the whole product, while its services are killed without warning and come back. */
let stack: Stack;
let admin: Client;
let customer: Json;

beforeAll(async () => {
  stack = await startStack({ replicas: 2, env: { CLOSURE_ASK_AGAIN_MS: '1000' } });
  admin = await stack.as('admin');
  customer = await newCustomer(admin, 'Client A');
}, 150_000);
afterAll(() => stack?.stop());

const of = (service: ServiceName): Replica[] =>
  stack.replicas.filter((replica) => replica.service === service);
const killAll = (service: ServiceName) => Promise.all(of(service).map((replica) => replica.kill('SIGKILL')));
const startAll = (service: ServiceName) => {
  for (const replica of of(service)) replica.start();
};

const path = (project: Json) => `/projects/${project.id}/financial-closure`;
/** Also while a service is away for a moment. */
const ended = (project: Json, closureId: string): Promise<Json> =>
  eventually(
    async () => (await admin.get(`${path(project)}/${closureId}`)).body as Json,
    ({ status }) => ['FINALIZED', 'REJECTED', 'WITHDRAWN'].includes(status),
    { timeoutMs: 60_000, what: `the end of closure ${closureId}` },
  );

/** A project's status here, and its ledger there. */
async function bothSides({ id }: Json): Promise<unknown> {
  const [project] = await stack.sql('projects', 'SELECT status FROM project WHERE id = $1', [id]);
  const [ledger] = await stack.sql(
    'billing',
    'SELECT status, closure_id IS NOT NULL AS locked FROM project_ledger WHERE project_id = $1',
    [id],
  );
  return { project: project?.['status'], ledger: ledger?.['status'], locked: ledger?.['locked'] };
}

describe('A financial closure comes to its end', () => {
  it('while billing is killed, then projects, each in the middle of many', async () => {
    const projects: Json[] = [];
    for (let i = 0; i < 8; i += 1) projects.push(await paidProject(admin, customer.id));
    const asked = projects.map((project) => make(admin, path(project)));
    const first = await Promise.all(asked.slice(0, 1));
    await killAll('billing');
    const closures = [...first, ...(await Promise.all(asked.slice(1)))];
    startAll('billing');
    await killAll('projects');
    startAll('projects');
    const ends = await Promise.all(projects.map((project, i) => ended(project, closures[i].closureId)));
    expect(ends.map(({ status }) => status)).toEqual(projects.map(() => 'FINALIZED'));
    for (const project of projects) {
      await eventually(
        () => bothSides(project),
        (sides) =>
          JSON.stringify(sides) ===
          JSON.stringify({ project: 'FINALIZED', ledger: 'FINALIZED', locked: true }),
        { timeoutMs: 30_000, what: 'one state on both sides' },
      );
    }
  }, 180_000);

  it('although billing is away when it is asked for; reopening does not wait for billing either', async () => {
    const [patient, impatient] = [
      await paidProject(admin, customer.id),
      await paidProject(admin, customer.id),
    ];
    await killAll('billing');
    const kept = await make(admin, path(patient));
    const dropped = await make(admin, path(impatient));
    expect([kept.status, dropped.status]).toEqual(['PENDING', 'PENDING']);
    expect((await admin.get(path(patient))).status).toBe(503);
    expect((await make(admin, `/projects/${impatient.id}/reopen`, { reason: 'More work' })).status).toBe(
      'ACTIVE',
    );
    startAll('billing');
    expect((await ended(patient, kept.closureId)).status).toBe('FINALIZED');
    expect((await ended(impatient, dropped.closureId)).status).toBe('WITHDRAWN');
    await eventually(
      () => bothSides(impatient),
      (sides) =>
        JSON.stringify(sides) === JSON.stringify({ project: 'ACTIVE', ledger: 'ACTIVE', locked: false }),
      { timeoutMs: 30_000, what: 'an open ledger' },
    );
  }, 180_000);
});
