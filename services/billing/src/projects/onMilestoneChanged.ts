import { on } from '@closeout/service-kit';
import { z } from 'zod';
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

export const onMilestoneChanged = on(ReplicatedMilestone, (tx, event) => saveMilestone(tx, event.data));
