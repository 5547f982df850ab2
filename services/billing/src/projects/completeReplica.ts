import type { Database } from '@closeout/service-kit/db';
import type { Peer } from '@closeout/service-kit/http';
import { fetchProject } from './askOwner.js';

/** Asks the owner of projects that an earlier release took less of than is needed now; soon there is none left. */
export async function completeReplica(db: Database, projects: Peer, signal: AbortSignal): Promise<void> {
  const incomplete = await db.query<{ id: string }>(
    'SELECT project_id AS id FROM project_replica WHERE budget_minor IS NULL ORDER BY project_id LIMIT 200',
  );
  for (const { id } of incomplete) {
    if (signal.aborted) return;
    await fetchProject(db, projects, id);
  }
}
