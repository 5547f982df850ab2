import type { ReceivedEvent, Tx } from '@closeout/service-kit';
import { z } from 'zod';

export const ProjectDeleted = z.object({ projectId: z.uuid() });

export async function onProjectDeleted(
  tx: Tx,
  { data }: ReceivedEvent<z.output<typeof ProjectDeleted>>,
): Promise<void> {
  await tx.query(
    'WITH team AS (DELETE FROM project_team WHERE project_id = $1) DELETE FROM project WHERE id = $1',
    [data.projectId],
  );
}
