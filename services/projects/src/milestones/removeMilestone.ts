import { conflict } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { refreshSums } from '../projects/projectStore.js';
import { milestoneEvent } from './milestoneAnswer.js';
import { saveMilestone } from './milestoneStore.js';
import { openMilestone, type MilestonePlace } from './updateMilestone.js';

/**
 * Takes a milestone out that no document is linked to. The row stays, so that a document that was under way can
 * bring it back (see `applyDocument`).
 * @throws DomainError `milestone-linked` (conflict)
 */
export async function removeMilestone(
  tx: Tx,
  place: MilestonePlace,
  ifMatch: number | null,
  actor: Actor,
  now: Date,
): Promise<void> {
  const { milestone, linked } = await openMilestone(tx, place, ifMatch, actor);
  if (linked) throw conflict('milestone-linked', `Documents were issued for ${milestone.label}: it stays.`);
  const removed = await saveMilestone(tx, milestone, { removedAt: now });
  await refreshSums(tx, [place.projectId]);
  tx.emit(milestoneEvent('milestoneRemoved', removed));
}
