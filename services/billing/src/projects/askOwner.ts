import { DomainError } from '@closeout/contracts/errors';
import { ProjectSnapshot } from '@closeout/contracts/http/internal';
import { systemClock, type Database } from '@closeout/service-kit/db';
import type { Peer } from '@closeout/service-kit/http';
import { violatesProject } from '../deletions/giveUpProject.js';
import { linkQuoteOfProject } from '../quotes/linkQuoteOfProject.js';
import { saveBudgetNode } from './budgetNodes.js';
import { applyMilestone } from './onMilestoneChanged.js';
import { saveProject } from './projectStore.js';
import { UnknownProject, UnknownReference } from './subject.js';

/**
 * A reference to something that was just made in projects, or just reopened there, must not be refused because the event is still
 * under way: before the answer is no, its owner is asked, outside any transaction.
 * @returns whether anything was learnt, and the command is worth another try
 * @throws DomainError `service-unavailable` when something unknown is referred to and projects is away
 */
export function askOwner(db: Database, projects: Peer): (error: unknown) => Promise<boolean> {
  return async (error) => {
    // The project was deleted at this moment: the next attempt does not find it.
    if (violatesProject(error)) return true;
    const question = questionOf(error);
    if (!question) return false;
    const snapshot = await projects.get(question.path, ProjectSnapshot).catch((failure: unknown) => {
      // The replica did know the project: when nobody can say better, what it knows stands.
      if (question.optional) return null;
      throw failure;
    });
    if (!snapshot) return false;
    await saveSnapshot(db, snapshot);
    return true;
  };
}

/** Fetches a project from its owner; whether there is one. @throws DomainError `service-unavailable` when projects is away */
export async function fetchProject(db: Database, projects: Peer, id: string): Promise<boolean> {
  const snapshot = await projects.get(`/internal/projects/${id}`, ProjectSnapshot);
  if (snapshot) await saveSnapshot(db, snapshot);
  return snapshot !== null;
}

/**
 * Each in a transaction of its own: held together, in another order than events come in, the rows would dead-lock with the
 * consumer.
 */
async function saveSnapshot(
  db: Database,
  { project, milestones, budgetNodes }: ProjectSnapshot,
): Promise<void> {
  // With the quote that it came of: an invoice against the quote's order may be what asks.
  await db.transaction((tx) =>
    linkQuoteOfProject(tx, project, () => saveProject(tx, project), systemClock.now()),
  );
  for (const milestone of milestones)
    await db.transaction((tx) => applyMilestone(tx, milestone, systemClock.now()));
  for (const node of budgetNodes)
    await db.transaction((tx) => saveBudgetNode(tx, { ...node, removed: false }));
}

function questionOf(error: unknown): { path: string; optional: boolean } | null {
  if (error instanceof UnknownProject)
    return { path: `/internal/projects/${error.projectId}`, optional: false };
  if (error instanceof UnknownReference) {
    if (error.askFor?.projectId)
      return { path: `/internal/projects/${error.askFor.projectId}`, optional: false };
    if (error.askFor?.milestoneId)
      return { path: `/internal/milestones/${error.askFor.milestoneId}`, optional: false };
    return null;
  }
  if (error instanceof DomainError && error.code === 'project-locked') {
    return { path: `/internal/projects/${String(error.extra?.['projectId'])}`, optional: true };
  }
  return null;
}
