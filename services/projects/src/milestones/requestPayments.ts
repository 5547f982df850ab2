import { projectsEvents } from '@closeout/contracts/events/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { actorRecord } from '../projects/actorRecord.js';
import type { Project } from '../projects/project.js';
import { projectState } from '../projects/projectAnswer.js';
import { milestoneState } from './milestoneAnswer.js';
import { markRequested } from './milestoneStore.js';

/**
 * Asks billing to draft the invoices of the milestones of a complete stage: of each once, however often the stage is completed,
 * and of none that is paid by now. The caller holds the project's lock.
 */
export async function requestPayments(
  tx: Tx,
  project: Project,
  stage: { id: string; name: string },
  actor: Actor,
  now: Date,
): Promise<void> {
  for (const milestone of await markRequested(tx, project.id, stage.id, now)) {
    tx.emit(
      projectsEvents.paymentRequested.draft(milestone.id, milestone.version, {
        milestone: milestoneState(milestone),
        project: projectState(project),
        stage: { id: stage.id, name: stage.name },
        requestedBy: actorRecord(actor).id,
        requestedAt: now.toISOString(),
      }),
    );
  }
}
