import { projectsEvents } from '@closeout/contracts/events/projects';
import type { Tx } from '@closeout/service-kit/db';
import type { Project } from '../projects/project.js';
import { projectState } from '../projects/projectAnswer.js';
import { newManagers, type ManagerRole, type Managers } from './managers.js';

export type AssignedRole = ManagerRole | 'MEMBER';

/** Says that somebody was assigned to a project: once for each assignment. @param assignedBy null when no user did */
export function sayAssigned(
  tx: Tx,
  project: Project,
  userId: string,
  role: AssignedRole,
  assignedBy: string | null,
  now: Date,
): void {
  tx.emit(
    projectsEvents.memberAssigned.draft(project.id, project.version, {
      project: projectState(project),
      userId,
      role,
      assignedBy,
      assignedAt: now.toISOString(),
    }),
  );
}

/** Says who runs a project now and did not before; of a new one, everybody who does. */
export function sayNewManagers(
  tx: Tx,
  before: Managers | null,
  project: Project,
  assignedBy: string | null,
  now: Date,
): void {
  for (const { userId, role } of newManagers(before, project))
    sayAssigned(tx, project, userId, role, assignedBy, now);
}
