import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceNames, type ServiceName } from '@closeout/contracts/services';
import { client, eventually } from '@closeout/service-kit/testing';
import { startStack, type Client, type Stack } from './stack/stack.js';
import { issuedReceipt, make, newCustomer, newProject, see, seen, type Json } from './stack/stories.js';

/** One database after the other comes back from its backup, under its running service. */
let stack: Stack;
let admin: Client;
let customer: Json;
let project: Json;
const year = new Date().getUTCFullYear();

beforeAll(async () => {
  stack = await startStack({ replicas: 1, env: { EVENT_LOG_CHECK_SECONDS: '0.5' } });
  admin = await stack.as('admin');
  authorization = `Bearer ${await stack.token('admin')}`;
  customer = await newCustomer(admin, 'Client A');
  project = await newProject(admin, customer.id, {
    milestones: [{ type: 'ADVANCE', expectedAmount: '1000.00' }],
  });
}, 150_000);
afterAll(() => stack?.stop());

async function readFeed(after = 0): Promise<Json[]> {
  const items: Json[] = [];
  for (let from = after; ;) {
    const page = await see(admin, `/events?after=${from}&limit=1000`);
    items.push(...page.items);
    if (page.nextAfter === from) return items;
    from = page.nextAfter;
  }
}

/** Every event that each service has said is in the feed. */
const feedHasAll = () =>
  eventually(
    async () => {
      const feed = new Set((await readFeed()).map(({ id }) => id));
      const missing: string[] = [];
      for (const service of serviceNames) {
        const log = await stack.sql(
          service,
          'SELECT e.event_id, e.type FROM kit.event_log e LEFT JOIN kit.event_position p ON p.event_log_id = e.id',
        );
        missing.push(...log.filter((row) => !feed.has(row['event_id'])).map((row) => String(row['type'])));
      }
      return missing;
    },
    (missing) => missing.length === 0,
    { timeoutMs: 40_000, what: 'every event in the feed' },
  );

const replicaOf = (service: ServiceName) => {
  const replica = stack.replicas.find((one) => one.service === service);
  if (!replica) throw new Error(`no ${service}`);
  return replica;
};
let authorization = '';
/** As an operator sees it. */
const health = async (service: ServiceName, path: string) => {
  const url = `http://127.0.0.1:${replicaOf(service).port}${path}`;
  return (await fetch(url, { headers: { authorization } })).text();
};
const logOf = (service: ServiceName) => see(admin, `/operations/${service}/event-log`);

/** Brings the backup back, and sees that everybody hears of it. */
async function restore(service: ServiceName, backup: string): Promise<Json> {
  await stack.restore(service, backup);
  const log = await eventually(
    async () => (await admin.get(`/operations/${service}/event-log`)).body as Json,
    (body) => body.phase === 'restored' && body.waitingFor.length === 0,
    { timeoutMs: 30_000, what: `${service} found restored, and everybody asked` },
  );
  expect(await health(service, '/readyz')).toContain('"log":"restored"');
  expect(await health(service, '/metrics')).toMatch(/^closeout_log_restored\{.*\} 1$/m);
  expect(replicaOf(service).log().split('was restored from a backup').length - 1).toBe(1);
  return log;
}

async function resync(service: ServiceName): Promise<Json> {
  const { status, body } = await admin.post(`/operations/${service}/event-log/resync`, {
    reason: 'Came back from its backup',
  });
  expect([status, (body as Json).phase]).toEqual([200, 'serving']);
  expect(await health(service, '/metrics')).toMatch(/^closeout_log_restored\{.*\} 0$/m);
  expect(await health(service, '/readyz')).not.toContain('"log"');
  return body;
}

async function issuedInvoice(more: object = {}): Promise<Json> {
  const lines = [{ description: 'Work', quantity: '1', unitPrice: '100.00' }];
  const draft = await make(admin, '/invoices', {
    customerId: customer.id,
    currency: 'EUR',
    projectId: project.id,
    lines,
    ...more,
  });
  return make(admin, `/invoices/${draft.id}/issue`);
}

/** The replica has what its owner has, no more, no less. */
const sameRows = (owner: [ServiceName, string], replica: [ServiceName, string], what: string) =>
  eventually(
    async () => [await stack.sql(...owner), await stack.sql(...replica)].map((rows) => JSON.stringify(rows)),
    ([left, right]) => left === right,
    { timeoutMs: 30_000, what },
  );

const customersAgree = () =>
  sameRows(
    ['billing', 'SELECT id, version, name FROM customer ORDER BY id'],
    ['projects', 'SELECT id, version, name FROM customer ORDER BY id'],
    'the customers of billing in projects',
  );
const documentsAgree = () =>
  sameRows(
    [
      'billing',
      `SELECT id, number FROM invoice WHERE number IS NOT NULL AND project_id IS NOT NULL
        UNION ALL SELECT id, number FROM receipt WHERE number IS NOT NULL ORDER BY 1`,
    ],
    ['projects', 'SELECT id, number FROM document ORDER BY 1'],
    'the documents of billing in projects',
  );
const projectsAgree = () =>
  sameRows(
    ['projects', 'SELECT id, version, title FROM project ORDER BY id'],
    ['billing', 'SELECT project_id AS id, version, title FROM project_replica ORDER BY 1'],
    'the projects of projects in billing',
  );
const peopleAgree = () =>
  sameRows(
    ['gateway', 'SELECT id, version, name FROM app_user ORDER BY id'],
    ['projects', 'SELECT id, version, name FROM person ORDER BY id'],
    'the users of the gateway in projects',
  );

it('starts without a warning, an error or a stack in any log', () => {
  const lines = stack.replicas.flatMap(({ service, log }) =>
    log()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `${service}: ${line}`),
  );
  // The stack has no mail server and the demo's accounts, which is said once each.
  const said = ['mail server is away', 'demo accounts can be signed in to with the published password'];
  expect(lines.filter((line) => !said.some((known) => line.includes(known)))).toEqual([]);
});

describe('Billing comes back from its backup', () => {
  let lost: { invoice: Json; receipt: Json; customer: Json };
  let head = 0;

  it('is found at once: it takes no more commands, and still answers', async () => {
    const first = await issuedInvoice();
    expect(first.number).toBe(`INV-${year}-0001`);
    await documentsAgree();
    await feedHasAll();
    const backup = await stack.backUp('billing');
    await eventually(
      () => admin.get('/customers'),
      ({ status }) => status === 200,
    );

    const invoice = await issuedInvoice();
    const allocations = [{ invoiceId: first.id, amount: '40.00' }];
    const receipt = await issuedReceipt(admin, {
      customerId: customer.id,
      projectId: project.id,
      amount: '40.00',
      allocations,
    });
    const late = await newCustomer(admin, 'Client of the lost hours');
    lost = { invoice, receipt, customer: late };
    expect(invoice.number).toBe(`INV-${year}-0002`);
    await admin.patch(`/customers/${customer.id}`, { name: 'Client A, renamed' });
    await seen(admin, `/projects/${project.id}`, (body) => body.totals.received === '40.00');
    await feedHasAll();
    head = (await see(admin, '/events?limit=1')).head;

    const log = await restore('billing', backup);
    expect(log.lostNow).toBeGreaterThanOrEqual(5);
    expect(log.findings).toContainEqual(
      expect.objectContaining({ by: 'notifications', problem: 'beyond-head' }),
    );
    expect(log.numbers).toContainEqual({ series: 'INV', year, last: 2 });

    const refused = await admin.post('/customers', {
      name: 'Too early',
      email: 'a@b.example',
      currency: 'EUR',
    });
    expect([refused.status, refused.body]).toMatchObject([503, { code: 'restored' }]);
    expect((await admin.get(`/customers/${customer.id}`)).body).toMatchObject({ name: 'Client A' });
    // The others go on.
    expect((await admin.patch(`/projects/${project.id}`, { title: 'Goes on' })).status).toBe(200);
  }, 120_000);

  it('goes on above what others have seen: no number again, no event lost, the replicas as it is itself', async () => {
    await resync('billing');
    const next = await issuedInvoice();
    expect(next.number).toBe(`INV-${year}-0003`);
    const receipt = await issuedReceipt(admin, {
      customerId: customer.id,
      projectId: project.id,
      amount: '7.00',
    });
    expect(receipt.number).toBe(`REC-${year}-0002`);
    await feedHasAll();
    const feed = await readFeed();
    expect(feed.map(({ position }) => position)).toEqual(feed.map((_, index) => index + 1));
    // What was told before is told no other way now.
    expect(feed.slice(0, head).filter(({ subject }) => subject === lost.invoice.id)).toHaveLength(1);
    await customersAgree();
    await documentsAgree();
    await projectsAgree();
    await seen(admin, `/projects/${project.id}`, (body) => body.totals.received === '7.00');
    const [gone] = [await admin.get(`/customers/${lost.customer.id}`)];
    expect(gone.status).toBe(404);
    expect((await logOf('billing')).lost.map(({ subject }: Json) => subject)).toContain(lost.receipt.id);
  }, 120_000);

  it('is not resynced without need', async () => {
    const { status, body } = await admin.post('/operations/billing/event-log/resync', {
      reason: 'To be safe',
    });
    expect([status, body]).toMatchObject([409, { code: 'log-in-order' }]);
    const pm = await stack.as('pm');
    expect((await pm.get('/operations/billing/event-log')).status).toBe(403);
  });
});

describe('Projects comes back from its backup', () => {
  it('gives no number again, and tells billing how its projects are', async () => {
    await feedHasAll();
    const backup = await stack.backUp('projects');
    await eventually(
      () => admin.get('/projects'),
      ({ status }) => status === 200,
    );
    const gone = await newProject(admin, customer.id, { title: 'Lost' });
    await admin.patch(`/projects/${project.id}`, { title: 'A title that is lost' });
    await projectsAgree();
    await feedHasAll();

    const log = await restore('projects', backup);
    expect(log.numbers).toContainEqual({ series: 'PRJ', year, last: Number(gone.number.slice(-4)) });
    const early = await admin.post('/projects', {
      ...{ customerId: customer.id, title: 'Early', budgetTotal: '1.00', currency: 'EUR' },
      ...{ startDate: '2026-01', endDate: '2026-02' },
    });
    expect([early.status, early.body]).toMatchObject([503, { code: 'restored' }]);
    const meanwhile = await newCustomer(admin, 'Client of the meantime');
    await resync('projects');
    const next = await newProject(admin, meanwhile.id);
    expect(Number(next.number.slice(-4))).toBe(Number(gone.number.slice(-4)) + 1);
    await feedHasAll();
    await projectsAgree();
    await customersAgree();
    const feed = await readFeed();
    expect(feed.map(({ position }) => position)).toEqual(feed.map((_, index) => index + 1));
  }, 120_000);
});

describe('The gateway comes back from its backup', () => {
  it('people who are lost are forgotten by all, and the others are as the gateway knows them', async () => {
    await feedHasAll();
    await make(admin, '/users', { name: 'Ines Invited', email: 'ines@closeout.test', roles: ['sales'] });
    const [email] = await eventually(
      () => stack.sql('notifications', `SELECT text FROM email WHERE recipient = 'ines@closeout.test'`),
      (rows) => rows.length > 0,
    );
    const [token = ''] = /cop_\S+/.exec(String(email?.['text'])) ?? [];
    const backup = await stack.backUp('gateway');
    await eventually(
      () => admin.get('/users'),
      ({ status }) => status === 200,
    );
    const link = { token, password: 'four words nobody joins' };
    const stranger = client(stack.api);
    expect((await stranger.post('/auth/password-links/use', link)).status).toBe(200);
    const user = await make(admin, '/users', {
      ...{ name: 'Lost', email: 'lost@closeout.test', password: 'a long password of theirs' },
      ...{ roles: ['team_member'], clearance: 0 },
    });
    await peopleAgree();
    await feedHasAll();
    await restore('gateway', backup);
    await resync('gateway');
    expect((await admin.get(`/users/${user.id}`)).status).toBe(404);
    // The backup has not heard that the link was used: it works no more all the same.
    expect((await stranger.post('/auth/password-links/use', link)).body.code).toBe('link-expired');
    await peopleAgree();
    await feedHasAll();
  }, 120_000);
});

describe('Notifications comes back from its backup', () => {
  it('holds every event again, and gives no position again that a reader has seen', async () => {
    await feedHasAll();
    const backup = await stack.backUp('notifications');
    await eventually(
      () => admin.get('/events'),
      ({ status }) => status === 200,
    );
    const before = (await see(admin, '/events?limit=1')).head;
    await newCustomer(admin, 'Client of the last hours');
    await issuedInvoice();
    await feedHasAll();
    const { head } = await see(admin, '/events?limit=1');
    expect(head).toBeGreaterThan(before);
    // The others remember how far the feed goes.
    await new Promise((resolve) => setTimeout(resolve, 3_000));

    await restore('notifications', backup);
    await resync('notifications');
    await newCustomer(admin, 'Client of today');
    await feedHasAll();
    const feed = await readFeed();
    const positions = feed.map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(new Set(feed.map(({ id }) => id)).size).toBe(feed.length);
    // A reader who has seen everything until then misses nothing of what follows, and finds nothing else at what it knows.
    expect(positions.filter((position) => position > before && position <= head)).toEqual([]);
    expect((await readFeed(head)).map(({ data }) => data.name)).toContain('Client of today');
  }, 120_000);
});

describe('All four are brought to one moment', () => {
  it('and go on, with numbers and positions above what the world outside has seen', async () => {
    await feedHasAll();
    await Promise.all(stack.replicas.map((replica) => replica.kill('SIGTERM')));
    const backups = new Map<ServiceName, string>();
    for (const service of serviceNames) backups.set(service, await stack.backUp(service));
    for (const replica of stack.replicas) replica.start();
    await stack.ready();

    const issued = await issuedInvoice();
    await feedHasAll();
    const { head } = await see(admin, '/events?limit=1');
    await Promise.all(stack.replicas.map((replica) => replica.kill('SIGTERM')));
    for (const service of serviceNames) await stack.restore(service, backups.get(service) as string);
    for (const replica of stack.replicas) replica.start();
    await stack.ready();

    // None has seen more of another than there is.
    await eventually(
      async () => Promise.all(serviceNames.map(async (service) => (await logOf(service)).phase as string)),
      (phases) => phases.every((phase) => phase === 'serving'),
      { timeoutMs: 20_000 },
    );
    // A reader outside has.
    const ahead = await admin.get(`/events?after=${head}`);
    expect([ahead.status, ahead.body]).toMatchObject([409, { code: 'after-beyond-head' }]);
    const number = { series: 'INV', year, last: Number(issued.number.slice(-4)) };
    for (const service of ['billing', 'notifications']) {
      const { status, body } = await admin.post(`/operations/${service}/event-log/resync`, {
        ...{ reason: 'All four are as they were at noon', force: true },
        ...(service === 'billing' ? { numbers: [number] } : { position: head }),
      });
      expect([status, (body as Json).phase]).toEqual([200, 'serving']);
    }
    const next = await issuedInvoice();
    expect(Number(next.number.slice(-4))).toBe(number.last + 1);
    await feedHasAll();
    expect((await readFeed(head)).map(({ subject }) => subject)).toContain(next.id);
    await documentsAgree();
    await customersAgree();
    await projectsAgree();
    await peopleAgree();
  }, 180_000);
});

it('none of it has made a dead letter', async () => {
  for (const service of serviceNames)
    expect((await see(admin, `/operations/${service}/dead-letters?status=dead`)).items).toEqual([]);
});
