import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportJournal, getJournalLock, listJournal, setJournalLock } from '@closeout/contracts/http/billing';
import { command, query, stream } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { Billing } from '../Billing.js';
import { createExportPlaces } from './exportPlaces.js';
import { csvHeader, csvLines } from './journalCsv.js';
import { journalLines, journalPage } from './journalQueries.js';
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

  const places = createExportPlaces();
  stream(router, exportJournal, async (input, res) => {
    if (!places.take(input.actor.id, res)) return;
    res.setHeader('Content-Type', 'text/csv; charset=utf-8');
    res.setHeader('Content-Disposition', 'attachment; filename="journal.csv"');
    const pages = journalLines(db, notifications, input.query);
    // The first page is read before anything is sent, so that a failure is still told as a problem.
    const first = await pages.next();
    async function* text(): AsyncGenerator<string> {
      yield csvHeader;
      if (!first.done) yield csvLines(first.value);
      for await (const lines of pages) yield csvLines(lines);
    }
    await pipeline(Readable.from(text()), res);
  });
}
