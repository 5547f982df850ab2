import type { ReceivedEvent, Tx } from '@closeout/service-kit';
import { z } from 'zod';

export const ProjectDeleted = z.object({ projectId: z.uuid() });

export async function onProjectDeleted(
  tx: Tx,
  { data }: ReceivedEvent<z.output<typeof ProjectDeleted>>,
): Promise<void> {
  await tx.query('DELETE FROM project WHERE id = $1', [data.projectId]);
}
