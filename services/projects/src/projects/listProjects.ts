import type { ProjectListQuery, ProjectSummary } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Database } from '@closeout/service-kit/db';
import type { Project } from './project.js';
import { projectSummary } from './projectAnswer.js';
import { nextCursor } from './projectListOrder.js';
import { listStatement, startsWithNext, type ListViewer, type Reach } from './projectListStatement.js';
import { sightOf } from './sight.js';
import { viewerOf } from './visibleProjects.js';

/** So many hits among the next projects promise that the list's order leads to a full page. */
const promising = 3;

const ofNobody = { projectManagerId: null, technicalManagerId: null };

/** A page of the projects that the actor may see. */
export async function listProjects(
  db: Pick<Database, 'pool'>,
  query: ProjectListQuery,
  actor: Actor,
  today: string,
): Promise<{ items: ProjectSummary[]; nextCursor: string | null }> {
  const viewer = {
    ...viewerOf(actor),
    // Of a project that nobody runs: what they see of every one.
    seesMoney: sightOf(actor, ofNobody).money,
  };
  const rows = await findPage(db, query, viewer, today);
  const page = rows.slice(0, query.limit);
  return {
    items: page.map((project) => projectSummary(project, sightOf(actor, project), today)),
    nextCursor: rows.length > query.limit ? nextCursor(query.sort, page.at(-1) as Project) : null,
  };
}

async function findPage(
  { pool }: Pick<Database, 'pool'>,
  query: ProjectListQuery,
  viewer: ListViewer,
  today: string,
): Promise<Project[]> {
  const read = async (reach: Reach): Promise<Project[]> => {
    const statement = listStatement(query, viewer, today, reach);
    // Not prepared by name: the best plan depends on what is searched for, and a prepared statement soon gets one for all.
    return statement === null ? [] : (await pool.query<Project>(statement.text, statement.values)).rows;
  };
  if (!startsWithNext(query, viewer)) return read('order');
  const next = await read('next');
  if (next.length > query.limit) return next;
  return read(next.length >= promising ? 'order' : 'words');
}
