import { technicalClosureOperations as operations } from '@closeout/contracts/http/projects';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import { findProject } from '../projects/projectQueries.js';
import { statusConsequences } from '../projects/statusConsequences.js';
import type { ProjectsKit } from '../ProjectsKit.js';
import { closeTechnically } from './closeTechnically.js';
import { technicalClosure } from './pendingQueries.js';

export function technicalClosureRoutes(router: Router, kit: ProjectsKit): void {
  const { prisma, db, transaction, clock, peer } = kit;

  query(router, operations.getTechnicalClosure, async ({ params, actor }) =>
    technicalClosure(db, await findProject(prisma, params.id, actor), actor),
  );

  command(
    router,
    operations.closeTechnically,
    transaction,
    (tx, { params, body, ifMatch, actor }) =>
      closeTechnically(tx, params.id, body, ifMatch, actor, clock.moment()),
    { dryRun: { consequences: statusConsequences, notifications: peer('notifications') } },
  );
}
