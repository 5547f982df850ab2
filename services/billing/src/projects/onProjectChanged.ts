import { on } from '@closeout/service-kit';
import { z } from 'zod';
import { saveProject } from './projectStore.js';

/** As much of a project as billing needs; what else an event carries is none of its business. */
const ReplicatedProject = z.object({
  id: z.uuid(),
  version: z.int().min(1),
  number: z.string(),
  title: z.string(),
  customerId: z.uuid(),
  currency: z.string().length(3),
  status: z.string(),
});

export const onProjectChanged = on(ReplicatedProject, (tx, event) => saveProject(tx, event.data));

export const onProjectStatusChanged = on(z.object({ project: ReplicatedProject }), (tx, event) =>
  saveProject(tx, event.data.project),
);
