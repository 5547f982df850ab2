import { notFound } from '@closeout/contracts/errors';
import { UserState } from '@closeout/contracts/events/gateway';
import { Id } from '@closeout/contracts/fields';
import { defineOperation } from '@closeout/contracts/http';
import { query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import { z } from 'zod';
import type { GatewayDatabase } from '../database.js';
import { userState, withRoles } from './user.js';

/** Not part of the public API: the kit lets only other services in here. */
const getUserState = defineOperation({
  id: 'getUserState',
  service: 'gateway',
  method: 'get',
  path: '/users/{id}',
  tag: 'Internal',
  summary: 'A user, for a peer that was asked about them before their events arrived',
  access: 'signed-in',
  params: z.object({ id: Id }),
  status: 200,
  answer: UserState,
  errors: ['user-not-found'],
});

export function internalUserRoutes(router: Router, { prisma }: Pick<GatewayDatabase, 'prisma'>): void {
  query(router, getUserState, async ({ params }) => {
    const user = await prisma.user.findUnique({ where: params, ...withRoles });
    if (!user) throw notFound('user', params.id);
    return userState(user);
  });
}
