import type { Clock, ReceivedEvent, Tx } from '@closeout/service-kit';
import { z } from 'zod';
import { knownCustomer } from '../customers/knownCustomer.js';
import { ageOf, type Mailing, waitOf } from '../emails/mailing.js';
import { queueEmails } from '../emails/queueEmails.js';
import { recipientsOf, waitForPeople } from '../people/recipients.js';
import { keepProject, ProjectSeen } from './onProjectChanged.js';
import { projectCreatedEmail } from './projectCreatedEmail.js';

export const ProjectCreated = ProjectSeen.extend({
  budgetTotal: z.string(),
  currency: z.string(),
  startDate: z.string(),
  endDate: z.string().nullable(),
});
export type ProjectCreated = z.output<typeof ProjectCreated>;

/** Tells the project's manager and all who want to hear of new projects. */
export function onProjectCreated(mailing: Mailing, clock: Clock) {
  return async (tx: Tx, event: ReceivedEvent<ProjectCreated>): Promise<void> => {
    const project = event.data;
    await keepProject(tx, project);
    const now = clock.now();
    if (ageOf(event, now) > mailing.maxAgeMs) return;

    const customer = await knownCustomer(tx, project.customerId);
    const managers = project.projectManagerId === null ? [] : [project.projectManagerId];
    await waitForPeople(tx, managers, waitOf(event, mailing.startedAt, now), mailing.patienceMs);
    const [manager] = await tx.query<{ name: string }>(
      'SELECT name FROM person WHERE id = ANY ($1::uuid[])',
      [managers],
    );
    const recipients = await recipientsOf(tx, {
      kind: 'project-created',
      managers,
      permission: 'notify.project_creation',
      securityLevel: customer.security_level,
    });
    await queueEmails(tx, {
      kind: 'project-created',
      event,
      recipients,
      content: projectCreatedEmail(
        project,
        { customer: customer.name, manager: manager?.name ?? null },
        mailing.publicUrl,
      ),
      now,
      mailDomain: mailing.mailDomain,
    });
  };
}
