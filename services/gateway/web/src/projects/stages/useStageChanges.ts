import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { useToast } from '../../ui/useToast.js';
import { projectKey, stagesQuery } from '../projectQueries.js';
import type { Stage } from './stageForm.js';

/** Changes of stages that are seen at once, before the API has taken them, and can be taken back. */
export function useStageChanges(projectId: string) {
  const { t, percent } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const { queryKey } = stagesQuery(projectId);
  const path = (stageId: string) => ({ params: { path: { id: projectId, stageId } } });

  /** @returns how to take it back */
  const show = async (change: (stages: Stage[]) => Stage[]): Promise<() => void> => {
    await queries.cancelQueries({ queryKey });
    const before = queries.getQueryData(queryKey);
    queries.setQueryData(queryKey, (list) => list && { ...list, items: change(list.items) });
    return () => void queries.setQueryData(queryKey, before);
  };
  const common = {
    onError: (error: Error, _: unknown, takeBack: (() => void) | undefined) => {
      takeBack?.();
      toast(error, 'refused');
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: projectKey(projectId) }),
        queries.invalidateQueries({ queryKey: ['projects', 'list'] }),
      ]),
  };

  const complete = useMutation({
    ...common,
    mutationFn: ({ stage, completion }: { stage: Stage; completion: number }) =>
      ask(api.PATCH('/projects/{id}/stages/{stageId}', { ...path(stage.id), body: { completion } })),
    onMutate: ({ stage, completion }) =>
      show((stages) => stages.map((one) => (one.id === stage.id ? withCompletion(one, completion) : one))),
    onSuccess: (_, { stage, completion }) =>
      toast(t('stage.reported', { name: stage.name, percent: percent(completion) }), 'done', () =>
        complete.mutate({ stage, completion: stage.completion }),
      ),
  });

  const move = useMutation({
    ...common,
    mutationFn: ({ stage, past }: { stage: Stage; past: Stage }) =>
      ask(api.PATCH('/projects/{id}/stages/{stageId}', { ...path(stage.id), body: { order: past.order } })),
    onMutate: ({ stage, past }) => show((stages) => swapped(stages, stage.id, past.id)),
  });

  const restore = useMutation({
    ...common,
    mutationFn: async ({ name, description, order, dueDate, weight, dependsOn, completion }: Stage) => {
      const body = { name, description, order, dueDate, weight, dependsOn };
      const added = await ask(
        api.POST('/projects/{id}/stages', { params: { path: { id: projectId } }, body }),
      );
      if (completion > 0)
        await ask(api.PATCH('/projects/{id}/stages/{stageId}', { ...path(added.id), body: { completion } }));
    },
  });

  const remove = useMutation({
    ...common,
    mutationFn: (stage: Stage) => ask(api.DELETE('/projects/{id}/stages/{stageId}', path(stage.id))),
    onMutate: (stage) => show((stages) => stages.filter(({ id }) => id !== stage.id)),
    onSuccess: (_, stage) =>
      toast(t('stage.removed', { name: stage.name }), 'done', () => restore.mutate(stage)),
  });

  return { complete, move, remove };
}

/** As the service will derive it, of this stage alone. */
function withCompletion(stage: Stage, completion: number): Stage {
  const open = stage.blockedBy.length > 0 ? 'BLOCKED' : completion > 0 ? 'IN_PROGRESS' : 'NOT_STARTED';
  const done = completion === 100;
  return { ...stage, completion, status: done ? 'COMPLETED' : open, overdue: stage.overdue && !done };
}

function swapped(stages: readonly Stage[], one: string, other: string): Stage[] {
  const after = [...stages];
  const [i, j] = [after.findIndex(({ id }) => id === one), after.findIndex(({ id }) => id === other)];
  const [first, second] = [after[i], after[j]];
  if (first && second) [after[i], after[j]] = [second, first];
  return after;
}
