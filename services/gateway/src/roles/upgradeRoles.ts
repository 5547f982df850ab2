import { builtInRoles, type Permission } from '@closeout/contracts/permissions';
import type { GatewayTx } from '../database.js';
import { adminRole, emitRole, sameSet, sortedOnce, type RoleRow } from './role.js';

type Upgrade = (role: RoleRow) => readonly Permission[];

/** What a release gives to roles that no longer follow it: their own ones, and those that an administrator changed. */
const upgrades: Record<string, Upgrade> = {
  // The permission to read the journal let a role read the feed as well.
  'feed-has-its-own-permission': ({ permissions }) =>
    permissions.includes('journal.view') ? ['events.view_all'] : [],
  'project-managers-create-customers': ({ key }) =>
    key === 'project_manager' ? ['customers.create', 'notify.cpo_versions'] : [],
  'finance-locks-the-journal': ({ key }) => (key === 'finance' ? ['journal.lock'] : []),
  'quotes-can-be-viewed': ({ key, permissions }) =>
    key === 'direction' || permissions.includes('quotes.manage') ? ['quotes.view'] : [],
  'sales-is-told-of-versions': ({ key }) => (key === 'sales' ? ['notify.cpo_versions'] : []),
};

/** Each upgrade once, so that an administrator may take back what it gave. */
export async function upgradeRoles(tx: GatewayTx): Promise<void> {
  const done = new Set((await tx.prisma.roleUpgrade.findMany()).map(({ name }) => name));
  const due = Object.entries(upgrades).filter(([name]) => !done.has(name));
  if (due.length === 0) return;
  await tx.prisma.roleUpgrade.createMany({ data: due.map(([name]) => ({ name })) });
  for (const role of await tx.prisma.role.findMany()) {
    if (role.key === adminRole || !(role.customized || !(role.key in builtInRoles))) continue;
    const permissions = sortedOnce([...role.permissions, ...due.flatMap(([, upgrade]) => upgrade(role))]);
    if (sameSet(permissions, role.permissions)) continue;
    const data = { permissions, version: { increment: 1 } };
    emitRole(tx, 'roleUpdated', await tx.prisma.role.update({ where: { id: role.id }, data }));
  }
}
