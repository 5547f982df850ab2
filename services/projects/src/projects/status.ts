import { conflict, invalid } from '@closeout/contracts/errors';
import type { ProjectStatus } from '@closeout/contracts/http/projects';
import type { Permission } from '@closeout/contracts/permissions';
import { projectStatusWords } from '@closeout/contracts/vocabulary';

export type StatusAction =
  'hold' | 'resume' | 'technical-closure' | 'financial-closure' | 'emergency-finalize' | 'reopen' | 'cancel';

export interface Transition {
  from: ProjectStatus;
  to: ProjectStatus;
  action: StatusAction;
  permission: Permission;
  /** What the change waits for, besides the permission. */
  needs: 'reason' | 'nothing pending' | 'reconciliation';
}

/** Every way from one status to another (the domain model, "Project status"). What does not stand here is refused. */
export const transitions: readonly Transition[] = [
  { from: 'ACTIVE', to: 'ON_HOLD', action: 'hold', permission: 'projects.change_status', needs: 'reason' },
  { from: 'ON_HOLD', to: 'ACTIVE', action: 'resume', permission: 'projects.change_status', needs: 'reason' },
  {
    from: 'ACTIVE',
    to: 'TECHNICALLY_CLOSED',
    action: 'technical-closure',
    permission: 'projects.technical_closure',
    needs: 'nothing pending',
  },
  {
    from: 'TECHNICALLY_CLOSED',
    to: 'FINALIZED',
    action: 'financial-closure',
    permission: 'projects.finance_closure',
    needs: 'reconciliation',
  },
  {
    from: 'ACTIVE',
    to: 'FINALIZED',
    action: 'emergency-finalize',
    permission: 'projects.edit',
    needs: 'reason',
  },
  {
    from: 'ON_HOLD',
    to: 'FINALIZED',
    action: 'emergency-finalize',
    permission: 'projects.edit',
    needs: 'reason',
  },
  {
    from: 'TECHNICALLY_CLOSED',
    to: 'FINALIZED',
    action: 'emergency-finalize',
    permission: 'projects.edit',
    needs: 'reason',
  },
  {
    from: 'TECHNICALLY_CLOSED',
    to: 'ACTIVE',
    action: 'reopen',
    permission: 'projects.edit',
    needs: 'reason',
  },
  { from: 'FINALIZED', to: 'ACTIVE', action: 'reopen', permission: 'projects.edit', needs: 'reason' },
  {
    from: 'ACTIVE',
    to: 'CANCELLED',
    action: 'cancel',
    permission: 'projects.change_status',
    needs: 'reason',
  },
  {
    from: 'ON_HOLD',
    to: 'CANCELLED',
    action: 'cancel',
    permission: 'projects.change_status',
    needs: 'reason',
  },
];

/** In these a project is history: nothing of it changes any more. */
export function isReadOnly(status: ProjectStatus): boolean {
  return status === 'FINALIZED' || status === 'CANCELLED';
}

/**
 * The day by which it is judged which payments and deliverables of a project are overdue; null for one that is history, where nothing is
 * waited for any more.
 */
export const dueBy = ({ status }: { status: ProjectStatus }, today: string): string | null =>
  isReadOnly(status) ? null : today;

/** The same of its stages, whose work is over once it is technically closed. */
export const stagesDueBy = ({ status }: { status: ProjectStatus }, today: string): string | null =>
  status === 'ACTIVE' || status === 'ON_HOLD' ? today : null;

export interface StatusOf {
  number: string;
  status: ProjectStatus;
  archived: boolean;
}

/** Whether it is closed under checks: those need more than a reason. */
export const isClosing = (
  action: string,
): action is 'technical-closure' | 'financial-closure' | 'both-closures' =>
  action.endsWith('-closure') || action === 'both-closures';

/** The actions that a caller with all permissions could ask for now. */
export function openActions({ status, archived }: Pick<StatusOf, 'status' | 'archived'>): string[] {
  const changes = transitions.filter((row) => row.from === status).map((row) => row.action);
  if (!isReadOnly(status)) return changes;
  return [...changes, archived ? 'unarchive' : 'archive'];
}

/** @throws DomainError `transition-not-allowed` (conflict) with the actions that are open */
export function transitionFor(project: StatusOf, action: StatusAction): Transition {
  const found = transitions.find((row) => row.from === project.status && row.action === action);
  if (!found) throw notAllowed(project, action);
  return found;
}

/** @throws DomainError `transition-not-allowed` */
export function assertCanArchive(project: StatusOf, action: 'archive' | 'unarchive'): void {
  if (!openActions(project).includes(action)) throw notAllowed(project, action);
}

/** What people do in a project; a status allows some of it. */
export type Work =
  'administration' | 'planning' | 'progress' | 'delivery' | 'time' | 'expenditure' | 'decisions';

const wording: Record<Work, string> = {
  administration: 'changes of the project, its team, payments and budget, names, order and dates of stages',
  planning: 'new and removed stages, their weights and dependencies',
  progress: 'the completion of stages',
  delivery: 'deliverables and the checklist',
  time: 'new or changed hours',
  expenditure: 'new or changed expenses',
  decisions: 'decisions on hours and expenses that are there',
};

/**
 * What each status allows (the domain model, "Project status"). After technical closure nothing waits for a decision any
 * more, and what was to be delivered is settled: both were conditions of the closure. On hold, work is suspended but can be planned.
 */
const allowedWork: Record<ProjectStatus, readonly Work[]> = {
  ACTIVE: ['administration', 'planning', 'progress', 'delivery', 'time', 'expenditure', 'decisions'],
  ON_HOLD: ['administration', 'planning', 'delivery', 'decisions'],
  TECHNICALLY_CLOSED: ['administration'],
  FINALIZED: [],
  CANCELLED: [],
};

/**
 * Every write in a project asks here, under the project's lock.
 * @throws DomainError `project-read-only` (conflict) when the status allows nothing, `project-status-forbids` (conflict) when
 *   it allows other work than this; both with what is possible now
 */
export function assertAllows(project: StatusOf, work: Work): void {
  const possible = allowedWork[project.status];
  if (possible.includes(work)) return;
  const { number, status } = project;
  const allowed = openActions(project);
  if (possible.length === 0) {
    throw conflict('project-read-only', `${number} is ${status}: it can only be read. ${offered(allowed)}`, {
      currentStatus: status,
      allowed,
    });
  }
  throw conflict(
    'project-status-forbids',
    `${number} is ${status}, which forbids ${wording[work]}. It allows ${possible.map((w) => wording[w]).join('; ')}. ${offered(allowed)}`,
    { currentStatus: status, allowed, possible },
  );
}

/** @throws DomainError `project-read-only` (conflict) for a FINALIZED or CANCELLED project */
export function assertWritable(project: StatusOf): void {
  assertAllows(project, 'administration');
}

function offered(allowed: readonly string[]): string {
  return allowed.length > 0 ? `Possible now: ${allowed.join(', ')}.` : 'No action is possible now.';
}

/**
 * What a closure is decided on stays as it is until it is decided, so that a finalized project's figures are those of its report.
 * @throws DomainError `closure-pending` (conflict)
 */
export function assertNoClosurePending(project: StatusOf & { closureId: string | null }): void {
  if (project.closureId === null) return;
  throw conflict(
    'closure-pending',
    `A financial closure of ${project.number} is being decided: nothing that it rests on can change. Wait for it, or reopen the project (permission projects.edit).`,
    { closureId: project.closureId, allowed: ['reopen'], permission: 'projects.edit' },
  );
}

function notAllowed(project: StatusOf, action: string) {
  const allowed = openActions(project);
  return conflict(
    'transition-not-allowed',
    `${project.number} is ${project.status}: ${action} is not possible. ${offered(allowed)}`,
    {
      currentStatus: project.status,
      allowed,
    },
  );
}

const bare = (word: string) => word.toLowerCase().replaceAll(/[\s_-]/g, '');
const statusByWord = new Map<string, ProjectStatus>();
for (const [status, words] of Object.entries(projectStatusWords)) {
  for (const word of [status, words.closure, words.practice, words.module, words.instalments]) {
    if (word !== null) statusByWord.set(bare(word), status as ProjectStatus);
  }
}

/**
 * What a status word asks for, given where the project is. The consulting practice calls both a cancelled and an
 * archived project Inactive, so for a finalized one the word means: archive it. No word ever means an emergency finalization: one that
 * is FINALIZED elsewhere asks for the closures, both of them while the project is active.
 * @throws DomainError `unknown-status` (invalid), `transition-not-allowed` (conflict)
 */
export function actionTowards(project: StatusOf, word: string): StatusAction | 'archive' | 'both-closures' {
  const wanted = statusByWord.get(bare(word));
  if (!wanted) {
    const detail = `${word} is not a status. Known are ${[...new Set(statusByWord.values())].join(', ')} and their synonyms.`;
    throw invalid('unknown-status', detail, [{ pointer: '/status', code: 'unknown-status', detail }]);
  }
  if (bare(word) === 'inactive' && project.status === 'FINALIZED') return 'archive';
  if (wanted === 'FINALIZED' && project.status === 'ACTIVE') return 'both-closures';
  const found = transitions.find(
    ({ from, to, action }) => from === project.status && to === wanted && action !== 'emergency-finalize',
  );
  if (!found) throw notAllowed(project, `a change to ${wanted}`);
  return found.action;
}
