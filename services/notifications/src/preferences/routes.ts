import { DomainError, getNotificationPreferences, setNotificationPreferences } from '@closeout/contracts';
import { type Actor, command, type Kit, query } from '@closeout/service-kit';
import type { Router } from 'express';
import type { PrismaClient } from '../generated/prisma/client.js';
import { languageOf, nothingChosen, presentPreferences } from './preferences.js';
import { setPreferences } from './setPreferences.js';

/** An API key reads no e-mails. @throws DomainError `not-a-user` (forbidden) */
function userId(actor: Actor): string {
  if (actor.kind === 'user') return actor.id;
  throw new DomainError('forbidden', 'not-a-user', {
    detail: 'Only people have notification preferences: sign in as a user.',
  });
}

export function preferenceRoutes(router: Router, kit: Kit, prisma: PrismaClient): void {
  query(router, getNotificationPreferences, async ({ actor }) => {
    const row = await prisma.notificationPreferences.findUnique({ where: { userId: userId(actor) } });
    return presentPreferences(row ? { ...row, language: languageOf(row.language) } : nothingChosen);
  });

  command(router, setNotificationPreferences, kit.db.transaction, (tx, { body, actor, ifMatch }) =>
    setPreferences(tx, userId(actor), body, ifMatch),
  );
}
