import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtInRoles, permissionCatalog, permissions } from '@closeout/contracts/permissions';
import type { TestClient } from '@closeout/service-kit/testing';
import { createGateway } from '../src/app.js';
import { password, signIn, startGateway, type TestGateway } from './support/startGateway.js';

let gateway: TestGateway;
let admin: TestClient;
beforeAll(async () => {
  gateway = await startGateway({ replicas: 2 });
  admin = (await gateway.signIn('admin')).api;
});
afterAll(() => gateway?.stop());

const roles = '/api/v1/roles';
const eventsOf = (subject: string) =>
  gateway.database.query<{ type: string; aggregate_version: number; data: Record<string, unknown> }>(
    'select type, aggregate_version, data from kit.event_log where subject = $1 order by id',
    [subject],
  );

describe('At the start', () => {
  it('two replicas on an empty database make each role and account once, and tell the others of them', async () => {
    const events = await gateway.database.query<{ type: string; n: bigint }>(
      'select type, count(*) as n from kit.event_log group by type order by type',
    );
    expect(events).toEqual([
      { type: 'gateway.role-created.v1', n: BigInt(Object.keys(builtInRoles).length) },
      { type: 'gateway.user-created.v1', n: 8n },
    ]);
  });

  it('once more changes nothing', async () => {
    const again = createGateway({ config: { ...gateway.service.kit.config, PORT: 0 } });
    await again.start();
    await again.stop();
    const [row] = await gateway.database.query<{ n: bigint }>('select count(*) as n from kit.event_log');
    expect(row?.n).toBe(BigInt(Object.keys(builtInRoles).length) + 8n);
  });
});

describe('Roles', () => {
  it('that come with the product hold what the product says', async () => {
    const { body } = await admin.get(roles);
    for (const [key, { permissions: expected }] of Object.entries(builtInRoles)) {
      const role = body.items.find((item: { key: string }) => item.key === key);
      expect(role).toMatchObject({ builtIn: true, permissions: [...new Set(expected)].sort() });
    }
  });

  it('can be added and changed, and every service hears of it', async () => {
    const { status, body } = await admin.post(roles, {
      key: 'auditor',
      name: 'Auditor',
      permissions: ['journal.view', 'journal.view'],
    });
    expect([status, body.permissions, body.builtIn]).toEqual([201, ['journal.view'], false]);
    const changed = await admin.patch(
      `${roles}/${body.id}`,
      { permissions: ['journal.view', 'invoices.view'] },
      { 'if-match': '"1"' },
    );
    expect(changed.body).toMatchObject({ version: 2, permissions: ['invoices.view', 'journal.view'] });
    expect((await eventsOf(body.id)).map(({ type, aggregate_version }) => [type, aggregate_version])).toEqual(
      [
        ['gateway.role-created.v1', 1],
        ['gateway.role-updated.v1', 2],
      ],
    );
    expect((await admin.post(roles, { key: 'auditor', name: 'Again', permissions: [] })).body.code).toBe(
      'role-key-taken',
    );
  });

  it.each([
    [{ key: 'Bad Key', name: 'x', permissions: [] }, '/key'],
    [{ key: 'fine', name: '', permissions: [] }, '/name'],
    [{ key: 'fine', name: 'x', permissions: ['world.dominate'] }, '/permissions/0'],
    [{ key: 'fine', name: 'x' }, '/permissions'],
  ])('like %j are refused, pointing at %s', async (wrong, pointer) => {
    const { status, body } = await admin.post(roles, wrong);
    expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
  });

  it('that were changed by an administrator stay so when the product starts anew; the others follow the release', async () => {
    const { body } = await admin.get(roles);
    const role = (key: string) => body.items.find((item: { key: string }) => item.key === key);
    await admin.patch(`${roles}/${role('sales').id}`, { permissions: ['customers.view'] });
    await gateway.database.query(`update role set permissions = '{}' where key in ('admin', 'finance')`);
    const again = createGateway({ config: { ...gateway.service.kit.config, PORT: 0 } });
    await again.start();
    await again.stop();
    const after = (await admin.get(roles)).body.items as { key: string; permissions: string[] }[];
    const permissionsOf = (key: string) => after.find((item) => item.key === key)?.permissions;
    expect(permissionsOf('sales')).toEqual(['customers.view']);
    expect(permissionsOf('finance')).toContain('invoices.issue');
    expect(permissionsOf('admin')).toHaveLength(permissions.length);
  });

  it('that no longer follow the release get what a new permission was split from, once', async () => {
    const find = async (key: string) =>
      (
        (await admin.get(roles)).body.items as {
          key: string;
          id: string;
          version: number;
          permissions: string[];
        }[]
      ).find((item) => item.key === key);
    const restart = async () => {
      const again = createGateway({ config: { ...gateway.service.kit.config, PORT: 0 } });
      await again.start();
      await again.stop();
    };
    // As an administrator left them before there was `events.view_all`.
    await admin.post(roles, { key: 'erp', name: 'ERP', permissions: ['journal.view'] });
    await admin.patch(`${roles}/${(await find('project_manager'))?.id}`, { permissions: ['projects.view'] });
    await gateway.database.query('delete from role_upgrade');
    await restart();
    const erp = await find('erp');
    expect(erp).toMatchObject({ version: 2, permissions: ['events.view_all', 'journal.view'] });
    expect((await eventsOf(erp?.id ?? '')).map(({ data }) => data['permissions'])).toEqual([
      ['journal.view'],
      ['events.view_all', 'journal.view'],
    ]);
    expect((await find('project_manager'))?.permissions).toEqual([
      'customers.create',
      'notify.cpo_versions',
      'projects.view',
    ]);
    expect((await find('direction'))?.permissions).not.toContain('events.view_all');

    await admin.patch(`${roles}/${erp?.id}`, { permissions: ['journal.view'] });
    await restart();
    expect((await find('erp'))?.permissions).toEqual(['journal.view']);
  });

  it('of administrators cannot be changed', async () => {
    const { body } = await admin.get(roles);
    const { id } = body.items.find((item: { key: string }) => item.key === 'admin');
    expect((await admin.patch(`${roles}/${id}`, { permissions: [] })).body.code).toBe('role-protected');
  });
});

it('The permission catalog can be read by everybody who is signed in', async () => {
  const { api } = await gateway.signIn('member');
  const { body } = await api.get('/api/v1/permissions');
  expect(body.items).toEqual(
    Object.entries(permissionCatalog).map(([key, description]) => ({ key, description })),
  );
});

it('The first administrator is made from the environment where there is no user', async () => {
  const env = { DEMO_ACCOUNTS: '0', ADMIN_EMAIL: 'First@Example.com', ADMIN_PASSWORD: 'the first password' };
  const bare = await startGateway({ env, replicas: 2 });
  try {
    const { api } = await signIn(bare, 'first@example.com', 'the first password');
    const { body } = await api.get('/api/v1/users');
    expect(body.items.map((item: { email: string }) => item.email)).toEqual(['first@example.com']);
    await expect(signIn(bare, 'admin', password)).rejects.toThrow('401');
  } finally {
    await bare.stop();
  }
});
