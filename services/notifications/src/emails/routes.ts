import {
  getNotification,
  listNotifications,
  resendNotification,
} from '@closeout/contracts/http/notifications';
import type { Actor } from '@closeout/service-kit/auth';
import { command, query } from '@closeout/service-kit/http';
import type { Kit } from '@closeout/service-kit/service';
import type { Router } from 'express';
import { getEmail, listEmails } from './emailQueries.js';
import { resendEmail } from './resendEmail.js';

/** Who looks after operations sees every e-mail; everyone else their own. */
const ownOnly = (actor: Actor): string | undefined =>
  actor.permissions.has('operations.manage') ? undefined : actor.id;

export function emailRoutes(router: Router, kit: Kit): void {
  query(router, listNotifications, ({ query: filter, actor }) =>
    listEmails(kit.db, { ...filter, recipientId: ownOnly(actor) }),
  );

  query(router, getNotification, ({ params, actor }) => getEmail(kit.db, params.id, ownOnly(actor)));

  command(router, resendNotification, kit.db.transaction, (tx, { params }) =>
    resendEmail(tx, params.id, kit.clock),
  );
}
