import type { ReceivedEvent, Tx } from '@closeout/service-kit';
import { z } from 'zod';
import { keepProject, ProjectSeen } from './onProjectChanged.js';

export const TeamChanged = z.object({
  project: ProjectSeen,
  teamVersion: z.int(),
  memberIds: z.array(z.uuid()),
});

export async function onTeamChanged(
  tx: Tx,
  { data }: ReceivedEvent<z.output<typeof TeamChanged>>,
): Promise<void> {
  await keepProject(tx, data.project);
  await tx.query(
    `INSERT INTO project_team AS t (project_id, version, member_ids) SELECT $1::uuid, $2::int, $3::uuid[]
      WHERE EXISTS (SELECT FROM project WHERE id = $1::uuid)
      ON CONFLICT (project_id) DO UPDATE SET version = excluded.version, member_ids = excluded.member_ids
      WHERE t.version < excluded.version`,
    [data.project.id, data.teamVersion, data.memberIds],
  );
}
