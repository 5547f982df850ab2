import { projectsEvents } from '@closeout/contracts/events/projects';
import type { Tx } from '@closeout/service-kit/db';
import type { Kit } from '@closeout/service-kit/service';
import type { Project } from '../projects/project.js';
import { projectState } from '../projects/projectAnswer.js';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { sql } from 'kysely';
import { tables } from '../tables.js';
import { lockProject } from '../projects/projectStore.js';

const nextTeam = prepared(({ projectId }: Params<{ projectId: string }>) =>
  tables
    .updateTable('project')
    .set('team_version', (eb) => eb('team_version', '+', eb.lit(1)))
    .where('id', '=', projectId)
    .returning((eb) => [
      'team_version as teamVersion',
      sql<string[]>`ARRAY(${eb
        .selectFrom('team_member')
        .select('user_id')
        .where('project_id', '=', projectId)
        .orderBy('user_id')})`.as('memberIds'),
    ]),
);

/** Says who is on the team of a project now. The caller holds the project's lock. */
export async function sayTeam(tx: Tx, project: Project): Promise<void> {
  const [team] = await tx.run(nextTeam({ projectId: project.id }));
  if (!team) throw new Error(`${project.number} was not locked`);
  tx.emit(
    projectsEvents.teamChanged.draft(project.id, project.version, {
      project: projectState(project),
      ...team,
    }),
  );
}

/** Teams of an earlier release, which only said who came: each is said once as a whole; soon there is none left. */
export async function sayUnsaidTeams({ db }: Pick<Kit, 'db'>, signal: AbortSignal): Promise<void> {
  const unsaid = await db.run(
    tables
      .selectFrom((eb) => eb.selectFrom('team_member').select('project_id').distinct().as('t'))
      .innerJoin('project as p', 'p.id', 't.project_id')
      .select('p.id')
      .where('p.team_version', '=', 0)
      .orderBy('p.id')
      .limit(200),
  );
  for (const { id } of unsaid) {
    if (signal.aborted) return;
    await db.transaction(async (tx) => {
      const project = await lockProject(tx, id);
      if (project) await sayTeam(tx, project);
    });
  }
}
