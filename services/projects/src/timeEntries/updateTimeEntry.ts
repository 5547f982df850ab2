import { assertHappened } from '@closeout/contracts/dates';
import type { TimeEntryPatch } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { openProject } from '../projects/openProject.js';
import type { Project } from '../projects/project.js';
import { assertAllows } from '../projects/status.js';
import type { Seen } from '../projects/visibility.js';
import { assertInside, assertOnProject } from './mayLog.js';
import { assertCan, assertOwn, patchedContent, type TimeEntry } from './timeEntry.js';
import { timeEntryEvent } from './timeEntryAnswer.js';
import { findTimeEntry } from './timeEntryQueries.js';
import { deleteTimeEntry, saveTimeEntry } from './timeEntryStore.js';

export interface EntryPlace {
  projectId: string;
  id: string;
}

/**
 * Changes one's own draft or rejected entry. A patch that changes nothing makes no new version and says nothing.
 * @throws DomainError as `logTime`, and `time-entry-not-found`, `time-entry-of-another`, `time-entry-transition-not-allowed`,
 *   `stale-version`
 */
export async function updateTimeEntry(
  tx: Tx,
  place: EntryPlace,
  patch: TimeEntryPatch,
  ifMatch: number | null,
  actor: Actor,
  now: Date,
): Promise<TimeEntry> {
  const { project, entry } = await openTimeEntry(tx, place, ifMatch, actor);
  assertAllows(project, 'time');
  assertOwn(entry, actor, 'change');
  assertCan(entry, 'change');
  const content = patchedContent(entry, patch);
  if (content === null) return entry;
  // Whoever left the team may still correct what they wrote, not say that they worked at another time or longer.
  if (content.date !== entry.date || content.quarters > entry.quarters) assertOnProject(project, actor);
  if (content.date !== entry.date) {
    assertHappened(content.date, now, '/date');
    assertInside(project, content.date);
  }
  const saved = await saveTimeEntry(tx, entry, content);
  tx.emit(timeEntryEvent('timeEntryRecorded', saved));
  return saved;
}

/**
 * Removes a draft or a rejected entry; the event log and the audit log keep it. As it only clears what is there, it is also
 * possible on hold.
 * @throws DomainError `time-entry-not-found`, `time-entry-of-another`, `time-entry-transition-not-allowed`, `project-read-only`,
 *   `project-status-forbids`, `stale-version`
 */
export async function removeTimeEntry(
  tx: Tx,
  place: EntryPlace,
  ifMatch: number | null,
  actor: Actor,
): Promise<void> {
  const { project, entry } = await openTimeEntry(tx, place, ifMatch, actor);
  assertAllows(project, 'decisions');
  assertOwn(entry, actor, 'remove');
  assertCan(entry, 'remove');
  await deleteTimeEntry(tx, entry.id);
  tx.emit(timeEntryEvent('timeEntryRecorded', { ...entry, version: entry.version + 1 }, true));
}

/** An entry that the actor may see, under its project's lock. @throws DomainError `time-entry-not-found`, `stale-version` */
export async function openTimeEntry(
  tx: Tx,
  { projectId, id }: EntryPlace,
  ifMatch: number | null,
  actor: Actor,
): Promise<{ project: Project & Seen; entry: TimeEntry }> {
  const project = await openProject(tx, projectId, actor);
  const entry = await findTimeEntry(tx, project, id, actor);
  checkVersion(ifMatch, entry.version);
  return { project, entry };
}
