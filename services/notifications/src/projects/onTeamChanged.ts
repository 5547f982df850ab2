import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import { excluded, type Params, prepared } from '@closeout/service-kit/sql';
import { type Expression, sql } from 'kysely';
import { z } from 'zod';
import { tables } from '../tables.js';
import { keepProject, ProjectSeen } from './onProjectChanged.js';

export const TeamChanged = z.object({
  project: ProjectSeen,
  teamVersion: z.int(),
  memberIds: z.array(z.uuid()),
});

interface Team {
  projectId: string;
  version: number;
  memberIds: string[];
}

/** Of a project that is known: none of one that was deleted. */
const saveTeam = prepared(({ projectId, version, memberIds }: Params<Team>) =>
  tables
    .insertInto('project_team')
    .columns(['project_id', 'version', 'member_ids'])
    .expression((eb) =>
      eb
        .selectFrom('project')
        .select(['id', eb.cast<number>(version, 'integer').as('version'), uuids(memberIds).as('members')])
        .where('id', '=', projectId),
    )
    .onConflict((on) =>
      on
        .column('project_id')
        .doUpdateSet((eb) => excluded(eb, ['version', 'member_ids']))
        .whereRef('project_team.version', '<', 'excluded.version'),
    ),
);

const uuids = (ids: Expression<string[]>) => sql<string[]>`${ids}::uuid[]`;

export async function onTeamChanged(
  tx: Tx,
  { data }: ReceivedEvent<z.output<typeof TeamChanged>>,
): Promise<void> {
  await keepProject(tx, data.project);
  const { project, teamVersion, memberIds } = data;
  await tx.run(saveTeam({ projectId: project.id, version: teamVersion, memberIds }));
}
