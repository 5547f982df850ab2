import { projectsEvents as said } from '@closeout/contracts/events/projects';
import { sellerClock, systemClock, type SellerClock } from '@closeout/service-kit/db';
import { consumedSchemas, type Subscriptions } from '@closeout/service-kit/messaging';
import { onClosureRequested } from './closures/onClosureRequested.js';
import { onClosureWithdrawn } from './closures/onClosureWithdrawn.js';
import { onProjectDeleted } from './deletions/onProjectDeleted.js';
import { onPaymentRequested } from './paymentRequests/onPaymentRequested.js';
import { onBudgetNodeChanged } from './projects/budgetNodes.js';
import { onMilestoneChanged } from './projects/onMilestoneChanged.js';
import { onProjectChanged, onProjectStatusChanged } from './projects/onProjectChanged.js';
import { onProjectsRecordsLost } from './restore/onRecordsLost.js';

/**
 * What projects says and billing listens to: replicas of projects and milestones, payments that are requested, and questions about
 * closures.
 */
export const subscriptions = (clock: SellerClock, legalEntity: string): Subscriptions => ({
  [said.projectCreated.type]: onProjectChanged,
  [said.projectUpdated.type]: onProjectChanged,
  [said.projectStatusChanged.type]: onProjectStatusChanged,
  [said.projectDeleted.type]: onProjectDeleted,
  [said.milestoneAdded.type]: onMilestoneChanged,
  [said.milestoneUpdated.type]: onMilestoneChanged,
  [said.milestoneRemoved.type]: onMilestoneChanged,
  [said.paymentReceived.type]: onMilestoneChanged,
  [said.budgetNodeUpdated.type]: onBudgetNodeChanged,
  [said.paymentRequested.type]: onPaymentRequested(clock, legalEntity),
  [said.closureRequested.type]: onClosureRequested(clock),
  [said.closureWithdrawn.type]: onClosureWithdrawn,
  [said.recordsLost.type]: onProjectsRecordsLost,
});

/** The smallest schema that billing needs of each event; producers are tested against them. */
export const consumes = consumedSchemas(subscriptions(sellerClock(systemClock, 'UTC'), ''));
