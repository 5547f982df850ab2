import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useToast } from '../../ui/useToast.js';
import { projectKey } from '../projectQueries.js';

interface Step {
  call(): Promise<unknown>;
  /** Said when it is done. */
  done: string;
}

/** Does something in a project's work at once, says so, and reads the project again; `undo` is the way back. */
export function useWorkAction(projectId: string) {
  const queries = useQueryClient();
  const toast = useToast();
  const action = useMutation({
    mutationFn: ({ call }: Step & { undo?: Step }) => call(),
    onSuccess: (_, { call, done, undo }) =>
      toast(done, 'done', undo && (() => action.mutate({ ...undo, undo: { call, done } }))),
    onError: (error) => toast(error, 'refused'),
    onSettled: () => queries.invalidateQueries({ queryKey: projectKey(projectId) }),
  });
  return action;
}
