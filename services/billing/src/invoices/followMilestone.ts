import { fromMinor } from '@closeout/contracts/money';
import type { Tx } from '@closeout/service-kit/db';
import { findKnown } from '../projects/projectStore.js';
import { priceMilestone } from './draftInvoice.js';
import { saveDraft } from './draftStore.js';
import type { Invoice } from './invoice.js';
import { holdInvoice } from './invoiceStore.js';
import type { Priced } from './totals.js';

/**
 * What was agreed of a milestone changed: the draft that was made when its payment was requested, and that nobody edited, asks for
 * what is expected now. Of a milestone that was taken out, it goes. The milestone's row is held, so that no such draft is made
 * meanwhile from what it said before.
 */
export async function followMilestone(tx: Tx, milestoneId: string, now: Date): Promise<void> {
  const followers = await tx.query<{ id: string }>(
    `SELECT id FROM invoice WHERE milestone_id = $1 AND status = 'DRAFT' AND follows_milestone
     ORDER BY id FOR NO KEY UPDATE`,
    [milestoneId],
  );
  for (const { id } of followers) {
    const draft = await holdInvoice(tx, id);
    if (draft) await follow(tx, draft, now);
  }
}

async function follow(tx: Tx, draft: Invoice, now: Date): Promise<void> {
  const { milestone, project } = await findKnown(tx, draft);
  if (!milestone || !project) return;
  const { id, currency, milestoneId } = draft;
  if (milestone.removed) {
    await tx.query(`DELETE FROM invoice WHERE id = $1 AND status = 'DRAFT'`, [id]);
    tx.audit({
      action: 'removeMilestoneDraft',
      record: 'invoice',
      id,
      projectId: project.id,
      detail: { milestoneId },
    });
    return;
  }
  const priced = priceMilestone({ milestone, project }, draft.lines[0]?.taxRate ?? '0', currency);
  if (isSame(draft, priced)) return;
  await saveDraft(tx, { ...draft, ...priced, version: draft.version + 1, updatedAt: now });
  const [from, to] = [draft, priced].map(({ grossMinor }) => fromMinor(grossMinor, currency));
  const detail = { milestoneId, from, to };
  tx.audit({ action: 'followMilestone', record: 'invoice', id, projectId: project.id, detail });
}

function isSame(before: Priced, after: Priced): boolean {
  return (
    before.grossMinor === after.grossMinor && before.lines[0]?.description === after.lines[0]?.description
  );
}
