import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { createService, type Clock, type Logger, type Service } from '@closeout/service-kit';
import express from 'express';
import type { ProjectsConfig } from './config.js';
import { documentRoutes } from './documents/routes.js';
import { PrismaClient } from './generated/prisma/client.js';
import { milestoneRoutes } from './milestones/routes.js';
import { paymentRoutes } from './payments/routes.js';
import type { ProjectsKit } from './ProjectsKit.js';
import { internalProjectRoutes } from './projects/internalRoutes.js';
import { projectRoutes, statusRoutes } from './projects/routes.js';
import { billing } from './subscriptions.js';

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
    subscriptions: { billing },
    routes(kit) {
      const projects: ProjectsKit = {
        db: kit.db,
        clock: kit.clock,
        peer: (name) => kit.peer(name),
        prisma: new PrismaClient({ adapter: new PrismaPg(kit.db.pool) }),
        transaction: (run) => kit.db.transaction(run),
      };
      const [api, internal] = [express.Router(), express.Router()];
      projectRoutes(api, projects);
      statusRoutes(api, projects);
      milestoneRoutes(api, projects);
      paymentRoutes(api, projects);
      documentRoutes(api, projects);
      internalProjectRoutes(internal, projects);
      return { public: api, internal };
    },
  });
}
