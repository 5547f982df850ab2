import { conflict } from '@closeout/contracts/errors';
import type { TeamInput, TeamMemberInput } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { loadPeopleById } from '../people/personStore.js';
import { actorRecord } from '../projects/actorRecord.js';
import { openProject } from '../projects/openProject.js';
import { assertWritable } from '../projects/status.js';
import { sayAssigned } from './sayAssigned.js';
import { sayTeam } from './sayTeam.js';
import { assertCanJoin, assertEachOnce, maxMembers, type Member } from './team.js';
import { loadTeam, saveMembers } from './teamStore.js';

/**
 * Assigns people to a project, all or none. Who is on the team already is not assigned again; a role that is named
 * replaces theirs.
 * @returns those named, in their order
 * @throws DomainError `user-unknown`, `member-repeated` (invalid), `user-inactive`, `member-not-cleared`, `team-limit`, `project-read-only`
 *   (conflict)
 */
export async function assignMembers(
  tx: Tx,
  projectId: string,
  body: TeamInput,
  actor: Actor,
  now: Date,
): Promise<Member[]> {
  const inputs = membersOf(body);
  const named = inputs.map(({ userId }, i) => ({
    userId,
    pointer: body.members ? `/members/${i}/userId` : '/userId',
  }));
  const project = await openProject(tx, projectId, actor);
  assertWritable(project);
  assertEachOnce(named);
  const team = new Map((await loadTeam(tx, projectId)).map((member) => [member.userId, member]));
  const joining = named.filter(({ userId }) => !team.has(userId));
  const people = await loadPeopleById(
    tx,
    inputs.map(({ userId }) => userId),
  );
  assertCanJoin(project, joining, people);
  if (team.size + joining.length > maxMembers) {
    throw conflict(
      'team-limit',
      `${project.number} has ${team.size} people on its team; ${maxMembers} are as many as there can be. Take some off first (project_team.manage).`,
    );
  }
  const members = inputs.map(({ userId, role }): Member => {
    const present = team.get(userId);
    if (present) return { ...present, role: role === undefined ? present.role : role };
    const name = people.get(userId)?.name ?? '';
    return {
      userId,
      name,
      active: true,
      role: role ?? null,
      assignedAt: now,
      assignedBy: actorRecord(actor).id,
    };
  });
  await saveMembers(tx, projectId, members);
  if (joining.length > 0) await sayTeam(tx, project);
  for (const { userId } of joining) sayAssigned(tx, project, userId, 'MEMBER', actorRecord(actor).id, now);
  return members;
}

/** One or many, as a list. */
export function membersOf({ userId, role, members }: TeamInput): TeamMemberInput[] {
  return members ?? (userId === undefined ? [] : [{ userId, role }]);
}
