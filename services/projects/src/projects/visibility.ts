import { notFound } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';
import type { Project } from './project.js';

type Run = Pick<Project, 'projectManagerId' | 'technicalManagerId'>;

/** What decides who may see a project. */
export interface Seen extends Run, Pick<Project, 'securityLevel'> {
  /** Who is on its team; of a project that was read for one caller, that caller at most. */
  memberIds: readonly string[];
  /** Who has hours or expenses there that are still to be corrected or decided on (leftBehind.ts); that caller at most. */
  writerIds?: readonly string[];
}

/** Whether someone runs a project: that lets them see it and its money, whatever their permissions. */
export function manages(actor: Pick<Actor, 'id'>, project: Run): boolean {
  return actor.id === project.projectManagerId || actor.id === project.technicalManagerId;
}

/** Whether someone works on a project: runs it, or is on its team. */
export function isOnProject(actor: Actor, project: Seen): boolean {
  return manages(actor, project) || project.memberIds.includes(actor.id);
}

/** Whether someone sees a project's work as its team does: also who left it, as long as something of theirs waits there. */
export function seesAsMember(actor: Actor, project: Seen): boolean {
  return isOnProject(actor, project) || (project.writerIds ?? []).includes(actor.id);
}

/** Who may see a project at all (the domain model, "People"): `projects.view` or working on it, and the customer's clearance. */
export function canSee(actor: Actor, project: Seen): boolean {
  if (project.securityLevel > actor.clearance) return false;
  return actor.permissions.has('projects.view') || seesAsMember(actor, project);
}

/** @throws DomainError `project-not-found`, also for one that is not the actor's to see: both look the same */
export function assertVisible<P extends Seen>(actor: Actor, project: P | null, id: string): P {
  if (project && canSee(actor, project)) return project;
  throw notFound('project', id);
}
