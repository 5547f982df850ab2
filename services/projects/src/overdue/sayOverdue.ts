import { projectsEvents } from '@closeout/contracts/events/projects';
import type { Database, SellerClock, Tx } from '@closeout/service-kit/db';
import { milestoneState } from '../milestones/milestoneAnswer.js';
import { projectState } from '../projects/projectAnswer.js';
import { stageState } from '../stages/stageAnswer.js';
import {
  findDue,
  lockProjects,
  markMilestonesSaid,
  markStagesSaid,
  type Due,
  type Source,
} from './overdueStore.js';

/** So many projects at most are locked at once, for a moment. */
const batch = 50;

/**
 * Says of each stage and milestone whose due date has passed that it is overdue: once for each due date it ever had. What was
 * said is noted in the transaction that says it, so it makes no difference how often this runs, or where.
 */
export async function sayOverdue(
  { db, clock }: { db: Pick<Database, 'query' | 'transaction'>; clock: SellerClock },
  signal: AbortSignal,
): Promise<void> {
  const today = clock.today();
  for (const source of ['stage', 'milestone'] as const) {
    let last: Due | null = null;
    while (!signal.aborted) {
      const due: Due[] = await findDue(db, source, today, last, batch);
      if (due.length > 0) await db.transaction((tx) => sayOf(tx, source, due, today));
      if (due.length < batch) break;
      last = due.at(-1) ?? null;
    }
  }
}

async function sayOf(tx: Tx, source: Source, due: readonly Due[], today: string): Promise<void> {
  const projects = await lockProjects(
    tx,
    due.map(({ projectId }) => projectId),
  );
  const ids = due.map(({ id }) => id);
  if (source === 'stage') {
    for (const stage of await markStagesSaid(tx, ids, today)) {
      const data = { stage: stageState(stage), ...overdueOf(stage, projects) };
      tx.emit(projectsEvents.stageOverdue.draft(stage.id, stage.version, data));
    }
  } else {
    for (const milestone of await markMilestonesSaid(tx, ids, today)) {
      const data = { milestone: milestoneState(milestone), ...overdueOf(milestone, projects) };
      tx.emit(projectsEvents.milestoneOverdue.draft(milestone.id, milestone.version, data));
    }
  }
}

function overdueOf(
  { id, projectId, dueDate }: { id: string; projectId: string; dueDate: string },
  projects: Awaited<ReturnType<typeof lockProjects>>,
) {
  const project = projects.get(projectId);
  if (!project) throw new Error(`${id} is of a project that was not locked`);
  return { project: projectState(project), dueDate };
}
