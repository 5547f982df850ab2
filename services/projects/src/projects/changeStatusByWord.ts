import type { FinancialClosure, Project as ProjectAnswer } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Moment, Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { closureAnswer } from '../financialClosure/closureAnswer.js';
import { previewClosure } from '../financialClosure/closureQueries.js';
import { requestClosure } from '../financialClosure/requestClosure.js';
import type { ProjectsKit } from '../ProjectsKit.js';
import { technicalClosure } from '../technicalClosure/pendingQueries.js';
import { answerTo } from './answerTo.js';
import { changeStatus } from './changeStatus.js';
import { assertCanClose, closesFinancially, closesTechnically } from './closing.js';
import { openProject } from './openProject.js';
import { findProject } from './projectQueries.js';
import { actionTowards, isClosing } from './status.js';

export interface WordRequest {
  id: string;
  word: string;
  reason: string;
  effectiveDate?: string;
  ifMatch: number | null;
  /** Milliseconds after which billing is asked again. */
  askAgainMs: number;
}

type Answer = ProjectAnswer & { closure?: Omit<FinancialClosure, 'report'> };

/**
 * Moves a project to a status in any vocabulary. A word that closes does what the closures do, under their checks: what was asked
 * for happens as a whole or not at all. The financial closure is pending then; billing decides.
 * @throws DomainError `unknown-status` (invalid), `transition-not-allowed`, `closure-incomplete` (conflict), `permission-missing`
 */
export async function changeStatusByWord(
  tx: Tx,
  request: WordRequest,
  actor: Actor,
  moment: Moment,
): Promise<Answer> {
  const { id, word, askAgainMs, ...rest } = request;
  const project = await openProject(tx, id, actor);
  checkVersion(request.ifMatch, project.version);
  const action = actionTowards(project, word);
  if (!isClosing(action)) return changeStatus(tx, { id, to: { action }, ...rest }, actor, moment);

  const pending = closesTechnically(action) ? await technicalClosure(tx, project, actor) : nothingPending;
  assertCanClose(project, action, actor, { ...pending, blockers: [] });
  const closed = closesTechnically(action)
    ? await changeStatus(tx, { id, to: { action: 'technical-closure' }, ...rest }, actor, moment)
    : await answerTo(tx, project, actor, moment.today);
  if (!closesFinancially(action)) return closed;
  const { reason, effectiveDate } = rest;
  const asked = await requestClosure(tx, { projectId: id, reason, effectiveDate, askAgainMs }, actor, moment);
  const { report: _, ...closure } = closureAnswer(asked);
  return { ...closed, closure };
}

/**
 * Asked before the transaction, for what billing would refuse: a word that finalizes leaves the project as it is then.
 * @throws DomainError `closure-incomplete` (conflict), `service-unavailable` when billing is away
 */
export async function assertWouldClose(
  kit: Pick<ProjectsKit, 'db' | 'prisma' | 'peer'>,
  { id, word }: Pick<WordRequest, 'id' | 'word'>,
  actor: Actor,
): Promise<void> {
  const project = await findProject(kit.prisma, id, actor);
  const action = actionTowards(project, word);
  if (!isClosing(action)) return;
  const pending = closesTechnically(action) ? await technicalClosure(kit.db, project, actor) : nothingPending;
  // Their figures are for those who may ask for the closure.
  const asks = closesFinancially(action) && actor.permissions.has('projects.finance_closure');
  const { blockers } = asks ? await previewClosure(kit, id, actor) : { blockers: [] };
  assertCanClose(project, action, actor, {
    ...pending,
    blockers: blockers.filter(({ code }) => code !== 'not-technically-closed'),
  });
}

const nothingPending = { pending: [], pendingCount: 0 };
