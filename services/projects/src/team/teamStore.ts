import type { Queryable, Tx } from '@closeout/service-kit/db';
import { excluded, insertRows, type Params, prepared } from '@closeout/service-kit/sql';
import { tables } from '../tables.js';
import type { Member } from './team.js';

const find = prepared(({ projectId }: Params<{ projectId: string }>) =>
  tables
    .selectFrom('team_member as t')
    .innerJoin('person as p', 'p.id', 't.user_id')
    .select(['t.user_id as userId', 'p.name', 'p.active', 't.role'])
    .select(['t.assigned_at as assignedAt', 't.assigned_by as assignedBy'])
    .where('t.project_id', '=', projectId)
    .orderBy('t.assigned_at')
    .orderBy('t.user_id'),
);

/** Everybody on the team of a project, in the order in which they came. */
export function loadTeam(db: Queryable, projectId: string): Promise<Member[]> {
  return db.run(find({ projectId }));
}

const insertMembers = insertRows(
  tables.insertInto('team_member'),
  { project_id: 'uuid', user_id: 'uuid', role: 'text', assigned_at: 'timestamptz', assigned_by: 'uuid' },
  (insert) =>
    insert.onConflict((on) =>
      on.columns(['project_id', 'user_id']).doUpdateSet((eb) => excluded(eb, ['role'])),
    ),
);

/** Adds members, or changes the role of those who are on the team. The caller holds the project's lock. */
export async function saveMembers(tx: Tx, projectId: string, members: readonly Member[]): Promise<void> {
  const rows = members.map(({ userId, role, assignedAt, assignedBy }) => ({
    ...{ project_id: projectId, user_id: userId, role },
    ...{ assigned_at: assignedAt, assigned_by: assignedBy },
  }));
  await tx.run(insertMembers(rows));
}

/** @returns whether they were on the team */
export async function deleteMember(tx: Tx, projectId: string, userId: string): Promise<boolean> {
  const rows = await tx.run(
    tables
      .deleteFrom('team_member')
      .where('project_id', '=', projectId)
      .where('user_id', '=', userId)
      .returning('user_id'),
  );
  return rows.length > 0;
}
