import { conflict, invalid } from '@closeout/contracts/errors';
import type { SettledWork, UnsettleWorkInput, WorkSettlement } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { actorRecord } from '../projects/actorRecord.js';
import { openProject } from '../projects/openProject.js';
import type { Project } from '../projects/project.js';
import { assertNoClosurePending, assertWritable } from '../projects/status.js';
import { unsettled } from './logTime.js';
import { hoursOf, type TimeEntry } from './timeEntry.js';
import { timeEntryEvent } from './timeEntryAnswer.js';
import { findWork, saveSettlement } from './timeEntryStore.js';
import { unbilledWork } from './unbilledWork.js';

type Selection = Pick<UnsettleWorkInput, 'reason'> & Partial<Pick<UnsettleWorkInput, 'entryIds' | 'until'>>;

/** What finance knows of them: marked as one or the other, or, with null, to be invoiced again. */
export interface SettleRequest extends Selection {
  projectId: string;
  as: WorkSettlement | null;
}

/**
 * Marks approved billable hours as invoiced elsewhere or written off, or takes such marks back, as long as the project is not
 * finalized. Of hours that are named, all must be so that it is possible; of the others, those are taken that are.
 * @throws DomainError `project-not-found`, `time-entry-not-found` (invalid), `time-entry-not-settleable`, `project-read-only`,
 *   `closure-pending` (conflict)
 */
export async function settleWork(
  tx: Tx,
  request: SettleRequest,
  actor: Actor,
  now: Date,
): Promise<SettledWork> {
  const project = await openProject(tx, request.projectId, actor);
  assertWritable(project);
  assertNoClosurePending(project);
  const settles = request.as !== null;
  const found = await findWork(tx, project.id, { ...request, settled: !settles });
  if (request.entryIds) assertEach(request.entryIds, found, settles);
  const author = actorRecord(actor);
  const mark = settles
    ? {
        ...{ settledAs: request.as, settledReason: request.reason, settledAt: now },
        ...{ settledBy: author.id, settledByName: author.name },
      }
    : unsettled;
  for (const entry of await saveSettlement(tx, found, mark))
    tx.emit(timeEntryEvent('timeEntrySettled', entry));
  const quarters = found.reduce((sum, entry) => sum + entry.quarters, 0);
  const { as, reason } = request;
  tx.audit({
    action: settles ? 'settleWork' : 'unsettleWork',
    record: 'project',
    id: project.id,
    detail: { as, reason, entries: found.length, hours: hoursOf(quarters) },
  });
  return {
    changed: { entries: found.length, hours: hoursOf(quarters) },
    left: await leftOf(tx, project),
  };
}

const leftOf = (tx: Tx, project: Project): Promise<SettledWork['left']> => unbilledWork(tx, project);

function assertEach(entryIds: readonly string[], found: readonly TimeEntry[], settles: boolean): void {
  const byId = new Map(found.map((entry) => [entry.id, entry]));
  for (const [index, id] of entryIds.entries()) {
    if (byId.has(id)) continue;
    const detail = `There is no time entry ${id} in the project.`;
    throw invalid('time-entry-not-found', detail, [
      { pointer: `/entryIds/${index}`, code: 'time-entry-not-found', detail },
    ]);
  }
  const wrong = found.filter((entry) => whyNotSettled(entry, settles) !== null);
  const [first] = wrong;
  if (!first) return;
  throw conflict(
    'time-entry-not-settleable',
    `The hours of ${first.userName} on ${first.date} ${whyNotSettled(first, settles)}.`,
    { entryIds: wrong.map(({ id }) => id) },
  );
}

function whyNotSettled({ status, billable, settledAs }: TimeEntry, settles: boolean): string | null {
  if (!settles) return settledAs === null ? 'are not marked as settled' : null;
  if (status !== 'APPROVED') return `are ${status}: only approved hours are marked as settled`;
  if (!billable) return 'are not billable, and never invoiced';
  return settledAs === null ? null : `are marked as ${settledAs} already`;
}
