import type { Clock, Database } from '@closeout/service-kit/db';
import type { Peer } from '@closeout/service-kit/http';
import { z } from 'zod';
import { applyMilestone, ReplicatedMilestone } from '../projects/onMilestoneChanged.js';

/** As much of projects' answer as is needed here. */
const Snapshot = z.object({ milestones: z.array(ReplicatedMilestone) });

/**
 * Before a draft that follows its milestone is issued: the milestone may have changed a moment ago, and the event be under way. Its
 * owner is asked, and the draft follows first. Whoever has seen its version of before is then refused (`stale-version`); when
 * projects is away, what is known here stands. Outside any transaction; other drafts cost one look.
 */
export async function askMilestone(
  { db, projects, clock }: { db: Database; projects: Peer; clock: Clock },
  invoiceId: string,
): Promise<void> {
  const [draft] = await db.query<{ milestoneId: string; version: number | null }>(
    `SELECT i.milestone_id AS "milestoneId", m.version FROM invoice i LEFT JOIN milestone_replica m USING (milestone_id)
     WHERE i.id = $1 AND i.status = 'DRAFT' AND i.follows_milestone AND i.milestone_id IS NOT NULL`,
    [invoiceId],
  );
  if (!draft) return;
  const path = `/internal/milestones/${draft.milestoneId}`;
  // Where projects does not answer, what is known here counts: an invoice can be issued without it.
  const snapshot = await projects.get(path, Snapshot).catch(() => null);
  const milestone = snapshot?.milestones.find(({ id }) => id === draft.milestoneId);
  if (!milestone || milestone.version <= (draft.version ?? 0)) return;
  await db.transaction((tx) => applyMilestone(tx, milestone, clock.now()));
}
