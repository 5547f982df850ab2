import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { useToast } from '../../ui/useToast.js';
import { projectKey } from '../projectQueries.js';

type Member = Schemas['TeamMember'];

/** Taking somebody off a team, and back. */
export function useTeamChanges(projectId: string) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const params = { path: { id: projectId } };
  const common = {
    onError: (error: Error) => toast(error, 'refused'),
    onSettled: () => queries.invalidateQueries({ queryKey: projectKey(projectId) }),
  };
  const restore = useMutation({
    ...common,
    mutationFn: ({ userId, role }: Member) =>
      ask(api.POST('/projects/{id}/team', { params, body: { userId, role } })),
  });
  const remove = useMutation({
    ...common,
    mutationFn: ({ userId }: Member) =>
      ask(api.DELETE('/projects/{id}/team/{userId}', { params: { path: { id: projectId, userId } } })),
    onSuccess: (_, member) =>
      toast(t('team.removed', { name: member.name }), 'done', () => restore.mutate(member)),
  });
  return { remove };
}
