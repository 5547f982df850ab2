import { DomainError, invalid } from '@closeout/contracts/errors';
import type { TeamMember } from '@closeout/contracts/http/projects';
import type { ReplicatedPerson } from '../people/person.js';
import type { Project } from '../projects/project.js';

/** Somebody on a team as stored, with what is shown of them. */
export interface Member {
  userId: string;
  name: string;
  active: boolean;
  role: string | null;
  assignedAt: Date;
  assignedBy: string | null;
}

/** Every answer of a team shows them all. */
export const maxMembers = 200;

export function memberAnswer(member: Member): TeamMember {
  return { ...member, assignedAt: member.assignedAt.toISOString() };
}

/** Somebody whom a request names, and where. */
export interface Named {
  userId: string;
  pointer: string;
}

/** @throws DomainError `member-repeated` (invalid) */
export function assertEachOnce(named: readonly Named[]): void {
  const seen = new Set<string>();
  for (const { userId, pointer } of named) {
    if (seen.has(userId)) {
      const detail = `${userId} is named twice.`;
      throw invalid('member-repeated', detail, [{ pointer, code: 'member-repeated', detail }]);
    }
    seen.add(userId);
  }
}

/**
 * Who can be put on a project, as a member or to run it: users who can sign in, and may see what belongs to its customer.
 * @throws DomainError `user-unknown` (invalid), `user-inactive`, `member-not-cleared` (conflict) with `userId`
 */
export function assertCanJoin(
  project: Pick<Project, 'number' | 'securityLevel'>,
  named: readonly Named[],
  people: ReadonlyMap<string, ReplicatedPerson>,
): void {
  const unknown = named
    .filter(({ userId }) => !people.has(userId))
    .map(({ userId, pointer }) => ({
      pointer,
      code: 'user-unknown',
      detail: `There is no user ${userId}.`,
    }));
  if (unknown[0]) throw invalid('user-unknown', unknown[0].detail, unknown);
  for (const one of named) {
    const person = people.get(one.userId);
    if (!person?.active) {
      const detail = `${person?.name} is not active, so nothing can be assigned to them. Who manages users (users.manage) can activate them.`;
      throw refused('user-inactive', one, detail);
    }
    if (!isCleared(person, project)) {
      const detail = `${person.name} would not see ${project.number}: its customer has a security level above their clearance. Who manages users (users.manage) can raise it.`;
      throw refused('member-not-cleared', one, detail);
    }
  }
}

/** Whether a person may see what belongs to a project's customer. */
export function isCleared(
  { clearance }: Pick<ReplicatedPerson, 'clearance'>,
  { securityLevel }: Pick<Project, 'securityLevel'>,
): boolean {
  return clearance >= securityLevel;
}

function refused(code: 'user-inactive' | 'member-not-cleared', { userId, pointer }: Named, detail: string) {
  return new DomainError('conflict', code, {
    detail,
    errors: [{ pointer, code, detail }],
    extra: { userId },
  });
}
