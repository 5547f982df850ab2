import type { DeliverableInput } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Tx } from '@closeout/service-kit/db';
import { openProject } from '../projects/openProject.js';
import { assertAllows } from '../projects/status.js';
import type { Deliverable } from './deliverable.js';
import { deliverableEvent } from './deliverableAnswer.js';
import { insertDeliverable } from './deliverableStore.js';

/** @throws DomainError `project-not-found`, `project-read-only`, `project-status-forbids` */
export async function addDeliverable(
  tx: Tx,
  projectId: string,
  input: DeliverableInput,
  actor: Actor,
  now: Date,
): Promise<Deliverable> {
  assertAllows(await openProject(tx, projectId, actor), 'delivery');
  const deliverable: Deliverable = {
    id: newId(),
    version: 1,
    projectId,
    name: input.name,
    description: input.description ?? null,
    dueDate: input.dueDate ?? null,
    status: 'INITIAL',
  };
  await insertDeliverable(tx, deliverable, now);
  tx.emit(deliverableEvent('deliverableAdded', deliverable));
  return deliverable;
}
