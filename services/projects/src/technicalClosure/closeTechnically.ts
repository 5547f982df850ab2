import type { Project as ProjectAnswer, TechnicalClosureInput } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Moment, Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { changeStatus } from '../projects/changeStatus.js';
import { openProject } from '../projects/openProject.js';
import { transitionFor } from '../projects/status.js';
import { assertNothingPending } from './pending.js';
import { technicalClosure } from './pendingQueries.js';

/**
 * Closes an active project technically. Whatever could become pending takes the project's lock too, so that nothing does
 * between the look at the list and the change of the status.
 * @throws DomainError `transition-not-allowed`, `closure-pending-items` (conflict)
 */
export async function closeTechnically(
  tx: Tx,
  id: string,
  input: TechnicalClosureInput,
  ifMatch: number | null,
  actor: Actor,
  moment: Moment,
): Promise<ProjectAnswer> {
  const project = await openProject(tx, id, actor);
  checkVersion(ifMatch, project.version);
  transitionFor(project, 'technical-closure');
  assertNothingPending(project, await technicalClosure(tx, project, actor));
  return changeStatus(
    tx,
    { ...input, id, to: { action: 'technical-closure' }, reason: input.reason ?? null, ifMatch },
    actor,
    moment,
  );
}
