import type { Tx } from '@closeout/service-kit/db';
import { milestoneColumns } from '../milestones/milestoneStore.js';
import { milestonesInOrder, type Milestone } from '../milestones/milestone.js';
import type { Project } from '../projects/project.js';
import { projectColumns } from '../projects/projectStore.js';
import { stageColumns } from '../stages/stageStore.js';
import type { Stage } from '../stages/stage.js';

/** A record whose due date has passed, and which nothing was said of yet; where the next batch goes on. */
export interface Due {
  id: string;
  projectId: string;
  dueDate: string;
}

/**
 * The conditions of the indexes stage_overdue and milestone_overdue, word for word: so PostgreSQL reads there what is overdue
 * and was not said yet, and not what has been.
 *
 * Nobody is told of what a project's end has settled. While a project is technically closed its work is over, but payments
 * are still collected.
 */
const sources = {
  stage: {
    r: 's',
    unsaid: 's.due_date IS NOT NULL AND s.completion < 100 AND s.due_date <> ALL (s.overdue_said)',
    statuses: `('ACTIVE', 'ON_HOLD')`,
  },
  milestone: {
    r: 'm',
    unsaid: `m.due_date IS NOT NULL AND m.removed_at IS NULL AND m.status <> 'PAID' AND m.due_date <> ALL (m.overdue_said)`,
    statuses: `('ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED')`,
  },
} as const;
export type Source = keyof typeof sources;

/** The next records, the longest overdue first. Without locks: what is said is decided once they are held. */
export function findDue(
  db: Pick<Tx, 'query'>,
  source: Source,
  today: string,
  after: Due | null,
  limit: number,
): Promise<Due[]> {
  const { r, unsaid, statuses } = sources[source];
  return db.query<Due>(
    `SELECT ${r}.id, ${r}.project_id AS "projectId", ${r}.due_date AS "dueDate"
     FROM ${source} ${r} JOIN project p ON p.id = ${r}.project_id
     WHERE ${unsaid} AND ${r}.due_date < $1::date AND p.status IN ${statuses}
       AND ($2::date IS NULL OR (${r}.due_date, ${r}.id) > ($2::date, $3::uuid))
     ORDER BY ${r}.due_date, ${r}.id LIMIT $4`,
    [today, after?.dueDate ?? null, after?.id ?? null, limit],
  );
}

/** Locks the projects, in the order of their ids, so that nobody changes what is told of them. */
export async function lockProjects(tx: Tx, ids: readonly string[]): Promise<Map<string, Project>> {
  const rows = await tx.query<Project>(
    `SELECT ${projectColumns} FROM project p JOIN customer c ON c.id = p.customer_id
     WHERE p.id = ANY ($1::uuid[]) ORDER BY p.id FOR NO KEY UPDATE OF p`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map((project) => [project.id, project]));
}

/** Notes that it is said of them, and returns those of which it had not been and still is to be. The caller holds the projects' locks. */
/** Only what has a due date can be overdue. */
type Overdue<Record> = Record & { dueDate: string };

function markSaid<Row>(
  tx: Tx,
  source: Source,
  columns: string,
  ids: readonly string[],
  today: string,
): Promise<Overdue<Row>[]> {
  const { r, unsaid, statuses } = sources[source];
  return tx.query<Overdue<Row>>(
    `UPDATE ${source} ${r} SET overdue_said = ${r}.overdue_said || ${r}.due_date
     FROM project p
     WHERE ${r}.id = ANY ($1::uuid[]) AND ${unsaid} AND ${r}.due_date < $2::date AND p.id = ${r}.project_id AND p.status IN ${statuses}
     RETURNING ${columns}`,
    [ids, today],
  );
}

export async function markStagesSaid(
  tx: Tx,
  ids: readonly string[],
  today: string,
): Promise<Overdue<Stage>[]> {
  return markSaid<Stage>(tx, 'stage', stageColumns, ids, today);
}

export async function markMilestonesSaid(
  tx: Tx,
  ids: readonly string[],
  today: string,
): Promise<Overdue<Milestone>[]> {
  return milestonesInOrder(await markSaid<Milestone>(tx, 'milestone', milestoneColumns, ids, today));
}
