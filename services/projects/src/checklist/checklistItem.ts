import type { EventDraft } from '@closeout/contracts/events';
import { projectsEvents } from '@closeout/contracts/events/projects';
import type { ChecklistItem as ChecklistItemAnswer } from '@closeout/contracts/http/projects';

/** A line of a project's completion checklist as it is stored. The lines themselves are made by the database with the project. */
export interface ChecklistItem {
  id: string;
  version: number;
  projectId: string;
  code: string;
  text: string;
  done: boolean;
  doneBy: string | null;
  doneByName: string | null;
  doneAt: Date | null;
}

export function checklistItemAnswer({
  doneBy,
  doneByName,
  doneAt,
  ...item
}: ChecklistItem): ChecklistItemAnswer {
  return {
    ...item,
    doneBy: doneByName === null ? null : { id: doneBy, name: doneByName },
    doneAt: doneAt?.toISOString() ?? null,
  };
}

export function checklistItemEvent({ doneByName: _name, doneAt, ...item }: ChecklistItem): EventDraft {
  return projectsEvents.checklistItemUpdated.draft(item.id, item.version, {
    ...item,
    doneAt: doneAt?.toISOString() ?? null,
  });
}
