import {
  projectsEvents,
  type EventDraft,
  type FinancialClosure,
  type UnbilledWork,
} from '@closeout/contracts';
import type { Project } from '../projects/project.js';
import { projectState } from '../projects/projectAnswer.js';
import type { Closure } from './closure.js';

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
  return draft('closureRequested', closure, {
    projectId: closure.projectId,
    projectVersion: closure.projectVersion,
    attempt: closure.attempts,
    requestedBy: closure.requestedBy,
    requestedAt: closure.requestedAt.toISOString(),
    work: { hours, amount },
  });
}

export function withdrawn(closure: Closure): EventDraft {
  return draft('closureWithdrawn', closure, {
    projectId: closure.projectId,
    reason: closure.withdrawnBecause,
    withdrawnAt: closure.concludedAt?.toISOString(),
  });
}

export function concluded(closure: Closure, project: Project): EventDraft {
  return draft('closureConcluded', closure, {
    project: projectState(project),
    status: closure.status,
    requestedBy: closure.requestedBy,
    requestedAt: closure.requestedAt.toISOString(),
    concludedAt: closure.concludedAt?.toISOString(),
    report: closure.report,
  });
}

export function stalled(closure: Closure, project: Project): EventDraft {
  return draft('closureStalled', closure, {
    project: projectState(project),
    attempts: closure.attempts,
    requestedAt: closure.requestedAt.toISOString(),
  });
}

type ClosureEvent = 'closureRequested' | 'closureWithdrawn' | 'closureConcluded' | 'closureStalled';

function draft(event: ClosureEvent, { id, version }: Closure, data: object): EventDraft {
  return {
    type: projectsEvents[event].type,
    subject: id,
    aggregateVersion: version,
    data: { closureId: id, version, ...data },
  };
}
