import type { EventDraft } from '@closeout/contracts/events';
import { projectsEvents, type UnbilledWork } from '@closeout/contracts/events/projects';
import type { FinancialClosure } from '@closeout/contracts/http/projects';
import type { Project } from '../projects/project.js';
import { projectState } from '../projects/projectAnswer.js';
import type { Closure, DecidedClosure, WithdrawnClosure } from './closure.js';

export function closureAnswer(closure: Closure): FinancialClosure {
  const { id, requestedBy, requestedByName, requestedAt, concludedAt, askAgainAt, stalledAt, ...rest } =
    closure;
  return {
    ...rest,
    closureId: id,
    requestedBy: { id: requestedBy, name: requestedByName },
    requestedAt: requestedAt.toISOString(),
    concludedAt: concludedAt?.toISOString() ?? null,
  };
}

/** Asks billing; also when it was asked before, with the same id. @param work stays as it is while the closure is pending */
export function requested(closure: Closure, { hours, amount }: UnbilledWork): EventDraft {
  return projectsEvents.closureRequested.draft(closure.id, closure.version, {
    ...common(closure),
    projectId: closure.projectId,
    projectVersion: closure.projectVersion,
    attempt: closure.attempts,
    requestedBy: closure.requestedBy,
    requestedAt: closure.requestedAt.toISOString(),
    work: { hours, amount },
  });
}

export function withdrawn(closure: WithdrawnClosure): EventDraft {
  return projectsEvents.closureWithdrawn.draft(closure.id, closure.version, {
    ...common(closure),
    projectId: closure.projectId,
    reason: closure.withdrawnBecause,
    withdrawnAt: closure.concludedAt.toISOString(),
  });
}

export function concluded(closure: DecidedClosure, project: Project): EventDraft {
  return projectsEvents.closureConcluded.draft(closure.id, closure.version, {
    ...common(closure),
    project: projectState(project),
    status: closure.status,
    requestedBy: closure.requestedBy,
    requestedAt: closure.requestedAt.toISOString(),
    concludedAt: closure.concludedAt.toISOString(),
    report: closure.report,
  });
}

export function stalled(closure: Closure, project: Project): EventDraft {
  return projectsEvents.closureStalled.draft(closure.id, closure.version, {
    ...common(closure),
    project: projectState(project),
    attempts: closure.attempts,
    requestedAt: closure.requestedAt.toISOString(),
  });
}

const common = ({ id, version }: Closure) => ({ closureId: id, version });
