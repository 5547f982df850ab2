import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventCatalog } from '@closeout/contracts/events/catalog';
import type { UserState } from '@closeout/contracts/events/gateway';
import type { ProjectState } from '@closeout/contracts/events/projects';
import { newId } from '@closeout/service-kit/db';
import { eventually } from '@closeout/service-kit/testing';
import { publicUrl, startHarness, type Harness } from './support/harness.js';
import { writtenIn } from './support/mailServer.js';
import { tellStory } from './support/story.js';

let harness: Harness;
let story: ReturnType<typeof tellStory>;
let nth = 0;
let people: Record<'direction' | 'versions' | 'finance' | 'manager' | 'member', UserState>;
let client: { id: string; name: string };
let project: ProjectState;

beforeAll(async () => {
  harness = await startHarness({ replicas: 2, overrides: { MAIL_PATIENCE_MS: 3000 } });
  story = tellStory(harness.producers);
  await story.role('direction', ['cpos.direction', 'notify.cpo_mismatch']);
  await story.role('order_desk', ['notify.cpo_versions']);
  await story.role('viewer', ['cpos.view']);
  await story.role('finance', ['projects.finance_closure']);
  await story.role('staff', []);
});
afterAll(() => harness?.close());

/** Each story has people of its own, so that the others' e-mails are not in its way. */
beforeEach(async () => {
  nth += 1;
  const before = await harness.db.query<{ id: string; name: string }>(
    'SELECT id, name FROM person WHERE active',
  );
  for (const { id, name } of before) await story.user(name, { id, active: false });
  people = {
    direction: await story.user(`Diana ${nth}`, { roles: ['direction'] }),
    versions: await story.user(`Vera ${nth}`, { roles: ['order_desk'] }),
    finance: await story.user(`Fiona ${nth}`, { roles: ['finance'] }),
    manager: await story.user(`Paula ${nth}`, { roles: ['staff'] }),
    member: await story.user(`Theo ${nth}`, { roles: ['staff'] }),
  };
  client = await story.customer('Client A');
  project = story.project(client.id, { number: 'PRJ-2026-0042', projectManagerId: people.manager.id });
  await eventually(
    () => harness.db.query('SELECT id FROM person WHERE active'),
    (active) => active.length === 5,
    { what: 'the people of this story' },
  );
});

/** Says an event, its golden example with these changes, once or several times. */
async function say(type: string, changes: Record<string, unknown>, copies = 1): Promise<void> {
  const example = eventCatalog.get(type)?.example as Record<string, unknown>;
  const id = newId();
  await harness.producers.say(type, id, 1, { ...example, ...changes }, { copies });
}

type Role = keyof typeof people;

/** Waits until these were told, and nobody else was; gives the e-mail of the first. */
async function told(...roles: Role[]) {
  const counts = () =>
    Object.fromEntries(
      Object.entries(people).map(([role, { email }]) => [role, harness.mail.to(email).length]),
    );
  const wanted = Object.fromEntries(
    Object.keys(people).map((role) => [role, roles.includes(role as Role) ? 1 : 0]),
  );
  await eventually(
    async () => counts(),
    (now) => roles.every((role) => now[role] === 1),
    { what: `e-mails to ${roles.join(', ')}` },
  );
  await eventually(
    () => harness.db.query<{ n: bigint }>("SELECT count(*) AS n FROM email WHERE status = 'QUEUED'"),
    ([row]) => row?.n === 0n,
    { what: 'an empty queue' },
  );
  expect(counts()).toEqual(wanted);
  const [mail] = harness.mail.to(people[roles[0] as Role].email);
  return {
    subject: mail?.parsed.subject ?? '',
    text: mail?.parsed.text ?? '',
    html: String(mail?.parsed.html),
  };
}

const ofClient = () => ({ customerId: client.id, customerName: client.name });

describe('a customer’s order', () => {
  it('has a new version: direction is asked to decide, who is told of versions hears of it', async () => {
    await say('billing.cpo-version-created.v1', ofClient(), 2);
    const { subject, text, html } = await told('direction', 'versions');
    expect(subject).toBe('Your decision is needed: new version of order PO-4711');
    expect(text).toContain('Counts now: €8,000.00');
    expect(text).toContain('Version 2: €9,000.00');
    expect(text).toContain('Why it changed: A second server');
    expect(html).toContain(`href="${publicUrl}/orders/`);
    const [other] = harness.mail.to(people.versions.email);
    expect(other?.parsed.subject).toBe('New version of order PO-4711, Client A');
    // The order desk is told of versions, but may not see orders.
    expect(writtenIn(other)).not.toMatch(/8000|9000|A second server/);
  });

  it('has a new version: whoever may see orders is told with the figures', async () => {
    await story.user(people.versions.name, { id: people.versions.id, roles: ['order_desk', 'viewer'] });
    await eventually(
      () =>
        harness.db.query<{ roles: string[] }>('SELECT roles FROM person WHERE id = $1', [people.versions.id]),
      ([row]) => row?.roles.length === 2,
    );
    await say('billing.cpo-version-created.v1', ofClient());
    await told('direction', 'versions');
    expect(harness.mail.to(people.versions.email)[0]?.parsed.text).toContain('Version 2: €9,000.00');
  });

  it('whoever decides and is told of versions gets the question only', async () => {
    await story.user(people.direction.name, { id: people.direction.id, roles: ['direction', 'order_desk'] });
    await eventually(
      () =>
        harness.db.query<{ roles: string[] }>('SELECT roles FROM person WHERE id = $1', [
          people.direction.id,
        ]),
      ([row]) => row?.roles.length === 2,
    );
    await say('billing.cpo-version-created.v1', ofClient());
    const { subject } = await told('direction', 'versions');
    expect(subject).toMatch(/^Your decision is needed/);
  });

  it('does not match: direction is told, with the figures', async () => {
    await say('billing.cpo-mismatch-found.v1', ofClient());
    const { subject, text } = await told('direction');
    expect(subject).toBe('Order PO-4711 does not match: difference €500.00');
    expect(text).toContain('Ordered: €8,000.00');
    expect(text).toContain('Invoiced: €7,500.00');
    expect(text).toContain('Received: €7,500.00');
  });

  it('has a mismatch reported: direction is asked to decide', async () => {
    await say('billing.cpo-mismatch-reported.v1', ofClient());
    const { subject, text } = await told('direction');
    expect(subject).toBe('Your decision is needed: order PO-4711 does not match');
    expect(text).toContain('Reported because: The customer paid less, see the letter');
  });

  it('has its mismatch resolved: finance is told that closing can go on', async () => {
    await say('billing.cpo-mismatch-resolved.v1', ofClient());
    const { subject, text } = await told('finance');
    expect(subject).toBe('The mismatch of order PO-4711 was accepted');
    expect(text).toContain('Reason: A discount that was agreed');
  });
});

describe('somebody is assigned to a project', () => {
  const assigned = (by: string | null) => ({
    project,
    userId: people.member.id,
    role: 'TECHNICAL_MANAGER',
    assignedBy: by,
  });

  it('and is told as what', async () => {
    await say('projects.member-assigned.v1', assigned(people.manager.id));
    const { subject, text } = await told('member');
    expect(subject).toBe('You are technical manager of PRJ-2026-0042: System Implementation');
    expect(text).toContain('Customer: Client A');
    expect(text).toContain(`${publicUrl}/projects/${project.id}`);
  });

  it('the manager of a new project is told of the project only', async () => {
    await say('projects.member-assigned.v1', {
      ...assigned(null),
      userId: people.manager.id,
      role: 'PROJECT_MANAGER',
    });
    await say('projects.member-assigned.v1', assigned(null));
    await told('member');
  });

  it('those who assign themselves know it already', async () => {
    await say('projects.member-assigned.v1', assigned(people.member.id));
    await say('projects.member-assigned.v1', {
      ...assigned(null),
      userId: people.manager.id,
      role: 'MEMBER',
    });
    const { subject } = await told('manager');
    expect(subject).toBe('You are team member of PRJ-2026-0042: System Implementation');
  });
});

describe('a project needs its manager', () => {
  it('a milestone is overdue', async () => {
    await say('projects.milestone-overdue.v1', { project });
    const { subject, text } = await told('manager');
    expect(subject).toBe('Overdue: Advance Payment of PRJ-2026-0042, €3,000.00');
    expect(text).toContain('Due: 31 Jan 2026');
  });

  it('a stage is overdue', async () => {
    await say('projects.stage-overdue.v1', { project });
    const { subject, text } = await told('manager');
    expect(subject).toBe('Overdue: stage Installation of PRJ-2026-0042');
    expect(text).toContain('Completion: 0 %');
  });

  it('a budget is nearly used', async () => {
    await say('projects.budget-threshold-passed.v1', { project }, 2);
    const { subject, text } = await told('manager');
    expect(subject).toBe('80 % of the budget of PRJ-2026-0042 is used');
    expect(text).toContain('Spent: €5,200.00');
    expect(text).toContain('Committed: €1,300.00');
  });
});

it('a financial closure that gets no answer is reported to finance', async () => {
  await say('projects.closure-stalled.v1', { project });
  const { subject, text } = await told('finance');
  expect(subject).toBe('The financial closure of PRJ-2026-0042 has had no answer');
  expect(text).toContain('Asked: 5 times');
});

it('whoever muted a kind is not told', async () => {
  const muting = await harness.as([], { id: people.finance.id });
  const { status } = await muting.put('/api/v1/me/notification-preferences', {
    preferences: [{ kind: 'cpo-mismatch-resolved', email: false }],
  });
  expect(status).toBe(200);
  await say('billing.cpo-mismatch-resolved.v1', ofClient());
  await say('projects.closure-stalled.v1', { project });
  const { subject } = await told('finance');
  expect(subject).toMatch(/has had no answer/);
});
