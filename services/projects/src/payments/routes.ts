import { paymentOperations as operations } from '@closeout/contracts/http/projects';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { ProjectsKit } from '../ProjectsKit.js';
import { addMilestone } from '../milestones/addMilestone.js';
import { findMilestones } from '../milestones/milestoneQueries.js';
import { dueBy } from '../projects/status.js';
import { paymentAnswer } from './payment.js';

export function paymentRoutes(router: Router, { prisma, transaction, clock }: ProjectsKit): void {
  query(router, operations.listPayments, async ({ params, actor }) => {
    const { project, milestones } = await findMilestones(prisma, params.id, actor);
    const until = dueBy(project, clock.today());
    return { items: milestones.map((milestone) => paymentAnswer(milestone, until)), nextCursor: null };
  });

  command(router, operations.addPayment, transaction, async (tx, { params, body, actor }) => {
    const { amount, ...rest } = body;
    const milestone = await addMilestone(
      tx,
      params.id,
      { ...rest, type: 'PROGRESS', expectedAmount: amount },
      actor,
      clock.now(),
    );
    return paymentAnswer(milestone, clock.today());
  });
}
