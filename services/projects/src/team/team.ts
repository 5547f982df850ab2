import { conflict, invalid, type TeamMember, type TeamMemberInput } from '@closeout/contracts';
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
export const mostMembers = 200;

export function memberAnswer(member: Member): TeamMember {
  return { ...member, assignedAt: member.assignedAt.toISOString() };
}

/** Where in the request somebody is named: one user, or one of the members. */
type PointerOf = (i: number) => string;

/** @throws DomainError `member-repeated` (invalid) */
export function assertEachOnce(inputs: readonly TeamMemberInput[], pointerOf: PointerOf): void {
  const seen = new Set<string>();
  for (const [i, { userId }] of inputs.entries()) {
    if (seen.has(userId)) {
      const detail = `${userId} is named twice.`;
      throw invalid('member-repeated', detail, [{ pointer: pointerOf(i), code: 'member-repeated', detail }]);
    }
    seen.add(userId);
  }
}

/**
 * Who can be on a project's team: users who can sign in, and may see what belongs to its customer.
 * @throws DomainError `user-unknown` (invalid) with `userIds`, `user-inactive`, `member-not-cleared` (conflict)
 */
export function assertCanJoin(
  project: Pick<Project, 'number' | 'securityLevel'>,
  inputs: readonly TeamMemberInput[],
  people: ReadonlyMap<string, ReplicatedPerson>,
  pointerOf: PointerOf,
): void {
  const unknown = inputs.flatMap(({ userId }, i) =>
    people.has(userId)
      ? []
      : [{ pointer: pointerOf(i), code: 'user-unknown', detail: `There is no user ${userId}.` }],
  );
  if (unknown[0]) throw invalid('user-unknown', unknown[0].detail, unknown);
  for (const { userId } of inputs) {
    const person = people.get(userId);
    if (!person?.active) {
      throw conflict(
        'user-inactive',
        `${person?.name} is not active, so nothing can be assigned to them. Who manages users (users.manage) can activate them.`,
        { userId },
      );
    }
    if (person.clearance < project.securityLevel) {
      throw conflict(
        'member-not-cleared',
        `${person.name} would not see ${project.number}: its customer has a security level above their clearance. Who manages users (users.manage) can raise it.`,
        { userId },
      );
    }
  }
}
