import { notFound } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { actorRecord } from '../projects/actorRecord.js';
import { openProject } from '../projects/openProject.js';
import { assertAllows } from '../projects/status.js';
import { checklistItemEvent, type ChecklistItem } from './checklistItem.js';
import { loadChecklist, saveTick } from './checklistStore.js';

/**
 * Ticks or unticks a line, and keeps who did so and when. A tick where there is one changes nothing.
 * @throws DomainError `checklist-item-not-found`, `project-read-only`, `project-status-forbids`, `stale-version`
 */
export async function tickItem(
  tx: Tx,
  place: { projectId: string; id: string },
  done: boolean,
  ifMatch: number | null,
  actor: Actor,
  now: Date,
): Promise<ChecklistItem> {
  const project = await openProject(tx, place.projectId, actor);
  const item = (await loadChecklist(tx, place.projectId)).find(({ id }) => id === place.id);
  if (!item) throw notFound('checklist-item', place.id);
  checkVersion(ifMatch, item.version);
  assertAllows(project, 'delivery');
  if (item.done === done) return item;
  const author = actorRecord(actor);
  const saved = await saveTick(
    tx,
    item,
    done
      ? { done, doneBy: author.id, doneByName: author.name, doneAt: now }
      : { done, doneBy: null, doneByName: null, doneAt: null },
  );
  tx.emit(checklistItemEvent(saved));
  return saved;
}
