import type { Tx } from '@closeout/service-kit';
import type { Member } from './team.js';

/** Everybody on the team of a project, in the order in which they came. */
export function loadTeam(db: Pick<Tx, 'query'>, projectId: string): Promise<Member[]> {
  return db.query<Member>(
    `SELECT t.user_id AS "userId", p.name, p.active, t.role, t.assigned_at AS "assignedAt", t.assigned_by AS "assignedBy"
     FROM team_member t JOIN person p ON p.id = t.user_id
     WHERE t.project_id = $1 ORDER BY t.assigned_at, t.user_id`,
    [projectId],
  );
}

/** Adds members, or changes the role of those who are on the team. The caller holds the project's lock. */
export async function saveMembers(tx: Tx, projectId: string, members: readonly Member[]): Promise<void> {
  await tx.query(
    `INSERT INTO team_member (project_id, user_id, role, assigned_at, assigned_by)
     SELECT $1, m.id, m.role, m.at, m.by FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::uuid[]) AS m (id, role, at, by)
     ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role`,
    [
      projectId,
      members.map((member) => member.userId),
      members.map((member) => member.role),
      members.map((member) => member.assignedAt),
      members.map((member) => member.assignedBy),
    ],
  );
}

/** @returns whether they were on the team */
export async function deleteMember(tx: Tx, projectId: string, userId: string): Promise<boolean> {
  const rows = await tx.query(
    'DELETE FROM team_member WHERE project_id = $1 AND user_id = $2 RETURNING user_id',
    [projectId, userId],
  );
  return rows.length > 0;
}
