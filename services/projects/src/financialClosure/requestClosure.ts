import { requirePermission, type Actor } from '@closeout/service-kit/auth';
import { newId, type Moment, type Tx } from '@closeout/service-kit/db';
import { actorRecord } from '../projects/actorRecord.js';
import { effectiveDateOf } from '../projects/effectiveDate.js';
import { openProject } from '../projects/openProject.js';
import { transitionFor } from '../projects/status.js';
import { unbilledWork } from '../timeEntries/unbilledWork.js';
import { nextQuestionAt } from './repeatRequests.js';
import type { Closure } from './closure.js';
import { requested } from './closureAnswer.js';
import { insertClosure, loadClosure } from './closureStore.js';

export interface ClosureRequest {
  projectId: string;
  reason?: string;
  effectiveDate?: string;
  /** Milliseconds after which billing is asked again. */
  askAgainMs: number;
}

/**
 * Asks billing whether a technically closed project may be finalized. While a closure is pending, that one is the answer.
 * @throws DomainError `project-not-found`, `transition-not-allowed`, `effective-date-before-last` (conflict), `date-in-future` (invalid)
 */
export async function requestClosure(
  tx: Tx,
  request: ClosureRequest,
  actor: Actor,
  moment: Moment,
): Promise<Closure> {
  const { projectId } = request;
  const { now } = moment;
  const project = await openProject(tx, projectId, actor);
  const { permission } = transitionFor(project, 'financial-closure');
  requirePermission(actor, permission);
  const pending = project.closureId === null ? null : await loadClosure(tx, project.closureId);
  if (pending) return pending;
  const author = actorRecord(actor);
  const closure: Closure = {
    id: newId(),
    version: 1,
    projectId,
    projectVersion: project.version,
    status: 'PENDING',
    reason: request.reason ?? null,
    effectiveDate: await effectiveDateOf(tx, project, request.effectiveDate, moment),
    requestedBy: author.id,
    requestedByName: author.name,
    requestedAt: now,
    attempts: 1,
    askAgainAt: nextQuestionAt(1, request.askAgainMs, now),
    stalledAt: null,
    concludedAt: null,
    withdrawnBecause: null,
    report: null,
  };
  await insertClosure(tx, closure);
  tx.emit(requested(closure, await unbilledWork(tx, project)));
  return closure;
}
