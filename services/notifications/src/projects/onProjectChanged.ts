import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import { excluded, type Params, prepared } from '@closeout/service-kit/sql';
import { z } from 'zod';
import { tables } from '../tables.js';

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

const saveProject = prepared((project: Params<ProjectSeen>) =>
  tables
    .insertInto('project')
    .values({
      id: project.id,
      version: project.version,
      number: project.number,
      title: project.title,
      customer_id: project.customerId,
      project_manager_id: project.projectManagerId,
      technical_manager_id: project.technicalManagerId,
    })
    .onConflict((on) =>
      on
        .column('id')
        .doUpdateSet((eb) =>
          excluded(eb, [
            ...(['version', 'number', 'title', 'customer_id'] as const),
            ...(['project_manager_id', 'technical_manager_id'] as const),
          ]),
        )
        .whereRef('project.version', '<', 'excluded.version'),
    ),
);

export async function keepProject(tx: Tx, project: ProjectSeen): Promise<void> {
  await tx.run(saveProject(project));
}
