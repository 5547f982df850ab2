import { describe, expect, it } from '@jest/globals';
import { builtInRoles, permissionCatalog, permissions } from './permissions.js';

describe('the roles that come with the product', () => {
  const entries = Object.entries(builtInRoles);

  it('are the eight of the domain', () => {
    expect(Object.keys(builtInRoles).sort()).toEqual([
      'accounting',
      'admin',
      'direction',
      'finance',
      'project_manager',
      'sales',
      'team_member',
      'technical_manager',
    ]);
  });

  it.each(entries)('%s holds permissions of the catalog, each once', (_key, role) => {
    expect(new Set(role.permissions).size).toBe(role.permissions.length);
    expect(role.permissions.filter((permission) => !(permission in permissionCatalog))).toEqual([]);
  });

  it('only the admin holds all, and alone looks after users and operations', () => {
    expect(builtInRoles['admin']?.permissions).toEqual(permissions);
    for (const [key, role] of entries) {
      if (key === 'admin') continue;
      expect(role.permissions).not.toContain('users.manage');
      expect(role.permissions).not.toContain('operations.manage');
    }
  });

  it('who decides on a purchase order is not who enters it', () => {
    for (const [key, role] of entries) {
      if (key === 'admin') continue;
      expect(role.permissions.includes('cpos.direction') && role.permissions.includes('cpos.manage')).toBe(
        false,
      );
    }
  });

  const holders = (permission: string) =>
    entries
      .filter(([, role]) => (role.permissions as readonly string[]).includes(permission))
      .map(([key]) => key)
      .sort();

  it('the feed, which is complete whatever the security level, is for accounting', () => {
    expect(holders('events.view_all')).toEqual(['accounting', 'admin']);
    expect(permissionCatalog['events.view_all']).toContain('whatever the customers’ security level');
    expect(permissionCatalog['journal.view']).toContain('whatever the customers’ security level');
  });

  it('project managers add the customers of their projects, and hear of new versions as sales does', () => {
    expect(holders('customers.create')).toEqual(['admin', 'project_manager']);
    expect(holders('customers.manage')).toEqual(['admin', 'finance', 'sales']);
    expect(holders('notify.cpo_versions')).toEqual(['admin', 'project_manager', 'sales']);
  });

  it('who drafts or issues can also see', () => {
    for (const [, role] of entries) {
      for (const noun of ['invoices', 'receipts', 'customers', 'cpos'] as const) {
        if (role.permissions.includes(`${noun}.manage`)) expect(role.permissions).toContain(`${noun}.view`);
      }
    }
  });
});
