import { summaryOperations } from '@closeout/contracts/http/projects';
import { query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { ProjectsKit } from '../ProjectsKit.js';
import { findSummary } from './findSummary.js';

export function summaryRoutes(router: Router, { db, clock }: ProjectsKit): void {
  query(router, summaryOperations.getProjectsSummary, ({ actor }) => findSummary(db, actor, clock.today()));
}
