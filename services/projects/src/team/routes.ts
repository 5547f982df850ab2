import { teamOperations as operations } from '@closeout/contracts/http/projects';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { ProjectsKit } from '../ProjectsKit.js';
import { fetchPeople, isUnknownUser } from '../people/fetchPeople.js';
import { findProject } from '../projects/projectQueries.js';
import { assignMembers, membersOf } from './assignMembers.js';
import { removeMember } from './removeMember.js';
import { memberAnswer } from './team.js';
import { loadTeam } from './teamStore.js';

export function teamRoutes(router: Router, kit: ProjectsKit): void {
  const { prisma, db, transaction, clock } = kit;

  query(router, operations.listTeam, async ({ params, actor }) => {
    await findProject(prisma, params.id, actor);
    return { items: (await loadTeam(db, params.id)).map(memberAnswer), nextCursor: null };
  });

  command(
    router,
    operations.assignMembers,
    transaction,
    async (tx, { params, body, actor }) => {
      const items = (await assignMembers(tx, params.id, body, actor, clock.now())).map(memberAnswer);
      const [only] = items;
      return body.members === undefined && only ? only : { items, nextCursor: null };
    },
    {
      // A user who was made a moment ago must not be refused because the news of them is still under way.
      recover: async (error, { body }) =>
        isUnknownUser(error) &&
        fetchPeople(
          kit,
          membersOf(body).map(({ userId }) => userId),
        ),
    },
  );

  command(router, operations.removeMember, transaction, async (tx, { params, actor }) => {
    await removeMember(tx, params.id, params.userId, actor);
  });
}
