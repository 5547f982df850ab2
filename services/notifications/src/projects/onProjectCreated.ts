import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { z } from 'zod';
import type { Tell } from '../emails/tell.js';
import { seesMoney } from '../people/sight.js';
import { keepProject, managersOf, ProjectSeen } from './onProjectChanged.js';
import { projectCreatedEmail } from './projectCreatedEmail.js';
import { tables } from '../tables.js';

export const ProjectCreated = ProjectSeen.extend({
  budgetTotal: z.string(),
  currency: z.string(),
  startDate: z.string(),
  endDate: z.string().nullable(),
});
export type ProjectCreated = z.output<typeof ProjectCreated>;

const findNames = prepared(({ ids }: Params<{ ids: string[] }>) =>
  tables
    .selectFrom('person')
    .select('name')
    .where((eb) => eb('id', '=', eb.fn.any(ids))),
);

/** Tells the project's manager and all who want to hear of new projects. */
export function onProjectCreated(tell: Tell) {
  return async (tx: Tx, event: ReceivedEvent<ProjectCreated>): Promise<void> => {
    const project = event.data;
    await keepProject(tx, project);
    const managers = managersOf(project);
    const [manager] = await tx.run(findNames({ ids: managers }));
    await tell(tx, event, {
      kind: 'project-created',
      customerId: project.customerId,
      people: managers,
      permission: 'notify.project_creation',
      content: ({ customer, reader, words }) =>
        projectCreatedEmail(
          project,
          { customer: customer.name, manager: manager?.name ?? null },
          seesMoney(reader, [...managers, project.technicalManagerId]),
          words,
        ),
    });
  };
}
