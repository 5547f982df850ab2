import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Clock } from '@closeout/service-kit/db';
import type { Logger } from '@closeout/service-kit/observability';
import { createService, type Service } from '@closeout/service-kit/service';
import express from 'express';
import { budgetNodeRoutes } from './budgetNodes/routes.js';
import { checklistRoutes } from './checklist/routes.js';
import type { ProjectsConfig } from './config.js';
import { repeatRequests } from './financialClosure/repeatRequests.js';
import { closureMetrics } from './financialClosure/closureMetrics.js';
import { financialClosureRoutes } from './financialClosure/routes.js';
import { giveUpForgotten } from './deletions/deleteProject.js';
import { deletionRoutes } from './deletions/routes.js';
import { completeCustomers } from './customers/completeCustomers.js';
import { deliverableRoutes } from './deliverables/routes.js';
import { documentRoutes } from './documents/routes.js';
import { expenseRoutes } from './expenses/routes.js';
import { PrismaClient } from './generated/prisma/client.js';
import { milestoneRoutes } from './milestones/routes.js';
import { sayOverdue } from './overdue/sayOverdue.js';
import { paymentRoutes } from './payments/routes.js';
import type { ProjectsKit } from './ProjectsKit.js';
import { progressRoutes } from './progress/routes.js';
import { internalProjectRoutes } from './projects/internalRoutes.js';
import { projectRoutes, statusRoutes } from './projects/routes.js';
import { resyncParts } from './restore/resyncParts.js';
import { stageRoutes } from './stages/routes.js';
import { billing, gateway } from './subscriptions.js';
import { summaryRoutes } from './summary/routes.js';
import { sayUnsaidTeams } from './team/sayTeam.js';
import { teamRoutes } from './team/routes.js';
import { technicalClosureRoutes } from './technicalClosure/routes.js';
import { timeEntryRoutes } from './timeEntries/routes.js';

export interface ProjectsOptions {
  config: ProjectsConfig;
  clock?: Clock;
  log?: Logger;
}

/** The whole service. Any number of them may run on one database. */
export function createProjects({ config, clock, log }: ProjectsOptions): Service<ProjectsConfig> {
  return createService<ProjectsConfig>({
    name: 'projects',
    config,
    clock,
    log,
    migrations: join(import.meta.dirname, '../prisma/migrations'),
    resync: resyncParts,
    subscriptions: (kit) => ({ billing: billing(kit.clock), gateway }),
    routes(kit) {
      const projects: ProjectsKit = {
        db: kit.db,
        clock: kit.clock,
        peer: (name) => kit.peer(name),
        prisma: new PrismaClient({ adapter: new PrismaPg(kit.db.pool) }),
        transaction: (run) => kit.db.transaction(run),
      };
      const [api, internal] = [express.Router(), express.Router()];
      // Before the route of one project, whose path it would be.
      summaryRoutes(api, projects);
      projectRoutes(api, projects);
      deletionRoutes(api, projects);
      statusRoutes(api, projects, config.CLOSURE_ASK_AGAIN_MS);
      milestoneRoutes(api, projects);
      paymentRoutes(api, projects);
      documentRoutes(api, projects);
      financialClosureRoutes(api, projects, config.CLOSURE_ASK_AGAIN_MS);
      budgetNodeRoutes(api, projects);
      checklistRoutes(api, projects);
      stageRoutes(api, projects);
      progressRoutes(api, projects);
      teamRoutes(api, projects);
      deliverableRoutes(api, projects);
      expenseRoutes(api, projects);
      timeEntryRoutes(api, projects);
      technicalClosureRoutes(api, projects);
      internalProjectRoutes(internal, projects);
      closureMetrics(kit);
      kit.schedule(
        'ask-billing-again',
        Math.min(config.CLOSURE_ASK_AGAIN_MS / 4, 5_000),
        (signal) => repeatRequests(kit, config.CLOSURE_ASK_AGAIN_MS, signal),
        { oneReplica: true },
      );
      kit.schedule('complete-customers', 5_000, (signal) => completeCustomers(kit, signal), {
        oneReplica: true,
      });
      kit.schedule('say-teams', 30_000, (signal) => sayUnsaidTeams(kit, signal), { oneReplica: true });
      kit.schedule('give-up-deletions', 30_000, (signal) => giveUpForgotten(kit, signal), {
        oneReplica: true,
      });
      return { public: api, internal };
    },
    async onStart(kit) {
      const everyMs = config.OVERDUE_EVERY_SECONDS * 1000;
      kit.schedule('say-overdue', everyMs, (signal) => sayOverdue(kit, signal), { oneReplica: true });
    },
  });
}
