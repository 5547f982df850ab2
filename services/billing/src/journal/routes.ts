import { exportJournal, getJournalLock, listJournal, setJournalLock } from '@closeout/contracts/http/billing';
import { command, query, stream } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { Billing } from '../Billing.js';
import { createJournalExport } from './journalExport.js';
import { journalPage } from './journalQueries.js';
import { findLock } from './lock.js';
import { findLockChanges } from './lockChanges.js';
import { setLock } from './setLock.js';

export function journalRoutes(router: Router, { db, clock, notifications }: Billing): void {
  query(router, getJournalLock, async () => ({
    ...(await findLock(db)),
    changes: await findLockChanges(db),
  }));
  command(router, setJournalLock, db.transaction, (tx, { body, ifMatch, actor }) =>
    setLock(tx, body.through, { ifMatch, actor, ...clock.moment() }),
  );

  query(router, listJournal, (input) => journalPage(db, notifications, input.query));

  const sendJournal = createJournalExport(db, notifications);
  stream(router, exportJournal, ({ actor, query: filter }, res) => sendJournal(actor.id, filter, res));
}
