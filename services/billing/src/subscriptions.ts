import { projectsEvents as said } from '@closeout/contracts';
import { consumedSchemas, type Subscriptions } from '@closeout/service-kit';
import { onMilestoneChanged } from './projects/onMilestoneChanged.js';
import { onProjectChanged, onProjectStatusChanged } from './projects/onProjectChanged.js';

/** What billing listens to: its replicas of projects and milestones. */
export const subscriptions: { projects: Subscriptions } = {
  projects: {
    [said.projectCreated.type]: onProjectChanged,
    [said.projectUpdated.type]: onProjectChanged,
    [said.projectStatusChanged.type]: onProjectStatusChanged,
    [said.milestoneAdded.type]: onMilestoneChanged,
    [said.milestoneUpdated.type]: onMilestoneChanged,
    [said.milestoneRemoved.type]: onMilestoneChanged,
    [said.paymentReceived.type]: onMilestoneChanged,
  },
};

/** The smallest schema that billing needs of each event; producers are tested against them. */
export const consumes = consumedSchemas(subscriptions.projects);
