import type { ProjectListQuery, ProjectSummary } from '@closeout/contracts';
import type { Actor, Database } from '@closeout/service-kit';
import type { Project } from './project.js';
import { projectSummary } from './projectAnswer.js';
import { listStatement, nextCursor } from './projectListStatement.js';

/** A page of the projects that the actor may see. */
export async function listProjects(
  db: Pick<Database, 'pool'>,
  query: ProjectListQuery,
  actor: Actor,
  today: string,
): Promise<{ items: ProjectSummary[]; nextCursor: string | null }> {
  const statement = listStatement(
    query,
    { id: actor.id, seesAll: actor.permissions.has('projects.view'), clearance: actor.clearance },
    today,
  );
  if (statement === null) return { items: [], nextCursor: null };
  // Not prepared by name: the best plan depends on what is searched for, and a prepared statement soon gets one for all.
  const { rows } = await db.pool.query<Project>(statement.text, statement.values);
  const page = rows.slice(0, query.limit);
  return {
    items: page.map((project) => projectSummary(project, today)),
    nextCursor: rows.length > query.limit ? nextCursor(query.sort, page.at(-1) as Project) : null,
  };
}
