import type { SellerClock } from '@closeout/service-kit/db';
import { on, type Handler } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import { applyMilestone, ReplicatedMilestone } from '../projects/onMilestoneChanged.js';
import { applyProject, ReplicatedProject } from '../projects/onProjectChanged.js';
import { draftRequested } from './draftRequested.js';

const Request = z.object({
  project: ReplicatedProject,
  milestone: ReplicatedMilestone,
  requestedAt: z.iso.datetime(),
});

/** The event may be the first that is heard of project and milestone; what is newer is kept. */
export const onPaymentRequested = (clock: SellerClock, legalEntity: string): Handler =>
  on(Request, async (tx, { data: { project, milestone, requestedAt } }) => {
    const moment = clock.moment();
    await applyProject(tx, project, moment.now);
    await applyMilestone(tx, milestone, moment.now);
    const { id: projectId, customerId, currency } = project;
    const payment = { milestoneId: milestone.id, projectId, customerId, currency };
    await draftRequested(tx, { ...payment, requestedAt: new Date(requestedAt) }, { legalEntity, ...moment });
  });
