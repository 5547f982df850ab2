import { getNotificationPreferences, setNotificationPreferences } from '@closeout/contracts';
import { command, type Kit, query } from '@closeout/service-kit';
import type { Router } from 'express';
import type { PrismaClient } from '../generated/prisma/client.js';
import { languageOf, nothingChosen, presentPreferences } from './preferences.js';
import { setPreferences } from './setPreferences.js';

export function preferenceRoutes(router: Router, kit: Kit, prisma: PrismaClient): void {
  query(router, getNotificationPreferences, async ({ actor }) => {
    const row = await prisma.notificationPreferences.findUnique({ where: { userId: actor.id } });
    return presentPreferences(row ? { ...row, language: languageOf(row.language) } : nothingChosen);
  });

  command(router, setNotificationPreferences, kit.db.transaction, (tx, { body, actor, ifMatch }) =>
    setPreferences(tx, actor.id, body, ifMatch),
  );
}
