import * as contract from '@closeout/contracts';
import { command, query, type Clock } from '@closeout/service-kit';
import type { Router } from 'express';
import type { GatewayDatabase, Transaction } from '../database.js';
import type { Seal } from '../keys/seal.js';
import { requireGoodPassword } from '../sessions/goodPassword.js';
import { hashPassword } from '../sessions/passwords.js';
import { lockRightsOf } from './administrators.js';
import { createUser } from './createUser.js';
import { findColleague, listPeople } from './peopleQueries.js';
import { updateUser } from './updateUser.js';
import { userView, withRoles } from './user.js';
import { listUsers } from './userQueries.js';

export interface UserRouteParts {
  database: GatewayDatabase;
  /** A transaction after which this replica knows at once what was revoked in it. */
  revoking: Transaction;
  seal: Seal;
  clock: Clock;
}

export function userRoutes(router: Router, { database, revoking, seal, clock }: UserRouteParts): void {
  const { prisma, transaction } = database;

  query(router, contract.listUsers, (input) => listUsers(prisma, input.query));
  query(router, contract.getUser, async ({ params }) => {
    const user = await prisma.user.findUnique({ where: params, ...withRoles });
    if (!user) throw contract.notFound('user', params.id);
    return userView(user);
  });
  query(router, contract.listPeople, (input) => listPeople(prisma, input.query));
  query(router, contract.getPerson, ({ params }) => findColleague(prisma, params.id));
  command(
    router,
    contract.createUser,
    transaction,
    async (tx, { actor, body }, passwordHash: string) => {
      await lockRightsOf(tx, actor);
      const { password: _, ...given } = body;
      return createUser(tx, clock, { ...given, passwordHash, passwordGiven: true });
    },
    {
      prepare: async ({ body }) => {
        await requireGoodPassword(body.password, body, { pointer: '/password' });
        return hashPassword(body.password);
      },
      // What is kept to recognise a repeated request must not be a way to guess the password.
      fingerprint: (body) => ({
        ...body,
        password: seal.derive('passwords', body.password).toString('base64'),
      }),
    },
  );
  command(
    router,
    contract.updateUser,
    revoking,
    (tx, { actor, params, body, ifMatch }, passwordHash: string | null) =>
      updateUser(tx, clock, { actor, id: params.id, ifMatch, change: body, passwordHash }),
    {
      prepare: async ({ params, body: { password, ...change } }) => {
        if (password === undefined) return null;
        const user = await prisma.user.findUnique({ where: params, select: { email: true, name: true } });
        if (!user) throw contract.notFound('user', params.id);
        const owner = { email: change.email ?? user.email, name: change.name ?? user.name };
        await requireGoodPassword(password, owner, { pointer: '/password' });
        return hashPassword(password);
      },
    },
  );
}
