import { projectsEvents, type Deliverable as DeliverableAnswer, type EventDraft } from '@closeout/contracts';
import { following, isOverdue, type Deliverable } from './deliverable.js';

export function deliverableAnswer(deliverable: Deliverable, dueBy: string | null): DeliverableAnswer {
  return {
    ...deliverable,
    overdue: isOverdue(deliverable, dueBy),
    actions: following(deliverable.status),
  };
}

export function deliverableEvent(
  event: 'deliverableAdded' | 'deliverableUpdated',
  deliverable: Deliverable,
): EventDraft {
  return {
    type: projectsEvents[event].type,
    subject: deliverable.id,
    aggregateVersion: deliverable.version,
    data: deliverable,
  };
}
