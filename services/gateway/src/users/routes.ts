import { notFound } from '@closeout/contracts/errors';
import * as contract from '@closeout/contracts/http/gateway';
import type { Clock } from '@closeout/service-kit/db';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { EmailSetUpState } from '../accountEmails/emailSetUp.js';
import type { GatewayDatabase, Transaction } from '../database.js';
import type { Seal } from '../keys/seal.js';
import { requireGoodPassword } from '../sessions/goodPassword.js';
import { requireFreshProofOf } from '../sessions/requireFreshProof.js';
import { requireLocalSignIn } from '../sessions/requireLocalSignIn.js';
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
  email: EmailSetUpState;
  /** False where only the outside provider signs people in. */
  localSignIn: boolean;
}

export function userRoutes(router: Router, parts: UserRouteParts): void {
  const { database, revoking, seal, clock } = parts;
  const { prisma, transaction } = database;

  query(router, contract.listUsers, (input) => listUsers(prisma, input.query));
  query(router, contract.getUser, async ({ params }) => {
    const user = await prisma.user.findUnique({ where: params, ...withRoles });
    if (!user) throw notFound('user', params.id);
    return userView(user);
  });
  query(router, contract.listPeople, (input) => listPeople(prisma, input.query));
  query(router, contract.getPerson, ({ params }) => findColleague(prisma, params.id));
  command(
    router,
    contract.createUser,
    transaction,
    async (tx, { actor, body }, passwordHash: string | null) => {
      await lockRightsOf(tx, actor);
      await requireFreshProofOf(tx, actor, clock.now(), 'sign-in');
      const { password: _, ...given } = body;
      const how = passwordHash === null ? { invitation: { seal, by: actor.name } } : { passwordGiven: true };
      return createUser(tx, clock, { ...given, ...how, passwordHash });
    },
    {
      prepare: async ({ body }) => {
        if (body.password === undefined) {
          requireLocalSignIn(parts);
          parts.email.require();
          return null;
        }
        await requireGoodPassword(body.password, body, { pointer: '/password' });
        return hashPassword(body.password);
      },
      // What is kept to recognise a repeated request must not be a way to guess the password.
      fingerprint: ({ password, ...body }) => ({
        ...body,
        password: password && seal.derive('passwords', password).toString('base64'),
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
        if (!user) throw notFound('user', params.id);
        const owner = { email: change.email ?? user.email, name: change.name ?? user.name };
        await requireGoodPassword(password, owner, { pointer: '/password' });
        return hashPassword(password);
      },
    },
  );
}
