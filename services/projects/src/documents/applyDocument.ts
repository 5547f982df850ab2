import type { Tx } from '@closeout/service-kit/db';
import { deriveMilestone, type Milestone } from '../milestones/milestone.js';
import { milestoneEvent } from '../milestones/milestoneAnswer.js';
import {
  loadMilestonesOfDocument,
  saveMilestone,
  type MilestoneAndFacts,
} from '../milestones/milestoneStore.js';
import { reinstatement } from '../milestones/reinstatement.js';
import { refreshSums } from '../projects/projectStore.js';
import type { Document } from './document.js';
import { forgetOldShares, lockProjectsOfDocument, saveDocument } from './documentStore.js';

/**
 * Takes a version of a document into the replica and derives from the replica again what milestones and projects show of
 * it. Everything is computed anew from what is stored, so repeated, late and reordered events end in the same state.
 */
export async function applyDocument(tx: Tx, document: Document): Promise<void> {
  const saved = await saveDocument(tx, document);
  if (saved === 'known') return;
  const projects = await lockProjectsOfDocument(tx, document.id);
  if (projects.length === 0) return;
  for (const found of await loadMilestonesOfDocument(tx, document.id)) await deriveAgain(tx, found);
  await refreshSums(tx, projects);
  if (saved === 'newer') await forgetOldShares(tx, document.id);
}

/** Says `payment-received` when what was received changed, `milestone-updated` when only the rest did, else nothing. */
async function deriveAgain(tx: Tx, { milestone, facts, linked }: MilestoneAndFacts): Promise<void> {
  const derived = deriveMilestone(milestone.expectedMinor, facts);
  const back = milestone.removedAt !== null && linked;
  if (!back && isSame(milestone, derived)) return;
  const change = back ? { ...derived, ...(await reinstatement(tx, milestone)) } : derived;
  const saved = await saveMilestone(tx, milestone, change);
  const received = saved.receivedMinor !== milestone.receivedMinor;
  tx.emit(milestoneEvent(received ? 'paymentReceived' : 'milestoneUpdated', saved));
}

function isSame(
  milestone: Milestone,
  derived: Pick<Milestone, 'receivedMinor' | 'status' | 'paidDate'>,
): boolean {
  return (
    milestone.receivedMinor === derived.receivedMinor &&
    milestone.status === derived.status &&
    milestone.paidDate === derived.paidDate
  );
}
