import type { Tx } from '@closeout/service-kit/db';
import { on } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import { followMilestone } from '../invoices/followMilestone.js';
import { saveMilestone } from './projectStore.js';

/** As much of a milestone as billing needs. */
export const ReplicatedMilestone = z.object({
  id: z.uuid(),
  version: z.int().min(1),
  projectId: z.uuid(),
  currency: z.string().length(3),
  label: z.string(),
  expectedAmount: z.string(),
  removed: z.boolean().default(false),
});

export const onMilestoneChanged = on(ReplicatedMilestone, (tx, event) =>
  applyMilestone(tx, event.data, new Date(event.time)),
);

/** However the news comes: drafts that follow the milestone go with it. */
export async function applyMilestone(
  tx: Tx,
  milestone: z.output<typeof ReplicatedMilestone>,
  now: Date,
): Promise<void> {
  if (await saveMilestone(tx, milestone)) await followMilestone(tx, milestone.id, now);
}
