import { Checkbox } from '@mantine/core';
import { api, ask } from '../../api/client.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import { useWorkAction } from './useWorkAction.js';
import type { ChecklistItem } from './workQueries.js';

/** A line of the completion checklist, ticked and unticked at once. */
export function ChecklistTick({ project, item }: { project: Project; item: ChecklistItem }) {
  const { t, word, instant } = useTexts();
  const may = useMay();
  const action = useWorkAction(project.id);
  const text = checklistText(item, word);
  const tick = (done: boolean) => () =>
    ask(
      api.PATCH('/projects/{id}/checklist/{itemId}', {
        params: { path: { id: project.id, itemId: item.id } },
        body: { done },
      }),
    );
  const said = (done: boolean) => t(done ? 'checklist.ticked' : 'checklist.unticked', { text });
  return (
    <Checkbox
      label={text}
      description={
        item.doneBy && item.doneAt
          ? t('project.history.by', { name: item.doneBy.name, at: instant(item.doneAt) })
          : undefined
      }
      checked={action.isPending ? !item.done : item.done}
      disabled={!may('projects.edit') || !allows(project, 'delivery')}
      onChange={() =>
        action.mutate({
          call: tick(!item.done),
          done: said(!item.done),
          undo: { call: tick(item.done), done: said(item.done) },
        })
      }
    />
  );
}

/** In the reader's language where the line is one of those that every project has. */
export function checklistText(
  { code, text }: Pick<ChecklistItem, 'code' | 'text'>,
  word: (group: string, word: string) => string,
): string {
  const known = word('checklist', code);
  return known === code ? text : known;
}
