import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportJournal, listJournal } from '@closeout/contracts';
import { query, stream, type Database } from '@closeout/service-kit';
import type { Router } from 'express';
import { csvHeader, csvLines } from './journalCsv.js';
import { journalLines, journalPage } from './journalQueries.js';

export function journalRoutes(router: Router, db: Database): void {
  query(router, listJournal, (input) => journalPage(db, input.query));

  stream(router, exportJournal, async (input, res) => {
    res.setHeader('Content-Type', 'text/csv; charset=utf-8');
    res.setHeader('Content-Disposition', 'attachment; filename="journal.csv"');
    const pages = journalLines(db, input.query);
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
