import { on } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import { dropProject } from './giveUpProject.js';

export const DeletedProject = z.object({ projectId: z.uuid(), version: z.int().min(1) });

/** What is known of it goes, its milestones and budget nodes too; nothing of billing refers to them, or projects would not have deleted it. */
export const onProjectDeleted = on(DeletedProject, async (tx, { data: project }) => {
  await dropProject(tx, project);
  for (const table of ['milestone_replica', 'budget_node_replica'])
    await tx.query(`DELETE FROM ${table} WHERE project_id = $1`, [project.projectId]);
});
