import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import type { Language } from '../text/TextProvider.js';
import { useToast } from '../ui/useToast.js';
import { preferencesQuery } from './accountQueries.js';

/** Keeps with the account in which language its e-mails are written. */
export function useEmailLanguage(): (language: Language) => void {
  const toast = useToast();
  const queries = useQueryClient();
  const { queryKey } = preferencesQuery;
  const keep = useMutation({
    mutationFn: (language: Language) => ask(api.PUT('/me/notification-preferences', { body: { language } })),
    // One after the other, also with the other preferences: each answer has all of them.
    scope: { id: 'notification-preferences' },
    onSuccess: (preferences) => queries.setQueryData(queryKey, preferences),
    onError: (error) => toast(error, 'refused'),
  });
  return (language) => keep.mutate(language);
}
