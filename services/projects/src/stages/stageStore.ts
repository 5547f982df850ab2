import type { Tx } from '@closeout/service-kit/db';
import { overallCompletion, type Stage } from './stage.js';

/** What makes a `Stage` of the row s. */
export const stageColumns = `
  s.id, s.version, s.project_id AS "projectId", s.name, s.description, s.place AS "order", s.due_date AS "dueDate", s.weight, s.completion,
  ARRAY(SELECT d.depends_on FROM stage_dependency d WHERE d.stage_id = s.id ORDER BY d.depends_on) AS "dependsOn"`;

/** The stages of a project, in their order. */
export function loadStages(db: Pick<Tx, 'query'>, projectId: string): Promise<Stage[]> {
  return db.query<Stage>(`SELECT ${stageColumns} FROM stage s WHERE s.project_id = $1 ORDER BY s.place`, [
    projectId,
  ]);
}

/** One stage of a project, or null. */
export async function loadStage(db: Pick<Tx, 'query'>, projectId: string, id: string): Promise<Stage | null> {
  const rows = await db.query<Stage>(
    `SELECT ${stageColumns} FROM stage s WHERE s.id = $1 AND s.project_id = $2`,
    [id, projectId],
  );
  return rows[0] ?? null;
}

/** The caller holds the project's lock, here and below. */
export async function insertStage(tx: Tx, stage: Stage, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO stage (id, project_id, name, description, place, due_date, weight, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[
        stage.id,
        stage.projectId,
        stage.name,
        stage.description,
        stage.order,
        stage.dueDate,
        stage.weight,
        now,
      ],
    ],
  );
  await saveDependencies(tx, stage);
}

/** Saves stages that changed, in one statement, so that their places may be exchanged. */
export async function saveStages(tx: Tx, stages: readonly Stage[]): Promise<void> {
  if (stages.length === 0) return;
  await tx.query(
    `UPDATE stage s SET version = n.version, name = n.name, description = n.description, place = n.place, due_date = n.due,
       weight = n.weight, completion = n.completion
     FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::int[], $6::date[], $7::int[], $8::smallint[])
       AS n (id, version, name, description, place, due, weight, completion)
     WHERE s.id = n.id`,
    [
      stages.map((stage) => stage.id),
      stages.map((stage) => stage.version),
      stages.map((stage) => stage.name),
      stages.map((stage) => stage.description),
      stages.map((stage) => stage.order),
      stages.map((stage) => stage.dueDate),
      stages.map((stage) => stage.weight),
      stages.map((stage) => stage.completion),
    ],
  );
}

export async function saveDependencies(tx: Tx, stage: Stage): Promise<void> {
  await tx.query(
    `WITH gone AS (DELETE FROM stage_dependency WHERE stage_id = $2 AND depends_on <> ALL ($3::uuid[]))
     INSERT INTO stage_dependency (project_id, stage_id, depends_on) SELECT $1, $2, unnest($3::uuid[]) ON CONFLICT DO NOTHING`,
    [stage.projectId, stage.id, stage.dependsOn],
  );
}

/** Takes a stage out. Milestones that were removed may still refer to it: should a late document bring one back, it has no stage. */
export async function deleteStage(tx: Tx, id: string): Promise<void> {
  await tx.query('UPDATE milestone SET stage_id = NULL WHERE stage_id = $1 AND removed_at IS NOT NULL', [id]);
  await tx.query('DELETE FROM stage WHERE id = $1', [id]);
}

/** Keeps what lists show of a project's stages. */
export async function refreshCompletion(tx: Tx, projectId: string, stages: readonly Stage[]): Promise<void> {
  await tx.query(
    'UPDATE project SET completion_hundredths = $2 WHERE id = $1 AND completion_hundredths <> $2',
    [projectId, overallCompletion(stages)],
  );
}
