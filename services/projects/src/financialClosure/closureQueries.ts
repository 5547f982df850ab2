import { DomainError, notFound } from '@closeout/contracts/errors';
import { ClosureReport } from '@closeout/contracts/events/projects';
import type { ClosurePreview, FinancialClosure } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { ProjectsKit } from '../ProjectsKit.js';
import { notAsReceived } from '../milestones/milestoneWarnings.js';
import { readMilestones } from '../milestones/milestoneQueries.js';
import { canSeePayments } from '../projects/sight.js';
import { findProject } from '../projects/projectQueries.js';
import { unbilledWork } from '../timeEntries/unbilledWork.js';
import { closureAnswer } from './closureAnswer.js';
import { latestClosures, loadClosure } from './closureStore.js';

/** @throws DomainError `project-not-found`, `closure-not-found` */
export async function showClosure(
  { db, prisma }: Pick<ProjectsKit, 'db' | 'prisma'>,
  projectId: string,
  closureId: string,
  actor: Actor,
): Promise<FinancialClosure> {
  await findProject(prisma, projectId, actor);
  const closure = await loadClosure(db, closureId);
  if (closure?.projectId !== projectId) throw notFound('closure', closureId);
  return closureAnswer(closure);
}

/**
 * What a closure would be decided on now: billing holds the figures. It is told which version of the project to know, so that a
 * change that was made a moment ago counts.
 * @throws DomainError `project-not-found`, `service-unavailable` when billing is away
 */
export async function previewClosure(
  { db, prisma, peer }: Pick<ProjectsKit, 'db' | 'prisma' | 'peer'>,
  projectId: string,
  actor: Actor,
): Promise<ClosurePreview> {
  const project = await findProject(prisma, projectId, actor);
  const { hours, amount } = await unbilledWork(db, project);
  const question = new URLSearchParams({ version: `${project.version}`, hours, amount: amount ?? '' });
  const report = await peer('billing').get(
    `/internal/projects/${projectId}/reconciliation?${question}`,
    ClosureReport,
  );
  if (!report) {
    throw new DomainError('unavailable', 'service-unavailable', {
      detail: `Billing has not heard of ${project.number} yet.`,
      retryAfter: 1,
    });
  }
  const closures = (await latestClosures(db, projectId)).map((closure) => {
    const { report: _, ...rest } = closureAnswer(closure);
    return rest;
  });
  const { blockers, totals, currency, basis, invoiceLeg, cpos, work } = report;
  return {
    ready: blockers.length === 0,
    blockers,
    totals: { ...totals, currency },
    basis,
    invoiceLeg,
    cpos,
    work,
    ...(canSeePayments(actor, project) && {
      warnings: totals.cpo === totals.received ? notAsReceived(await readMilestones(prisma, projectId)) : [],
    }),
    closures,
  };
}
