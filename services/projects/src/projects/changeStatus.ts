import type { Project as ProjectAnswer } from '@closeout/contracts/http/projects';
import { requirePermission, type Actor } from '@closeout/service-kit/auth';
import { newId, type Moment, type Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { withdrawPending } from '../financialClosure/withdrawPending.js';
import { actorRecord } from './actorRecord.js';
import { applyTransition } from './applyTransition.js';
import { effectiveDateOf } from './effectiveDate.js';
import type { Project } from './project.js';
import { answerTo } from './answerTo.js';
import { projectEvent } from './projectAnswer.js';
import { openProject } from './openProject.js';
import { saveStatus, type HistoryLine } from './projectStore.js';
import { rejectUndecided } from './rejectUndecided.js';
import { assertCanArchive, isReadOnly, transitionFor, type StatusAction } from './status.js';

export type Move = StatusAction | 'archive' | 'unarchive';

export interface MoveRequest {
  id: string;
  to: { action: Move };
  reason: string | null;
  effectiveDate?: string;
  ifMatch: number | null;
}

/**
 * Moves a project from one status to another, or in and out of the archive, and keeps who, when and why.
 * @throws DomainError `transition-not-allowed`, `effective-date-before-last` (conflict), `date-in-future` (invalid),
 *   `permission-missing` (forbidden)
 */
export async function changeStatus(
  tx: Tx,
  request: MoveRequest,
  actor: Actor,
  moment: Moment,
): Promise<ProjectAnswer> {
  const { now, today } = moment;
  const project = await openProject(tx, request.id, actor);
  checkVersion(request.ifMatch, project.version);
  const { action } = request.to;
  const author = actorRecord(actor);
  const line: HistoryLine = {
    id: newId(),
    action,
    reason: request.reason,
    effectiveDate: await effectiveDateOf(tx, project, request.effectiveDate, moment),
    changedBy: author.id,
    changedByName: author.name,
  };
  const moved =
    action === 'archive' || action === 'unarchive'
      ? await archive(tx, project, action, line, actor, now)
      : await move(tx, project, action, line, actor, now);
  return answerTo(tx, moved, actor, today);
}

async function move(
  tx: Tx,
  project: Project,
  action: StatusAction,
  line: HistoryLine,
  actor: Actor,
  now: Date,
): Promise<Project> {
  const transition = transitionFor(project, action);
  requirePermission(actor, transition.permission);
  const free = await withdrawPending(tx, project, `${action}: ${line.reason ?? 'no reason given'}`, now);
  const moved = await applyTransition(tx, free, transition, line, now);
  if (isReadOnly(moved.status)) await rejectUndecided(tx, moved, line, now);
  return moved;
}

async function archive(
  tx: Tx,
  project: Project,
  action: 'archive' | 'unarchive',
  line: HistoryLine,
  actor: Actor,
  now: Date,
): Promise<Project> {
  requirePermission(actor, 'projects.delete');
  assertCanArchive(project, action);
  const moved = await saveStatus(
    tx,
    project,
    { status: project.status, archived: action === 'archive' },
    line,
    now,
  );
  tx.emit(projectEvent('projectUpdated', moved));
  return moved;
}
