import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { request, type IncomingMessage } from 'node:http';
import { eventCatalog } from '@closeout/contracts/events/catalog';
import type { EventHint } from '@closeout/contracts/http/notifications';
import type { Permission } from '@closeout/contracts/permissions';
import { newId } from '@closeout/service-kit/db';
import { eventually } from '@closeout/service-kit/testing';
import { startHarness, type Harness } from './support/harness.js';
import { tellStory } from './support/story.js';

let harness: Harness;
let story: ReturnType<typeof tellStory>;
beforeAll(async () => {
  harness = await startHarness({ replicas: 2 });
  story = tellStory(harness.producers);
});
afterAll(() => harness?.close());

interface Listener {
  status: number;
  /** What came until now. */
  text(): string;
  hints(): EventHint[];
  lastId(): string;
  ended(): boolean;
  close(): void;
}

const open: Listener[] = [];
afterEach(() => open.splice(0).forEach((listener) => listener.close()));

async function listen(
  permissions: readonly Permission[],
  who: { id?: string; clearance?: number; replica?: number; lastEventId?: string } = {},
): Promise<Listener> {
  const { id, clearance = 0, replica = 0, lastEventId } = who;
  const token = await harness.token(permissions, { id: id ?? newId(), clearance });
  const service = harness.replicas[replica];
  if (!service) throw new Error(`there is no replica ${replica}`);
  const call = request(`${harness.urlOf(service)}/api/v1/events/stream`, {
    headers: { authorization: `Bearer ${token}`, ...(lastEventId && { 'last-event-id': lastEventId }) },
  });
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    call.on('response', resolve).on('error', reject).end(),
  );
  let text = '';
  let ended = false;
  answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  answer.on('close', () => (ended = true)).on('error', () => undefined);
  const listener: Listener = {
    status: answer.statusCode ?? 0,
    text: () => text,
    hints: () =>
      [...text.matchAll(/^data: (\{"id".*)$/gm)].map((match) => JSON.parse(match[1] ?? '') as EventHint),
    lastId: () => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? '',
    ended: () => ended,
    close: () => void call.destroy(),
  };
  open.push(listener);
  return listener;
}

const heard = (listener: Listener, subject: string) =>
  eventually(
    async () => listener.hints().find((hint) => hint.subject === subject),
    (hint) => hint !== undefined,
    { what: `a hint of ${subject}` },
  );
/** After something that everybody hears: what was to come has come. */
async function everythingHeard(...listeners: Listener[]): Promise<void> {
  const { id } = await story.customer('The last one');
  for (const listener of listeners) await heard(listener, id);
}
const known = (id: string) =>
  eventually(
    async () => harness.replicas[0]?.kit.db.query('SELECT 1 FROM customer WHERE id = $1', [id]),
    (rows) => rows?.length === 1,
    { what: 'the customer being known' },
  );

describe('The event stream', () => {
  it('says what changed and never what is in it, at every replica', async () => {
    const listeners = await Promise.all([0, 1].map((replica) => listen(['customers.view'], { replica })));
    const customer = await story.customer('Client A');
    for (const listener of listeners) {
      expect(await heard(listener, customer.id)).toEqual({
        id: expect.any(String),
        type: 'billing.customer-created.v1',
        subject: customer.id,
        customerId: customer.id,
      });
      expect(listener.text()).not.toContain('Client A');
    }
  });

  it('tells nobody of what they may not see', async () => {
    const secret = await story.customer('Secret', { securityLevel: 5 });
    await known(secret.id);
    const mine = await story.customer('Mine');
    await known(mine.id);
    const managerId = newId();
    const project = story.project(mine.id, { projectManagerId: managerId });
    const hidden = story.project(secret.id, { projectManagerId: managerId });

    const [all, viewer, cleared, manager] = await Promise.all([
      listen(['customers.view']),
      listen(['customers.view', 'projects.view']),
      listen(['customers.view', 'projects.view', 'receipts.view'], { clearance: 5 }),
      listen(['customers.view'], { id: managerId, replica: 1 }),
    ]);
    const receipt = story.receipt(secret);
    await story.projectCreated(project);
    await story.projectCreated(hidden);
    await story.receiptIssued(receipt);
    // Between services there is no order: what the other one said has come before the last thing is said.
    await heard(cleared, hidden.id);
    await everythingHeard(all, viewer, cleared, manager);

    const told = (listener: Listener) =>
      [project.id, hidden.id, receipt.id].map((id) => listener.hints().some(({ subject }) => subject === id));
    expect([all, viewer, cleared, manager].map(told)).toEqual([
      [false, false, false],
      [true, false, false],
      [true, true, true],
      [true, false, false],
    ]);
    expect((await heard(viewer, project.id))?.projectId).toBe(project.id);
  });

  it('tells who is on the team of what they see there, and of their own hours, but not of money', async () => {
    const [member, stranger] = [newId(), newId()];
    const client = await story.customer('Client A');
    await known(client.id);
    const project = story.project(client.id);
    await story.projectCreated(project);
    const team = (version: number, memberIds: string[]) =>
      harness.producers.say('projects.team-changed.v1', project.id, 1, {
        project,
        teamVersion: version,
        memberIds,
      });
    await team(1, [member]);
    await eventually(
      async () =>
        harness.replicas[0]?.kit.db.query('SELECT FROM project_team WHERE project_id = $1', [project.id]),
      (rows) => rows?.length === 1,
    );
    const [theirs, others] = await Promise.all([
      listen(['time.log'], { id: member }),
      listen(['time.log'], { id: stranger }),
    ]);
    const say = async (type: string, changes: object = {}) => {
      const id = newId();
      const example = eventCatalog.get(type)?.example as object;
      await harness.producers.say(type, id, 1, { ...example, id, projectId: project.id, ...changes });
      return id;
    };
    const seen = [
      await say('projects.stage-updated.v1'),
      await say('projects.deliverable-updated.v1'),
      await say('projects.time-entry-decided.v1', { userId: member }),
      await say('projects.expense-decided.v1', { recordedBy: member }),
    ];
    const hidden = [
      await say('projects.milestone-updated.v1', { customerId: client.id }),
      await say('projects.budget-node-updated.v1'),
      await say('projects.time-entry-decided.v1', { userId: stranger }),
      await say('projects.expense-decided.v1', { recordedBy: stranger }),
    ];
    await story.projectUpdated({ ...project, version: 2, title: 'Phase 2' });
    await heard(theirs, project.id);
    for (const id of seen) await heard(theirs, id);
    const subjects = theirs.hints().map(({ subject }) => subject);
    expect(hidden.filter((id) => subjects.includes(id))).toEqual([]);
    expect(others.hints().map(({ subject }) => subject)).toEqual([hidden[2], hidden[3]]);

    await team(2, []);
    await eventually(
      async () =>
        harness.replicas[0]?.kit.db.query('SELECT FROM project_team WHERE project_id = $1 AND version = 2', [
          project.id,
        ]),
      (rows) => rows?.length === 1,
    );
    const after = await say('projects.stage-updated.v1');
    const own = await say('projects.time-entry-decided.v1', { userId: member });
    await heard(theirs, own);
    expect(theirs.hints().some(({ subject }) => subject === after)).toBe(false);
  });

  it('goes on where it broke off, at another replica', async () => {
    const first = await listen(['customers.view']);
    const before = await story.customer('Before');
    await heard(first, before.id);
    first.close();
    const missed = [await story.customer('One'), await story.customer('Two')];
    const second = await listen(['customers.view'], { replica: 1, lastEventId: first.lastId() });
    for (const { id } of missed) await heard(second, id);
    await everythingHeard(second);
    expect(
      second
        .hints()
        .map(({ subject }) => subject)
        .slice(0, 2),
    ).toEqual(missed.map(({ id }) => id));
    expect(second.hints()).toHaveLength(3);
  });

  it.each(['999999999', 'nonsense', '-1'])(
    'says that something was missed to whoever comes from %s, and goes on from now',
    async (lastEventId) => {
      const listener = await listen(['customers.view'], { lastEventId });
      await everythingHeard(listener);
      expect(listener.text()).toMatch(/^event: missed\nid: \d+\ndata: \{\}\n\n/);
      expect(listener.hints()).toHaveLength(1);
    },
  );

  it('says at once and every 15 seconds that it is there, with the position also where nothing was for this caller', async () => {
    const listener = await listen([]);
    const at = await eventually(
      async () => listener.lastId(),
      (id) => id !== '',
    );
    expect(listener.text()).toMatch(/^: still here\nid: \d+\n\n/);
    await story.customer('Not for them');
    await eventually(
      async () => listener.lastId(),
      (id) => Number(id) > Number(at),
      { timeoutMs: 16_000 },
    );
    expect(listener.hints()).toEqual([]);
  }, 20_000);

  it('is refused to whoever has ten of them, until one is closed', async () => {
    const id = newId();
    const ten = await Promise.all(Array.from({ length: 10 }, () => listen(['customers.view'], { id })));
    expect(ten.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const eleventh = await listen(['customers.view'], { id });
    await eventually(
      async () => eleventh.text(),
      (text) => text.includes('too-many-streams'),
    );
    expect(eleventh.status).toBe(429);
    expect((await listen(['customers.view'])).status).toBe(200);
    ten[0]?.close();
    await eventually(
      async () => (await listen(['customers.view'], { id })).status,
      (status) => status === 200,
    );
  });

  it('does not keep the service from stopping', async () => {
    const replica = await harness.addReplica();
    const listener = await listen(['customers.view'], { replica: harness.replicas.length - 1 });
    const begun = Date.now();
    await harness.stopReplica(replica);
    expect(Date.now() - begun).toBeLessThan(5_000);
    await eventually(async () => listener.ended(), Boolean);
  });
});
