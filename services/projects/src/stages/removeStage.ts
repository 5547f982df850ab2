import { conflict, notFound } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { loadMilestones } from '../milestones/milestoneStore.js';
import { openProject } from '../projects/openProject.js';
import { canSeePayments } from '../projects/sight.js';
import { assertAllows } from '../projects/status.js';
import type { Stage } from './stage.js';
import { stageEvent } from './stageAnswer.js';
import { deleteStage, loadStages, refreshCompletion } from './stageStore.js';
import type { StagePlace } from './updateStage.js';

/**
 * Takes out a stage that nothing hangs on. The others keep their places.
 * @throws DomainError `stage-in-use` (conflict), which names what hangs on it; milestones to those only who see the project's payments
 */
export async function removeStage(
  tx: Tx,
  { projectId, id }: StagePlace,
  ifMatch: number | null,
  actor: Actor,
): Promise<void> {
  const project = await openProject(tx, projectId, actor);
  const all = await loadStages(tx, projectId);
  const stage = all.find((one) => one.id === id);
  if (!stage) throw notFound('stage', id);
  checkVersion(ifMatch, stage.version);
  assertAllows(project, 'planning');
  const milestones = (await loadMilestones(tx, projectId)).filter(({ stageId }) => stageId === id);
  const dependents = all.filter(({ dependsOn }) => dependsOn.includes(id));
  if (milestones.length > 0 || dependents.length > 0)
    throw inUse(stage, milestones, dependents, canSeePayments(actor, project));
  await deleteStage(tx, id);
  await refreshCompletion(
    tx,
    projectId,
    all.filter((one) => one !== stage),
  );
  tx.emit(stageEvent('stageRemoved', { ...stage, version: stage.version + 1 }));
}

function inUse(
  stage: Stage,
  milestones: readonly { id: string; label: string }[],
  dependents: readonly Stage[],
  seesPayments: boolean,
) {
  const tied = seesPayments
    ? milestones.map(({ label }) => `the milestone ${label} is tied to it (project_payments.manage)`)
    : milestones.slice(0, 1).map(() => 'milestones are tied to it (project_payments.manage)');
  const waiting = dependents.map(({ name }) => `the stage “${name}” depends on it (project_stages.manage)`);
  return conflict(
    'stage-in-use',
    `“${stage.name}” stays: ${[...tied, ...waiting].join('; ')}. Untie these first.`,
    {
      ...(seesPayments && { milestones: milestones.map(({ id, label }) => ({ id, label })) }),
      stages: dependents.map(({ id, name }) => ({ id, name })),
    },
  );
}
