import { getNotification, listNotifications, resendNotification } from '@closeout/contracts';
import { type Actor, command, type Kit, prismaTransaction, query } from '@closeout/service-kit';
import type { Router } from 'express';
import type { PrismaClient } from '../generated/prisma/client.js';
import { getEmail, listEmails } from './emailQueries.js';
import { type PrismaTx, resendEmail } from './resendEmail.js';

/** Who looks after operations sees every e-mail; everyone else their own. */
const ownOnly = (actor: Actor): string | undefined =>
  actor.permissions.has('operations.manage') ? undefined : actor.id;

export function emailRoutes(router: Router, kit: Kit, prisma: PrismaClient): void {
  query(router, listNotifications, ({ query: filter, actor }) =>
    listEmails(prisma, { ...filter, recipientId: ownOnly(actor) }),
  );

  query(router, getNotification, ({ params, actor }) => getEmail(prisma, params.id, ownOnly(actor)));

  const transaction = <R>(run: (tx: PrismaTx) => Promise<R>) => prismaTransaction(kit.db, prisma, run);
  command(router, resendNotification, transaction, (tx, { params }) => resendEmail(tx, params.id, kit.clock));
}
