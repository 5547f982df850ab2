import type { EventDraft } from '@closeout/contracts/events';
import { projectsEvents, type MilestoneState } from '@closeout/contracts/events/projects';
import type { Milestone as MilestoneAnswer } from '@closeout/contracts/http/projects';
import { fromMinor } from '@closeout/contracts/money';
import { isOverdue, type Milestone } from './milestone.js';

export function milestoneAnswer(milestone: Milestone, dueBy: string | null): MilestoneAnswer {
  const { customerId: _customer, removed: _removed, ...state } = milestoneState(milestone);
  return {
    ...state,
    type: milestone.type,
    status: milestone.status,
    paymentRequestedAt: milestone.paymentRequestedAt?.toISOString() ?? null,
    overdue: isOverdue(milestone, dueBy),
  };
}

/** The whole public state of a milestone, as events carry it. */
export function milestoneState(milestone: Milestone): MilestoneState {
  const { currency, expectedMinor, receivedMinor } = milestone;
  return {
    id: milestone.id,
    version: milestone.version,
    projectId: milestone.projectId,
    customerId: milestone.customerId,
    currency,
    type: milestone.type,
    no: milestone.no,
    label: milestone.label,
    expectedAmount: fromMinor(expectedMinor, currency),
    receivedAmount: fromMinor(receivedMinor, currency),
    remainingAmount: fromMinor(expectedMinor - receivedMinor, currency),
    status: milestone.status,
    stageId: milestone.stageId,
    dueDate: milestone.dueDate,
    paidDate: milestone.paidDate,
    removed: milestone.removedAt !== null,
  };
}

type MilestoneEvent = 'milestoneAdded' | 'milestoneUpdated' | 'milestoneRemoved' | 'paymentReceived';

export function milestoneEvent(event: MilestoneEvent, milestone: Milestone): EventDraft {
  return projectsEvents[event].draft(milestone.id, milestone.version, milestoneState(milestone));
}
