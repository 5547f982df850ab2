import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReceiptState } from '@closeout/contracts/events/billing';
import type { UserState } from '@closeout/contracts/events/gateway';
import type { ProjectState } from '@closeout/contracts/events/projects';
import { newId } from '@closeout/service-kit/db';
import { eventually } from '@closeout/service-kit/testing';
import { publicUrl, startHarness, type Harness } from './support/harness.js';
import { writtenIn } from './support/mailServer.js';
import { share, tellStory } from './support/story.js';

let harness: Harness;
let story: ReturnType<typeof tellStory>;

beforeAll(async () => {
  harness = await startHarness({ replicas: 2, overrides: { MAIL_PATIENCE_MS: 3000 } });
  story = tellStory(harness.producers);
  await story.role('finance', ['receipts.issue', 'notify.project_creation']);
  await story.role('sales', ['notify.project_creation']);
  await story.role('project_manager', ['projects.view']);
});
afterAll(() => harness?.close());

/** Each story has people of its own, so that the others' e-mails are not in its way. */
let fiona: UserState;
let sam: UserState;
let paula: UserState;
let client: { id: string; name: string };
let nth = 0;

beforeEach(async () => {
  nth += 1;
  const everyone = await harness.db.query<{ id: string; name: string; version: number }>(
    'SELECT id, name, version FROM person WHERE active',
  );
  for (const { id, name } of everyone) await story.user(name, { id, active: false });
  fiona = await story.user(`Fiona ${nth}`, { roles: ['finance'] });
  sam = await story.user(`Sam ${nth}`, { roles: ['sales'] });
  paula = await story.user(`Paula ${nth}`, { roles: ['project_manager'] });
  client = await story.customer('Client A');
  await eventually(
    () => harness.db.query('SELECT id FROM person WHERE active'),
    (active) => active.length === 3,
    { what: 'the people of this story' },
  );
});

const mailed = (...users: UserState[]) =>
  eventually(
    async () => users.map(({ email }) => harness.mail.to(email).length),
    (counts) => counts.every((count) => count > 0),
    { what: `e-mails to ${users.map(({ email }) => email).join(', ')}` },
  );

/** What was said before has been applied; whatever was to be queued is queued, and sent. */
async function settled(): Promise<void> {
  const said = (['gateway', 'projects', 'billing'] as const).flatMap(
    (name) => harness.producers.of[name].log,
  );
  await eventually(
    () => harness.db.query<{ n: bigint }>("SELECT count(*) AS n FROM kit.inbox WHERE status = 'applied'"),
    ([row]) => Number(row?.n) === said.length,
    { what: `${said.length} applied events` },
  );
  await eventually(
    () => harness.db.query<{ n: bigint }>("SELECT count(*) AS n FROM email WHERE status = 'QUEUED'"),
    ([row]) => row?.n === 0n,
    { what: 'an empty queue' },
  );
}

const counts = (...users: UserState[]) => users.map(({ email }) => harness.mail.to(email).length);

describe('a project is created', () => {
  it('its manager is told, and everyone whose role is told of new projects', async () => {
    const project = story.project(client.id, { projectManagerId: paula.id, number: 'PRJ-2026-0042' });
    await story.projectCreated(project);
    await mailed(fiona, sam, paula);
    await settled();
    expect(counts(fiona, sam, paula)).toEqual([1, 1, 1]);

    const [mail] = harness.mail.to(paula.email);
    expect(mail?.parsed.subject).toBe('New project PRJ-2026-0042: System Implementation');
    expect(mail?.parsed.text).toContain('Budget: €8,000.00');
    expect(mail?.parsed.text).toContain('Customer: Client A');
    expect(mail?.parsed.text).toContain(`Project manager: ${paula.name}`);
    // Told of new projects, without a permission about money.
    const [toSam] = harness.mail.to(sam.email);
    expect(toSam?.parsed.text).toContain('Customer: Client A');
    expect(JSON.stringify(toSam?.parsed)).not.toContain('8000');
    expect(mail?.parsed.text).toContain(`${publicUrl}/projects/${project.id}`);
    expect(mail?.parsed.html).toContain(`href="${publicUrl}/projects/${project.id}"`);
    expect(mail?.parsed.from).toMatchObject({ name: 'Closeout', address: 'closeout@closeout.test' });
    expect(mail?.parsed.headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    );
  });

  it('whoever is its manager and in a group is told once', async () => {
    await story.projectCreated(story.project(client.id, { projectManagerId: fiona.id }));
    await mailed(fiona, sam);
    await settled();
    expect(counts(fiona, sam, paula)).toEqual([1, 1, 0]);
  });

  it('every message comes twice, and each e-mail goes out once', async () => {
    await story.projectCreated(story.project(client.id, { projectManagerId: paula.id }), { copies: 2 });
    await story.receiptIssued(story.receipt(client), { copies: 2 });
    await eventually(
      async () => counts(fiona, sam, paula),
      ([f, s, p]) => f === 2 && s === 1 && p === 1,
    );
    await settled();
    expect(counts(fiona, sam, paula)).toEqual([2, 1, 1]);
  });

  it('nobody who is inactive is told', async () => {
    await story.user(sam.name, { id: sam.id, active: false });
    await settled();
    await story.projectCreated(story.project(client.id, { projectManagerId: sam.id }));
    await mailed(fiona);
    await settled();
    expect(counts(fiona, sam)).toEqual([1, 0]);
  });

  it('who may not see the customer is not told, manager or not', async () => {
    const secret = await story.customer('Client X', { securityLevel: 5 });
    await story.user(fiona.name, { id: fiona.id, clearance: 5 });
    await settled();
    await story.projectCreated(story.project(secret.id, { projectManagerId: paula.id }));
    await mailed(fiona);
    await settled();
    expect(counts(fiona, sam, paula)).toEqual([1, 0, 0]);
  });

  it('a role that changes changes who is told', async () => {
    await story.user(paula.name, { id: paula.id, roles: ['project_manager', `told_${nth}`] });
    await story.role(`told_${nth}`, ['notify.project_creation']);
    await settled();
    await story.projectCreated(story.project(client.id));
    await mailed(paula);

    await story.role(`told_${nth}`, []);
    await settled();
    await story.projectCreated(story.project(client.id));
    await settled();
    expect(counts(paula, sam)).toEqual([1, 2]);
  });

  it('its customer is not known yet: it waits until it is', async () => {
    const unknown = { id: newId() };
    const project = story.project(unknown.id);
    await story.projectCreated(project);
    await eventually(
      () => harness.db.query("SELECT last_error FROM kit.inbox WHERE status = 'retry'"),
      ([row]) => String(row?.['last_error']).includes(unknown.id),
      { what: 'a parked message' },
    );
    expect(counts(sam)).toEqual([0]);
    await harness.producers.say('billing.customer-created.v1', unknown.id, 1, {
      ...{
        id: unknown.id,
        version: 1,
        name: 'Late Ltd',
        email: null,
        phone: null,
        vatNumber: null,
        address: null,
      },
      ...{
        currency: 'EUR',
        paymentTermsDays: 30,
        clientType: null,
        location: null,
        securityLevel: 0,
        status: 'ACTIVE',
      },
    });
    await mailed(sam);
    expect(harness.mail.to(sam.email)[0]?.parsed.text).toContain('Customer: Late Ltd');
  });

  it('its manager is not known yet: it waits a while for the manager', async () => {
    const manager = { id: newId() };
    await story.projectCreated(story.project(client.id, { projectManagerId: manager.id }));
    await eventually(
      () => harness.db.query("SELECT last_error FROM kit.inbox WHERE status = 'retry'"),
      ([row]) => String(row?.['last_error']).includes(manager.id),
      { what: 'a parked message' },
    );
    const late = await story.user(`Late ${nth}`, { id: manager.id });
    await mailed(late, sam);
  });

  it('its manager never becomes known: after a while the others are told', async () => {
    await story.projectCreated(story.project(client.id, { projectManagerId: newId() }));
    await mailed(fiona, sam);
    expect(harness.mail.to(sam.email)[0]?.parsed.text).toContain('Project manager: not named yet');
  });

  it('long ago: it is remembered, and nobody is told', async () => {
    const project = story.project(client.id, { projectManagerId: paula.id });
    await story.projectCreated(project, { time: new Date(Date.now() - 25 * 3_600_000) });
    await settled();
    expect(await harness.db.query('SELECT title FROM project WHERE id = $1', [project.id])).toEqual([
      { title: project.title },
    ]);
    expect(await harness.db.query('SELECT id FROM email WHERE recipient = $1', [paula.email])).toEqual([]);
  });
});

describe('a payment is received', () => {
  it('the managers of its projects are told, and everyone who issues receipts', async () => {
    const otto = await story.user(`Otto ${nth}`, {});
    const one = story.project(client.id, {
      projectManagerId: paula.id,
      number: 'PRJ-2026-0001',
      title: 'One',
    });
    const two = story.project(client.id, {
      projectManagerId: otto.id,
      number: 'PRJ-2026-0002',
      title: 'Two',
    });
    await story.projectCreated(one);
    await story.projectCreated(two);
    await settled();
    const receipt = story.receipt(client, {
      amount: '3000.00',
      allocations: [{ invoiceId: newId(), invoiceNumber: 'INV-2026-0007', amount: '2500.00' }],
      unallocated: '500.00',
      projectShares: [share(one.id, '1000.00'), share(two.id, '700.00'), share(one.id, '800.00')],
    });
    const event = await story.receiptIssued(receipt);
    await eventually(
      async () => counts(fiona, paula, otto, sam),
      (now) => now.join() === '3,2,2,2',
    );
    await settled();

    const paymentMail = (to: UserState) =>
      harness.mail.to(to.email).find(({ parsed }) => parsed.subject?.startsWith('Payment'));
    const mail = paymentMail(fiona);
    expect(mail?.parsed.subject).toBe('Payment received: €3,000.00 from Client A');
    for (const line of [
      'Receipt: REC-2026-0001',
      'Invoice INV-2026-0007: €2,500.00',
      'Project PRJ-2026-0001: One: €1,800.00',
      'Project PRJ-2026-0002: Two: €700.00',
      'Not allocated: €500.00',
      `${publicUrl}/receipts/${receipt.id}`,
    ]) {
      expect(mail?.parsed.text).toContain(line);
    }
    // A manager who may not see receipts hears of their own project's share, and nothing else.
    const toPaula = paymentMail(paula);
    expect(toPaula?.parsed.subject).toBe('Payment received for PRJ-2026-0001 from Client A (REC-2026-0001)');
    expect(toPaula?.parsed.text).toContain('Project PRJ-2026-0001: One: €1,800.00');
    expect(writtenIn(toPaula)).not.toMatch(/3,?000|2,?500|700|500\.00|PRJ-2026-0002/);
    const rows = await harness.db.query(
      'SELECT recipient FROM email WHERE event_id = $1 ORDER BY recipient',
      [event.id],
    );
    expect(rows.map(({ recipient }) => recipient)).toEqual([fiona.email, otto.email, paula.email].sort());
  });

  it('for a project whose creation has not arrived: it waits for the project', async () => {
    const project = story.project(client.id, { projectManagerId: paula.id });
    await story.receiptIssued(story.receipt(client, { projectShares: [share(project.id, '3000.00')] }));
    await eventually(
      () => harness.db.query("SELECT last_error FROM kit.inbox WHERE status = 'retry'"),
      ([row]) => String(row?.['last_error']).includes(project.id),
      { what: 'a parked message' },
    );
    await story.projectCreated(project);
    await eventually(
      async () => counts(paula, fiona),
      (now) => now.join() === '2,2',
    );
  });

  it('a project that has another manager by now: the present one is told', async () => {
    const project: ProjectState = story.project(client.id, { projectManagerId: paula.id });
    await story.projectCreated(project);
    await story.projectUpdated({ ...project, version: 2, projectManagerId: sam.id });
    await story.projectUpdated({ ...project, version: 1 });
    await settled();
    await story.receiptIssued(story.receipt(client, { projectShares: [share(project.id, '3000.00')] }));
    await eventually(
      async () => counts(sam, paula, fiona),
      (now) => now.join() === '2,1,2',
    );
  });
});

describe('a payment is reversed', () => {
  const reversalMails = (person: UserState) =>
    harness.mail.to(person.email).filter(({ parsed }) => /revers/i.test(parsed.subject ?? ''));

  it('those who were told of it are told, each what they may see, and nobody else', async () => {
    const project = story.project(client.id, {
      projectManagerId: paula.id,
      number: 'PRJ-2026-0001',
      title: 'One',
    });
    await story.projectCreated(project);
    await settled();
    const receipt = story.receipt(client, {
      allocations: [{ invoiceId: newId(), invoiceNumber: 'INV-2026-0007', amount: '2500.00' }],
      projectShares: [share(project.id, '2500.00')],
    });
    await story.receiptIssued(receipt);
    await eventually(
      async () => counts(paula, fiona),
      (now) => now.join() === '2,2',
    );
    // Another manager by now, and another who issues receipts: neither heard of the payment.
    await story.projectUpdated({ ...project, version: 2, projectManagerId: sam.id });
    const fred = await story.user(`Fred ${nth}`, { roles: fiona.roles });
    await settled();

    const event = await story.receiptReversed(receipt);
    await eventually(
      async () => [reversalMails(paula).length, reversalMails(fiona).length],
      (now) => now.join() === '1,1',
    );
    await settled();
    expect(reversalMails(sam)).toEqual([]);
    expect(reversalMails(fred)).toEqual([]);
    const [toFiona] = reversalMails(fiona);
    expect(toFiona?.parsed.subject).toBe('Payment reversed: €3,000.00 from Client A');
    for (const line of [
      'Receipt: REC-2026-0001',
      'Reversed by: REV-2026-0001',
      'Reason: Payment bounced',
      'Invoice INV-2026-0007: €2,500.00 is due again',
      `${publicUrl}/receipts/${receipt.id}`,
    ])
      expect(toFiona?.parsed.text).toContain(line);
    const [toPaula] = reversalMails(paula);
    expect(toPaula?.parsed.subject).toBe(
      'Reversed: Payment received for PRJ-2026-0001 from Client A (REC-2026-0001)',
    );
    for (const line of [
      'Receipt: REC-2026-0001',
      'Reversed by: REV-2026-0001',
      `${publicUrl}/projects/${project.id}`,
    ])
      expect(toPaula?.parsed.text).toContain(line);
    // She runs the project no more: its figures are no longer hers.
    expect(writtenIn(toPaula)).not.toMatch(/3000|2500|bounced/);
    const rows = await harness.db.query('SELECT kind FROM email WHERE event_id = $1', [event.id]);
    expect(rows).toEqual([{ kind: 'payment-reversed' }, { kind: 'payment-reversed' }]);
  });

  it('a project manager knows which of two payments of one day it was, and how much of it was theirs', async () => {
    const project = story.project(client.id, {
      projectManagerId: paula.id,
      number: 'PRJ-2026-0002',
      title: 'Two',
    });
    await story.projectCreated(project);
    await settled();
    const [first, second] = ['REC-2026-0011', 'REC-2026-0012'].map((number, index) =>
      story.receipt(client, { number, projectShares: [share(project.id, `${index + 1}500.00`)] }),
    ) as [ReceiptState, ReceiptState];
    await story.receiptIssued(first);
    await story.receiptIssued(second);
    await eventually(
      async () => counts(paula),
      (now) => now.join() === '3',
    );
    const received = harness.mail.to(paula.email).map(({ parsed }) => parsed.subject);
    for (const { number } of [first, second])
      expect(received).toContain(`Payment received for PRJ-2026-0002 from Client A (${number})`);

    await story.receiptReversed(second);
    await eventually(
      async () => reversalMails(paula).length,
      (now) => now === 1,
    );
    const [mail] = reversalMails(paula);
    expect(mail?.parsed.subject).toContain('REC-2026-0012');
    expect(mail?.parsed.text).toContain('Receipt: REC-2026-0012');
    expect(mail?.parsed.text).toContain('Project PRJ-2026-0002: Two: €2,500.00');
    // Not the whole of the payment, nor why it was taken back.
    expect(writtenIn(mail)).not.toMatch(/3000|bounced/);
  });

  it('who wanted no e-mail about the payment, or wants none about reversals, gets none', async () => {
    const fred = await story.user(`Fred ${nth}`, { roles: fiona.roles });
    await settled();
    const mute = async (person: UserState, kind: string) => {
      const me = await harness.as([], { id: person.id });
      const body = { preferences: [{ kind, email: false }] };
      expect((await me.put('/api/v1/me/notification-preferences', body)).status).toBe(200);
    };
    await mute(fiona, 'payment-received');
    await mute(fred, 'payment-reversed');
    const receipt = story.receipt(client);
    await story.receiptIssued(receipt);
    await mailed(fred);
    await story.receiptReversed(receipt);
    await settled();
    expect(counts(fiona, fred)).toEqual([0, 1]);
  });
});

describe('what people chose is respected', () => {
  it('who does not want e-mails about payments gets none, and still those about projects', async () => {
    const me = await harness.as([], { id: fiona.id });
    const answer = await me.put('/api/v1/me/notification-preferences', {
      preferences: [{ kind: 'payment-received', email: false }],
    });
    expect(answer.status).toBe(200);
    await story.receiptIssued(story.receipt(client));
    await story.projectCreated(story.project(client.id));
    await mailed(fiona, sam);
    await settled();
    expect(harness.mail.to(fiona.email).map(({ parsed }) => parsed.subject)).toEqual([
      expect.stringMatching(/^New project/),
    ]);
  });

  it('who reads German gets German e-mails, with amounts and days as Germans write them', async () => {
    const me = await harness.as([], { id: fiona.id });
    const path = '/api/v1/me/notification-preferences';
    expect((await me.get(path)).body.language).toBeNull();
    const chosen = await me.put(path, { language: 'de' });
    expect([chosen.status, chosen.body.language]).toEqual([200, 'de']);
    expect((await me.put(path, { language: 'fr' })).status).toBe(400);
    expect((await me.put(path, {})).status).toBe(400);
    // Another choice leaves it as it is.
    await me.put(path, { preferences: [{ kind: 'payment-received', email: true }] });
    expect((await me.get(path)).body.language).toBe('de');

    await story.receiptIssued(story.receipt(client, { amount: '3000.00', paymentDate: '2026-01-31' }));
    await mailed(fiona);
    const [mail] = harness.mail.to(fiona.email);
    expect(mail?.parsed.subject).toBe('Zahlung eingegangen: 3.000,00 € von Client A');
    expect(mail?.parsed.text).toContain('Zahlungsdatum: 31.01.2026');
    expect(String(mail?.parsed.html)).toContain('<html lang="de">');
  });
});
