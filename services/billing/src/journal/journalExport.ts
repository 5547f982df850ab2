import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '@closeout/contracts/errors';
import { createPlaces, inPlace, type Peer } from '@closeout/service-kit/http';
import type { Response } from 'express';
import { csvHeader, csvLines } from './journalCsv.js';
import { journalLines } from './journalQueries.js';

/** Each export reads the database for as long as it lasts. */
const atOnce = { atOnce: 8, ofOne: 2 };

type JournalLines = Parameters<typeof journalLines>;

/** Sends the journal as CSV. @throws DomainError `too-many-requests`, or `busy` (unavailable) when others have all places */
export function createJournalExport(db: JournalLines[0], notifications: Peer) {
  const places = createPlaces({ ...atOnce, tooMany, full });

  async function send(filters: JournalLines[2], res: Response): Promise<void> {
    res.setHeader('Content-Type', 'text/csv; charset=utf-8');
    res.setHeader('Content-Disposition', 'attachment; filename="journal.csv"');
    const pages = journalLines(db, notifications, filters);
    // The first page is read before anything is sent, so that a failure is still told as a problem.
    const first = await pages.next();
    async function* text(): AsyncGenerator<string> {
      yield csvHeader;
      if (!first.done) yield csvLines(first.value);
      for await (const lines of pages) yield csvLines(lines);
    }
    await pipeline(Readable.from(text()), res);
  }

  return (callerId: string, filters: JournalLines[2], res: Response): Promise<void> =>
    inPlace(places, callerId, res, () => send(filters, res));
}

function tooMany(): DomainError {
  return new DomainError('too-many', 'too-many-requests', {
    detail: 'You have too many exports under way. Wait for one to end.',
    retryAfter: 5,
  });
}

function full(): DomainError {
  return new DomainError('unavailable', 'busy', {
    detail: 'Too many exports are under way at the moment.',
    retryAfter: 5,
  });
}
