import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import type { Tell } from '../emails/tell.js';
import { ProjectSeen } from '../projects/onProjectChanged.js';
import { assignedEmail } from './assignedEmail.js';

export const MemberAssigned = z.object({
  project: ProjectSeen.extend({ startDate: z.string(), endDate: z.string().nullable() }),
  userId: z.uuid(),
  role: z.string(),
  assignedBy: z.uuid().nullable(),
});
export type MemberAssigned = z.output<typeof MemberAssigned>;

/** Tells the person; not those who assigned themselves, nor the manager of a new project, whom its own e-mail tells. */
export function onMemberAssigned(tell: Tell) {
  return async (tx: Tx, event: ReceivedEvent<MemberAssigned>): Promise<void> => {
    const { project, userId, role, assignedBy } = event.data;
    if (role === 'PROJECT_MANAGER' && project.version === 1) return;
    await tell(tx, event, {
      kind: 'assigned',
      customerId: project.customerId,
      people: [userId],
      quietFor: assignedBy,
      content: ({ customer, words }) => assignedEmail(event.data, customer.name, words),
    });
  };
}
