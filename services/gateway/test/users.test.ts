import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtInRoles } from '@closeout/contracts/permissions';
import { client, eventually, serviceToken, type TestClient } from '@closeout/service-kit/testing';
import { createGateway } from '../src/app.js';
import { openPrisma } from '../src/database.js';
import { keyEmails } from '../src/users/keyEmails.js';
import { signIn, startGateway, type Replica, type TestGateway } from './support/startGateway.js';

let gateway: TestGateway;
let admin: TestClient;
beforeAll(async () => {
  gateway = await startGateway({ replicas: 2 });
  admin = (await gateway.signIn('admin')).api;
});
afterAll(() => gateway?.stop());

const users = '/api/v1/users';
const someone = (email: string, more: object = {}) => ({
  email,
  name: email.split('@')[0],
  password: 'long enough',
  roles: [],
  ...more,
});
const eventsOf = (subject: string) =>
  gateway.database.query<{ type: string; aggregate_version: number; data: Record<string, unknown> }>(
    'select type, aggregate_version, data from kit.event_log where subject = $1 order by id',
    [subject],
  );
const auditOf = (id: string) =>
  gateway.database.query<Record<string, string>>(
    'select action, actor_name as "actorName", detail from kit.audit_log where record_id = $1 order by id',
    [id],
  );
const idOf = async (email: string) => (await admin.get(`${users}?q=${email}`)).body.items[0].id as string;

describe('Users', () => {
  it('are added with their roles, can sign in, and are made known to the other services', async () => {
    const { status, body, headers } = await admin.post(
      users,
      someone('New.Person@example.com', { roles: ['sales', 'finance'], clearance: 3 }),
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({
      version: 1,
      email: 'new.person@example.com',
      active: true,
      roles: ['finance', 'sales'],
      clearance: 3,
      external: false,
      secondFactors: [],
      secondFactorRequired: false,
    });
    expect(headers.get('etag')).toBe('"1"');
    expect(JSON.stringify(body)).not.toMatch(/password|argon/i);

    const { api } = await signIn(gateway, 'new.person@example.com', 'long enough');
    const me = await api.get('/api/v1/me');
    expect(me.body.permissions).toEqual(expect.arrayContaining(['quotes.manage', 'invoices.issue']));
    expect(await eventsOf(body.id)).toEqual([
      {
        type: 'gateway.user-created.v1',
        aggregate_version: 1,
        data: {
          id: body.id,
          version: 1,
          email: 'new.person@example.com',
          name: body.name,
          active: true,
          roles: ['finance', 'sales'],
          clearance: 3,
        },
      },
    ]);
    expect(await auditOf(body.id)).toMatchObject([
      { action: 'createUser', actorName: 'Ada Admin' },
      { action: 'changePassword', actorName: body.name },
    ]);
  });

  it('are added once for each Idempotency-Key, with one password', async () => {
    const key = { 'idempotency-key': 'add-twice' };
    const first = await admin.post(users, someone('twice@example.com'), key);
    const second = await admin.post(users, someone('twice@example.com'), key);
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    const other = await admin.post(
      users,
      someone('twice@example.com', { password: 'another password' }),
      key,
    );
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  });

  it('have e-mail addresses of their own, whatever the case', async () => {
    const { status, body } = await admin.post(users, someone('SALES@closeout.test'));
    expect([status, body.code]).toEqual([409, 'email-taken']);
    const twice = await Promise.all([1, 2, 3].map(() => admin.post(users, someone('race@example.com'))));
    expect(twice.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
  });

  it('have one address and one sign-in, however its domain is spelled', async () => {
    const password = 'a long password';
    const typed = 'Jörg@Müller.example';
    const added = await admin.post(users, someone(typed, { password }));
    expect(added).toMatchObject({ status: 201, body: { email: 'jörg@müller.example' } });
    const others = [
      'jörg@xn--mller-kva.example',
      'JÖRG@XN--MLLER-KVA.EXAMPLE',
      'jo\u0308rg@mu\u0308ller.example',
    ];
    for (const email of others) {
      expect((await admin.post(users, someone(email))).body.code).toBe('email-taken');
      await signIn(gateway, email, password);
      const { items } = (await admin.get(`${users}?q=${encodeURIComponent(email)}`)).body;
      expect([email, items.map(({ id }: { id: string }) => id)]).toEqual([email, [added.body.id]]);
    }
    const other = await admin.post(users, someone('post@xn--mller-kva.example'));
    expect(other).toMatchObject({ status: 201, body: { email: 'post@xn--mller-kva.example' } });
    const path = `${users}/${other.body.id}`;
    expect((await admin.patch(path, { email: 'jörg@xn--mller-kva.example' })).body.code).toBe('email-taken');
    // As somebody was added before spellings counted as one: the next start puts that right.
    await gateway.database.query('update app_user set email_key = email where id = $1', [other.body.id]);
    const again = createGateway({ config: { ...gateway.service.kit.config, PORT: 0 } });
    await again.start();
    await again.stop();
    await signIn(gateway, 'post@müller.example', 'long enough');
    // Two who have one address since before: the start says who, and the earlier one keeps it.
    const late = await admin.post(users, someone('late@example.com'));
    await gateway.database.query(
      "update app_user set email = 'jörg@xn--mller-kva.example', email_key = 'jörg@xn--mller-kva.example' where id = $1",
      [late.body.id],
    );
    const warnings: unknown[] = [];
    await keyEmails(openPrisma(gateway.service.kit.db), { warn: (about: unknown) => warnings.push(about) });
    expect(warnings).toEqual([{ userIds: [[added.body.id, late.body.id]] }]);
    // Another spelling of one's own address is a correction.
    expect(await admin.patch(path, { email: 'post@müller.example' })).toMatchObject({
      status: 200,
      body: { email: 'post@müller.example' },
    });
  });

  it.each([
    [{ email: 'no address' }, '/email'],
    [{ password: 'short' }, '/password'],
    [{ name: '   ' }, '/name'],
    [{ roles: 'admin' }, '/roles'],
    [{ clearance: 10 }, '/clearance'],
    [{ clearance: 1.5 }, '/clearance'],
    [{ surprise: 1 }, '/surprise'],
    [{ roles: ['sales', 'emperor'] }, '/roles/1'],
  ])('with %j are refused, pointing at %s', async (wrong, pointer) => {
    const { status, body } = await admin.post(users, { ...someone('wrong@example.com'), ...wrong });
    expect(status).toBe(400);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('are found by name and e-mail, page by page, each once', async () => {
    for (let i = 0; i < 7; i += 1)
      await admin.post(users, someone(`page${i}@example.com`, { name: `Same Name ${i % 2}` }));
    const found: string[] = [];
    let cursor: string | null = '';
    do {
      const { body } = await admin.get(`${users}?q=SAME%20name&limit=3${cursor && `&cursor=${cursor}`}`);
      found.push(...body.items.map((item: { email: string }) => item.email));
      cursor = body.nextCursor;
    } while (cursor);
    expect(found).toHaveLength(7);
    expect(new Set(found).size).toBe(7);
    expect((await admin.get(`${users}?q=page3@`)).body.items).toHaveLength(1);
    expect((await admin.get(`${users}?q=%25`)).body.items).toHaveLength(0);
    expect(
      (await admin.get(`${users}?role=direction`)).body.items.map((item: { email: string }) => item.email),
    ).toEqual(['direction@closeout.test']);
    expect((await admin.get(`${users}?cursor=x`)).body.code).toBe('bad-cursor');
  });

  it('changed from a version that is not the present one are not changed', async () => {
    const { body } = await admin.post(users, someone('stale@example.com'));
    expect(
      (await admin.patch(`${users}/${body.id}`, { name: 'First' }, { 'if-match': '"1"' })).body.version,
    ).toBe(2);
    const late = await admin.patch(`${users}/${body.id}`, { name: 'Second' }, { 'if-match': '"1"' });
    expect([late.status, late.body.code, late.body.currentVersion]).toEqual([412, 'stale-version', 2]);
    const same = await admin.patch(`${users}/${body.id}`, { name: 'First' });
    expect(same.body.version).toBe(2);
    expect((await eventsOf(body.id)).map((event) => event.aggregate_version)).toEqual([1, 2]);
  });

  it('with changed roles have the new permissions with their next refresh', async () => {
    await admin.post(users, someone('promoted@example.com', { roles: ['team_member'] }));
    const session = await signIn(gateway, 'promoted@example.com', 'long enough');
    await admin.patch(`${users}/${await idOf('promoted@example.com')}`, { roles: ['direction'] });
    const { body } = await gateway.api.post('/api/v1/auth/refresh', { refreshToken: session.refreshToken });
    const me = await client(gateway.url, body.accessToken).get('/api/v1/me');
    expect(me.body.permissions).toEqual([...(builtInRoles['direction']?.permissions ?? [])].sort());
  });

  it('who are deactivated are out at once, at every replica, and cannot come back by any way', async () => {
    await admin.post(users, someone('leaver@example.com', { roles: ['sales'] }));
    const session = await signIn(gateway, 'leaver@example.com', 'long enough');
    const id = await idOf('leaver@example.com');
    const { status, body } = await admin.patch(`${users}/${id}`, { active: false });
    expect([status, body.active]).toEqual([200, false]);
    expect((await session.api.get('/api/v1/projects')).status).toBe(401);
    for (const replica of gateway.replicas) {
      const read = () => client(replica.url, session.accessToken).get('/api/v1/projects');
      await eventually(read, (answer) => answer.status === 401, { timeoutMs: 3_000 });
    }
    expect(
      (await gateway.api.post('/api/v1/auth/refresh', { refreshToken: session.refreshToken })).status,
    ).toBe(401);
    await expect(signIn(gateway, 'leaver@example.com', 'long enough')).rejects.toThrow('401');
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      type: 'gateway.user-updated.v1',
      data: { active: false },
    });

    await admin.patch(`${users}/${id}`, { active: true });
    await signIn(gateway, 'leaver@example.com', 'long enough');
    expect((await session.api.get('/api/v1/projects')).status).toBe(401);
  });

  it('given a new password by an administrator lose their sessions', async () => {
    await admin.post(users, someone('forgot@example.com'));
    const session = await signIn(gateway, 'forgot@example.com', 'long enough');
    await admin.patch(`${users}/${await idOf('forgot@example.com')}`, { password: 'given anew now' });
    expect((await session.api.get('/api/v1/projects')).status).toBe(401);
    await signIn(gateway, 'forgot@example.com', 'given anew now');
  });

  it('cannot leave the product without anybody who manages users', async () => {
    const id = await idOf('admin@closeout.test');
    for (const change of [{ active: false }, { roles: [] }, { roles: ['sales'] }]) {
      const { status, body } = await admin.patch(`${users}/${id}`, change);
      expect([status, body.code]).toEqual([409, 'last-administrator']);
    }
  });

  it('cannot do so either when two administrators deactivate each other at the same moment', async () => {
    const second = await admin.post(users, someone('second.admin@example.com', { roles: ['admin'] }));
    const other = (await signIn(gateway.replicas[1] as Replica, 'second.admin@example.com', 'long enough'))
      .api;
    const answers = await Promise.all([
      admin.patch(`${users}/${second.body.id}`, { active: false }),
      other.patch(`${users}/${await idOf('admin@closeout.test')}`, { active: false }),
    ]);
    // The one who was deactivated first may not decide anything any more.
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    const [row] = await gateway.database.query<{ n: bigint }>(
      `select count(*) as n from app_user u join user_role ur on ur.user_id = u.id join role r on r.id = ur.role_id where u.active and r.key = 'admin'`,
    );
    expect(row?.n).toBe(1n);
    await gateway.database.query(`update app_user set active = true where email = 'admin@closeout.test'`);
    admin = (await gateway.signIn('admin')).api;
  });

  it('are nobody else’s business', async () => {
    const { api } = await gateway.signIn('finance');
    const id = await idOf('sales@closeout.test');
    for (const answer of [
      await api.get(users),
      await api.get(`${users}/${id}`),
      await api.post(users, someone('x@example.com')),
      await api.patch(`${users}/${id}`, { roles: ['admin'] }),
      await api.get('/api/v1/roles'),
      await api.post('/api/v1/api-keys', { name: 'x', roles: ['admin'] }),
      await api.post('/api/v1/auth/keys/rotate', {}),
    ]) {
      expect([answer.status, answer.body.permission]).toEqual([403, 'users.manage']);
    }
  });

  it('are told to other services that ask, as their events have them', async () => {
    const id = await idOf('sales@closeout.test');
    const peer = client(gateway.replicas[0]?.url ?? '', await serviceToken('projects'));
    const said = await eventsOf(id);
    expect(await peer.get(`/internal/users/${id}`)).toMatchObject({ status: 200, body: said.at(-1)?.data });
    expect((await peer.get('/internal/users/0199d3a0-0000-7000-8000-00000000dead')).status).toBe(404);
    expect((await admin.get(`/internal/users/${id}`)).status).toBe(401);
  });

  it.each(['0199d3a0-0000-7000-8000-00000000dead'])('that do not exist are not found', async (id) => {
    expect((await admin.get(`${users}/${id}`)).body.code).toBe('user-not-found');
    expect((await admin.patch(`${users}/${id}`, { name: 'x' })).body.code).toBe('user-not-found');
    expect((await admin.get(`${users}/not-an-id`)).status).toBe(400);
    expect((await admin.delete(`${users}/${id}`)).status).toBe(405);
  });
});
