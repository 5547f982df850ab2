import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { actorRecord } from '../projects/actorRecord.js';
import { assertAllows } from '../projects/status.js';
import { undecided } from './logTime.js';
import { assertInside } from './mayLog.js';
import { assertCan, assertMayDecide, assertOwn, type TimeEntry } from './timeEntry.js';
import { timeEntryEvent } from './timeEntryAnswer.js';
import { saveTimeEntry } from './timeEntryStore.js';
import { openTimeEntry, type EntryPlace } from './updateTimeEntry.js';

/**
 * Submits hours for approval, rejected ones once more.
 * @throws DomainError `time-entry-not-found`, `time-entry-of-another`, `time-entry-transition-not-allowed`, `outside-project`, `project-read-only`,
 *   `project-status-forbids`
 */
export async function submitTimeEntry(
  tx: Tx,
  place: EntryPlace,
  ifMatch: number | null,
  actor: Actor,
): Promise<TimeEntry> {
  const { project, entry } = await openTimeEntry(tx, place, ifMatch, actor);
  assertAllows(project, 'decisions');
  assertOwn(entry, actor, 'submit');
  assertCan(entry, 'submit');
  assertInside(project, entry.date);
  const saved = await saveTimeEntry(tx, entry, { status: 'SUBMITTED', ...undecided });
  tx.emit(timeEntryEvent('timeEntrySubmitted', saved));
  return saved;
}

export type Verdict = { action: 'approve' } | { action: 'reject'; reason: string };

/**
 * Approves or rejects hours.
 * @throws DomainError `time-entry-not-found`, `time-entry-transition-not-allowed`, `own-time-entry`, `outside-project`, `project-read-only`,
 *   `project-status-forbids`
 */
export async function decideTimeEntry(
  tx: Tx,
  place: EntryPlace,
  verdict: Verdict,
  ifMatch: number | null,
  actor: Actor,
  now: Date,
): Promise<TimeEntry> {
  const { project, entry } = await openTimeEntry(tx, place, ifMatch, actor);
  assertAllows(project, 'decisions');
  assertCan(entry, verdict.action);
  assertMayDecide(entry, actor);
  // The project's dates may have changed since the hours were logged.
  if (verdict.action === 'approve') assertInside(project, entry.date);
  const author = actorRecord(actor);
  const saved = await saveTimeEntry(tx, entry, {
    ...(verdict.action === 'approve'
      ? { status: 'APPROVED', reason: null }
      : { status: 'REJECTED', reason: verdict.reason }),
    decidedBy: author.id,
    decidedByName: author.name,
    decidedAt: now,
  });
  tx.emit(timeEntryEvent('timeEntryDecided', saved));
  return saved;
}
