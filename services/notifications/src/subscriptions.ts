import { billingEvents } from '@closeout/contracts/events/billing';
import { gatewayEvents } from '@closeout/contracts/events/gateway';
import { projectsEvents } from '@closeout/contracts/events/projects';
import type { Clock } from '@closeout/service-kit/db';
import { consumedSchemas, on, type Subscriptions } from '@closeout/service-kit/messaging';
import { MemberAssigned, onMemberAssigned } from './assignments/onMemberAssigned.js';
import { BudgetThresholdPassed, onBudgetThresholdPassed } from './budgets/onBudgetThresholdPassed.js';
import { ClosureStalled, onClosureStalled } from './closures/onClosureStalled.js';
import { CpoSeen } from './cpos/cpo.js';
import { onCpoMismatchFound, onCpoMismatchReported, onCpoMismatchResolved } from './cpos/onCpoMismatch.js';
import { onCpoVersionCreated } from './cpos/onCpoVersionCreated.js';
import { CustomerSeen, onCustomerChanged } from './customers/onCustomerChanged.js';
import type { Mailing } from './emails/mailing.js';
import { teller } from './emails/tell.js';
import { MilestoneOverdue, onMilestoneOverdue, onStageOverdue, StageOverdue } from './overdue/onOverdue.js';
import { onRoleChanged, RoleSeen } from './people/onRoleChanged.js';
import { onUserChanged, UserSeen } from './people/onUserChanged.js';
import {
  onProjectChanged,
  onProjectStatusChanged,
  ProjectSeen,
  ProjectStatusSeen,
} from './projects/onProjectChanged.js';
import { onProjectCreated, ProjectCreated } from './projects/onProjectCreated.js';
import { onRecordsLost } from './restore/onRecordsLost.js';
import { onProjectDeleted, ProjectDeleted } from './projects/onProjectDeleted.js';
import { onTeamChanged, TeamChanged } from './projects/onTeamChanged.js';
import { onReceiptIssued, ReceiptIssued } from './receipts/onReceiptIssued.js';
import { onReceiptReversed, ReceiptReversed } from './receipts/onReceiptReversed.js';

/** Event → handler: the replicas, and who is told of what. The feed takes every event besides, by itself. */
export function subscriptions(
  mailing: Mailing,
  clock: Clock,
): Record<'gateway' | 'billing' | 'projects', Subscriptions> {
  const tell = teller(mailing, clock);
  return {
    gateway: {
      [gatewayEvents.userCreated.type]: on(UserSeen, onUserChanged),
      [gatewayEvents.userUpdated.type]: on(UserSeen, onUserChanged),
      [gatewayEvents.roleCreated.type]: on(RoleSeen, onRoleChanged),
      [gatewayEvents.roleUpdated.type]: on(RoleSeen, onRoleChanged),
      [gatewayEvents.recordsLost.type]: onRecordsLost,
    },
    billing: {
      [billingEvents.recordsLost.type]: onRecordsLost,
      [billingEvents.customerCreated.type]: on(CustomerSeen, onCustomerChanged),
      [billingEvents.customerUpdated.type]: on(CustomerSeen, onCustomerChanged),
      [billingEvents.receiptIssued.type]: on(ReceiptIssued, onReceiptIssued(tell)),
      [billingEvents.receiptReversed.type]: on(ReceiptReversed, onReceiptReversed(tell)),
      [billingEvents.cpoVersionCreated.type]: on(CpoSeen, onCpoVersionCreated(tell)),
      [billingEvents.cpoMismatchFound.type]: on(CpoSeen, onCpoMismatchFound(tell)),
      [billingEvents.cpoMismatchReported.type]: on(CpoSeen, onCpoMismatchReported(tell)),
      [billingEvents.cpoMismatchResolved.type]: on(CpoSeen, onCpoMismatchResolved(tell)),
    },
    projects: {
      [projectsEvents.recordsLost.type]: onRecordsLost,
      [projectsEvents.projectCreated.type]: on(ProjectCreated, onProjectCreated(tell)),
      [projectsEvents.projectUpdated.type]: on(ProjectSeen, onProjectChanged),
      [projectsEvents.projectStatusChanged.type]: on(ProjectStatusSeen, onProjectStatusChanged),
      [projectsEvents.teamChanged.type]: on(TeamChanged, onTeamChanged),
      [projectsEvents.projectDeleted.type]: on(ProjectDeleted, onProjectDeleted),
      [projectsEvents.memberAssigned.type]: on(MemberAssigned, onMemberAssigned(tell)),
      [projectsEvents.milestoneOverdue.type]: on(MilestoneOverdue, onMilestoneOverdue(tell)),
      [projectsEvents.stageOverdue.type]: on(StageOverdue, onStageOverdue(tell)),
      [projectsEvents.budgetThresholdPassed.type]: on(BudgetThresholdPassed, onBudgetThresholdPassed(tell)),
      [projectsEvents.closureStalled.type]: on(ClosureStalled, onClosureStalled(tell)),
    },
  };
}

const none: Mailing = {
  ...{ publicUrl: '', mailDomain: '', language: 'en' },
  ...{ maxAgeMs: 0, patienceMs: 0, startedAt: new Date(0) },
};

/** The smallest schema that is needed of each event; producers are tested against them. */
export const consumes = consumedSchemas(...Object.values(subscriptions(none, { now: () => new Date(0) })));
