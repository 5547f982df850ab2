import { notFound } from '@closeout/contracts/errors';
import * as contract from '@closeout/contracts/http/gateway';
import { permissionCatalog } from '@closeout/contracts/permissions';
import type { Clock } from '@closeout/service-kit/db';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { Prisma, Transaction } from '../database.js';
import { createRole } from './createRole.js';
import { roleView } from './role.js';
import { updateRole } from './updateRole.js';

export function roleRoutes(
  router: Router,
  parts: {
    prisma: Prisma;
    /** A transaction after which this replica knows at once whose tokens ended in it. */
    revoking: Transaction;
    clock: Clock;
  },
): void {
  const { prisma, revoking, clock } = parts;

  query(router, contract.listPermissions, async () => ({
    items: Object.entries(permissionCatalog).map(([key, description]) => ({ key, description })),
  }));
  query(router, contract.listRoles, async () => {
    const roles = await prisma.role.findMany({ orderBy: { key: 'asc' } });
    return { items: roles.map(roleView) };
  });
  query(router, contract.getRole, async ({ params }) => {
    const role = await prisma.role.findUnique({ where: params });
    if (!role) throw notFound('role', params.id);
    return roleView(role);
  });
  command(router, contract.createRole, revoking, (tx, { actor, body }) => createRole(tx, actor, body));
  command(router, contract.updateRole, revoking, (tx, input) => updateRole(tx, clock, input));
}
