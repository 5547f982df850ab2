import { projectsEvents } from '@closeout/contracts';
import type { Tx } from '@closeout/service-kit';
import type { Project } from '../projects/project.js';
import { projectState } from '../projects/projectAnswer.js';

export type AssignedRole = 'PROJECT_MANAGER' | 'TECHNICAL_MANAGER' | 'MEMBER';

/** Says that somebody was assigned to a project: once for each assignment. @param assignedBy null when no user did */
export function sayAssigned(
  tx: Tx,
  project: Project,
  userId: string,
  role: AssignedRole,
  assignedBy: string | null,
  now: Date,
): void {
  tx.emit({
    type: projectsEvents.memberAssigned.type,
    subject: project.id,
    aggregateVersion: project.version,
    data: {
      project: projectState(project),
      userId,
      role,
      assignedBy,
      assignedAt: now.toISOString(),
    },
  });
}

/** Says who runs a project now and did not before; of a new one, everybody who does. */
export function sayNewManagers(
  tx: Tx,
  before: Pick<Project, 'projectManagerId' | 'technicalManagerId'> | null,
  project: Project,
  assignedBy: string | null,
  now: Date,
): void {
  const { projectManagerId, technicalManagerId } = project;
  if (projectManagerId !== null && projectManagerId !== before?.projectManagerId)
    sayAssigned(tx, project, projectManagerId, 'PROJECT_MANAGER', assignedBy, now);
  if (technicalManagerId !== null && technicalManagerId !== before?.technicalManagerId)
    sayAssigned(tx, project, technicalManagerId, 'TECHNICAL_MANAGER', assignedBy, now);
}
