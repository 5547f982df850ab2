import { projectsEvents } from '@closeout/contracts';
import type { Kit, Tx } from '@closeout/service-kit';
import type { Project } from '../projects/project.js';
import { projectState } from '../projects/projectAnswer.js';
import { lockProject } from '../projects/projectStore.js';

/** Says who is on the team of a project now. The caller holds the project's lock. */
export async function sayTeam(tx: Tx, project: Project): Promise<void> {
  const [team] = await tx.query<{ teamVersion: number; memberIds: string[] }>(
    `UPDATE project SET team_version = team_version + 1 WHERE id = $1
     RETURNING team_version AS "teamVersion", ARRAY(SELECT user_id FROM team_member WHERE project_id = $1 ORDER BY user_id) AS "memberIds"`,
    [project.id],
  );
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
  const unsaid = await db.query<{ id: string }>(
    `SELECT p.id FROM (SELECT DISTINCT project_id FROM team_member) t JOIN project p ON p.id = t.project_id
     WHERE p.team_version = 0 ORDER BY p.id LIMIT 200`,
  );
  for (const { id } of unsaid) {
    if (signal.aborted) return;
    await db.transaction(async (tx) => {
      const project = await lockProject(tx, id);
      if (project) await sayTeam(tx, project);
    });
  }
}
