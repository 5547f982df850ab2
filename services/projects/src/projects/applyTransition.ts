import { projectsEvents } from '@closeout/contracts/events/projects';
import type { Tx } from '@closeout/service-kit/db';
import type { Project } from './project.js';
import { projectState } from './projectAnswer.js';
import { saveStatus, type HistoryLine } from './projectStore.js';
import type { Transition } from './status.js';

/** Moves a project, whose lock the caller holds, as the table of transitions allowed it, keeps the line of its history and says so. */
export async function applyTransition(
  tx: Tx,
  project: Project,
  { to, action }: Transition,
  line: HistoryLine,
  now: Date,
): Promise<Project> {
  // Whoever reopens a project wants to see it.
  const moved = await saveStatus(tx, project, { status: to, archived: false }, line, now);
  tx.emit(
    projectsEvents.projectStatusChanged.draft(moved.id, moved.version, {
      project: projectState(moved),
      from: project.status,
      to,
      action,
      reason: line.reason,
      effectiveDate: line.effectiveDate,
      changedBy: line.changedBy,
      changedAt: now.toISOString(),
    }),
  );
  return moved;
}
