import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { useToast } from '../../ui/useToast.js';
import { projectKey, type Project } from '../projectQueries.js';

export type Archiving = 'archive' | 'unarchive';
export const isArchiving = (name: string): name is Archiving => name === 'archive' || name === 'unarchive';

/** Needs no reason and no look ahead: each takes the other back. */
export function useArchiving({ id }: Project) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (name: Archiving) => ask(api.POST(`/projects/{id}/${name}`, { params: { path: { id } } })),
    onSuccess: (_project, name) => toast(t('action.done', { action: t(`action.${name}`) })),
    onError: (error) => toast(error, 'refused'),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: projectKey(id) }),
        queries.invalidateQueries({ queryKey: ['projects', 'list'] }),
      ]),
  });
}
