import type { Payment } from '@closeout/contracts/http/projects';
import { fromMinor } from '@closeout/contracts/money';
import { isOverdue, type Milestone } from '../milestones/milestone.js';

/** A milestone as a stage payment: paid, overdue, or else pending. */
export function paymentAnswer(milestone: Milestone, dueBy: string | null): Payment {
  return {
    id: milestone.id,
    version: milestone.version,
    label: milestone.label,
    amount: fromMinor(milestone.expectedMinor, milestone.currency),
    currency: milestone.currency,
    status: paymentStatus(milestone, dueBy),
    stageId: milestone.stageId,
    dueDate: milestone.dueDate,
    paidDate: milestone.paidDate,
    receivedAmount: fromMinor(milestone.receivedMinor, milestone.currency),
  };
}

function paymentStatus(milestone: Milestone, dueBy: string | null): Payment['status'] {
  if (milestone.status === 'PAID') return 'PAID';
  return isOverdue(milestone, dueBy) ? 'OVERDUE' : 'PENDING';
}
