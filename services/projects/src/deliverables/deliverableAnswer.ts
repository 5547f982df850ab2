import type { EventDraft } from '@closeout/contracts/events';
import { projectsEvents } from '@closeout/contracts/events/projects';
import type { Deliverable as DeliverableAnswer } from '@closeout/contracts/http/projects';
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
  return projectsEvents[event].draft(deliverable.id, deliverable.version, deliverable);
}
