import type { ReceivedEvent, Tx } from '@closeout/service-kit';
import { z } from 'zod';

export const ProjectDeleted = z.object({ projectId: z.uuid(), version: z.int() });

/** Of news that comes beside it or after it, nothing is kept (`refuse_deleted_project`). */
export async function onProjectDeleted(
  tx: Tx,
  { data: { projectId, version } }: ReceivedEvent<z.output<typeof ProjectDeleted>>,
): Promise<void> {
  // News that is being applied at this moment: either it comes first and goes with the rest, or it waits.
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1::text, 0))', [projectId]);
  await tx.query(
    `INSERT INTO deleted_project AS known (project_id, version) VALUES ($1, $2)
      ON CONFLICT (project_id) DO UPDATE SET version = greatest(known.version, excluded.version)`,
    [projectId, version],
  );
  await tx.query(
    'WITH team AS (DELETE FROM project_team WHERE project_id = $1) DELETE FROM project WHERE id = $1',
    [projectId],
  );
}
