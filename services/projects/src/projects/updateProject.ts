import type { Project as ProjectAnswer, ProjectPatch } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Moment, Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { sayPassedThresholds } from '../budgetNodes/sayPassedThresholds.js';
import { assertManagersCanJoin, assertMayAppoint } from '../team/managers.js';
import { sayNewManagers } from '../team/sayAssigned.js';
import { assertHoursInside } from '../timeEntries/hoursInside.js';
import { assertWorkInvoiced } from '../timeEntries/unbilledWork.js';
import { actorRecord } from './actorRecord.js';
import { answerTo } from './answerTo.js';
import { projectEvent } from './projectAnswer.js';
import { onlyContent, patchedContent, sameContent } from './projectContent.js';
import { openProject } from './openProject.js';
import { saveContent } from './projectStore.js';
import { requireSeesMoney } from './sight.js';
import { assertNoClosurePending, assertWritable } from './status.js';

/**
 * Changes what a PATCH names. A patch that changes nothing makes no new version and says nothing.
 * @throws DomainError `project-not-found`, `permission-missing` (`assertMayAppoint`; budget or rate, of one who sees no money), `stale-version`, `project-read-only`,
 *   `closure-pending`, `work-not-invoiced`,
 *   `hours-outside-dates` (conflict), what its managers can be refused for (`assertCanJoin`), `end-before-start`, `amount-scale`, `amount-too-large` (invalid)
 */
export async function updateProject(
  tx: Tx,
  id: string,
  patch: ProjectPatch,
  ifMatch: number | null,
  actor: Actor,
  { now, today }: Moment,
): Promise<ProjectAnswer> {
  let project = await openProject(tx, id, actor);
  checkVersion(ifMatch, project.version);
  if (patch.budgetTotal !== undefined || patch.hourlyRate !== undefined) requireSeesMoney(actor, project);
  assertWritable(project);
  const content = patchedContent(onlyContent(project), project.currency, patch);
  if (!sameContent(project, content)) {
    assertNoClosurePending(project);
    if (content.revenueModel !== project.revenueModel) await assertWorkInvoiced(tx, project);
    assertMayAppoint(actor, project, content);
    await assertManagersCanJoin(tx, project, { ...project, ...content });
    await assertHoursInside(tx, project, content);
    const before = project;
    project = await saveContent(tx, project, content, now);
    tx.emit(projectEvent('projectUpdated', project));
    if (project.budgetMinor < before.budgetMinor) await sayPassedThresholds(tx, project, now);
    sayNewManagers(tx, before, project, actorRecord(actor).id, now);
  }
  return answerTo(tx, project, actor, today);
}
