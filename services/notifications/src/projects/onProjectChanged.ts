import type { ReceivedEvent, Tx } from '@closeout/service-kit';
import { z } from 'zod';

export const ProjectSeen = z.object({
  id: z.uuid(),
  version: z.int(),
  number: z.string(),
  title: z.string(),
  customerId: z.uuid(),
  projectManagerId: z.uuid().nullable(),
  technicalManagerId: z.uuid().nullable(),
});
export type ProjectSeen = z.output<typeof ProjectSeen>;

/** Whom to tell because they are in charge: nobody, while none is named. */
export const managersOf = ({ projectManagerId }: Pick<ProjectSeen, 'projectManagerId'>): string[] =>
  projectManagerId === null ? [] : [projectManagerId];

export const ProjectStatusSeen = z.object({ project: ProjectSeen });
export type ProjectStatusSeen = z.output<typeof ProjectStatusSeen>;

export const onProjectChanged = (tx: Tx, event: ReceivedEvent<ProjectSeen>): Promise<void> =>
  keepProject(tx, event.data);

export const onProjectStatusChanged = (tx: Tx, event: ReceivedEvent<ProjectStatusSeen>): Promise<void> =>
  keepProject(tx, event.data.project);

export async function keepProject(tx: Tx, project: ProjectSeen): Promise<void> {
  await tx.query(
    `INSERT INTO project AS p (id, version, number, title, customer_id, project_manager_id, technical_manager_id)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, number = excluded.number, title = excluded.title,
        customer_id = excluded.customer_id, project_manager_id = excluded.project_manager_id,
        technical_manager_id = excluded.technical_manager_id
      WHERE p.version < excluded.version`,
    [
      project.id,
      project.version,
      project.number,
      project.title,
      project.customerId,
      project.projectManagerId,
      project.technicalManagerId,
    ],
  );
}
