import { assertHappened } from '@closeout/contracts/dates';
import type { TimeEntryInput } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Tx } from '@closeout/service-kit/db';
import { openProject } from '../projects/openProject.js';
import { assertAllows } from '../projects/status.js';
import { assertInside, assertOnProject } from './mayLog.js';
import type { TimeEntry } from './timeEntry.js';
import { timeEntryEvent } from './timeEntryAnswer.js';
import { insertTimeEntry } from './timeEntryStore.js';

/**
 * Logs one's own hours, as a draft.
 * @throws DomainError `not-assigned` (forbidden), `date-in-future` (invalid), `outside-project`, `hours-exceed-day`,
 *   `project-read-only`, `project-status-forbids` (conflict)
 */
export async function logTime(
  tx: Tx,
  projectId: string,
  input: TimeEntryInput,
  actor: Actor,
  now: Date,
): Promise<TimeEntry> {
  const project = await openProject(tx, projectId, actor);
  assertAllows(project, 'time');
  assertOnProject(project, actor);
  assertHappened(input.date, now, '/date');
  assertInside(project, input.date);
  const entry: TimeEntry = {
    id: newId(),
    version: 1,
    projectId,
    userId: actor.id,
    userName: actor.name,
    date: input.date,
    quarters: input.hours,
    description: input.description,
    taskType: input.taskType ?? null,
    billable: input.billable,
    status: 'DRAFT',
    ...undecided,
    ...unsettled,
  };
  await insertTimeEntry(tx, entry, now);
  tx.emit(timeEntryEvent('timeEntryRecorded', entry));
  return entry;
}

export const undecided = { decidedBy: null, decidedByName: null, decidedAt: null, reason: null } as const;
export const unsettled = {
  settledAs: null,
  settledReason: null,
  settledBy: null,
  settledByName: null,
  settledAt: null,
} as const;
