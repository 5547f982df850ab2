import type { DeliverablePatch } from '@closeout/contracts/http/projects';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { openProject } from '../projects/openProject.js';
import { assertAllows } from '../projects/status.js';
import { patched, type Deliverable } from './deliverable.js';
import { deliverableEvent } from './deliverableAnswer.js';
import { findDeliverable } from './deliverableQueries.js';
import { saveDeliverable } from './deliverableStore.js';

/**
 * Changes a deliverable or its status. A patch that changes nothing makes no new version and says nothing.
 * @throws DomainError `deliverable-not-found`, `deliverable-transition-not-allowed`, `deliverable-final`, `project-read-only`,
 *   `project-status-forbids`, `stale-version`
 */
export async function updateDeliverable(
  tx: Tx,
  place: { projectId: string; id: string },
  patch: DeliverablePatch,
  ifMatch: number | null,
  actor: Actor,
): Promise<Deliverable> {
  const project = await openProject(tx, place.projectId, actor);
  const deliverable = await findDeliverable(tx, place.projectId, place.id);
  checkVersion(ifMatch, deliverable.version);
  assertAllows(project, 'delivery');
  const content = patched(deliverable, patch);
  if (content === null) return deliverable;
  const saved = await saveDeliverable(tx, deliverable, content);
  tx.emit(deliverableEvent('deliverableUpdated', saved));
  return saved;
}
