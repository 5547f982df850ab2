import { pages } from '@closeout/contracts/pages';
import { Anchor, Select, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, ask } from '../api/client.js';
import { languages, useTexts, type Language } from '../text/TextProvider.js';
import { Loaded } from '../ui/Loaded.js';
import { Section } from '../ui/Section.js';
import { useToast } from '../ui/useToast.js';
import { preferencesQuery, type Preferences } from './accountQueries.js';
import { useEmailLanguage } from './useEmailLanguage.js';

type Preference = Preferences['preferences'][number];

/** Of what one is told by e-mail. Each choice counts at once. */
export function PreferencesSection() {
  const { t, word } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const { queryKey } = preferencesQuery;
  const preferences = useQuery(preferencesQuery);
  const speak = useEmailLanguage();
  const choose = useMutation({
    mutationFn: ({ kind, email }: Pick<Preference, 'kind' | 'email'>) =>
      ask(api.PUT('/me/notification-preferences', { body: { preferences: [{ kind, email }] } })),
    // One after the other: the answer to the first must not undo the second.
    scope: { id: 'notification-preferences' },
    onMutate: ({ kind, email }) =>
      queries.setQueryData(queryKey, (before) =>
        before
          ? {
              ...before,
              preferences: before.preferences.map((one) => (one.kind === kind ? { ...one, email } : one)),
            }
          : undefined,
      ),
    onSuccess: ({ version }) =>
      queries.setQueryData(queryKey, (before) => (before ? { ...before, version } : undefined)),
    onError: (error) => {
      toast(error, 'refused');
      void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <Section title={t('account.preferences')}>
      <Text size="sm" c="dimmed">
        {t('account.preferences.hint')}
      </Text>
      <Anchor component={Link} to={pages.emails} size="sm">
        {t('account.emails')}
      </Anchor>
      <Loaded query={preferences}>
        {(data) => (
          <Stack gap="sm">
            <Select
              label={t('account.preferences.language')}
              data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
              value={data.language ?? 'en'}
              onChange={(value) => value && speak(value as Language)}
              allowDeselect={false}
              maw={260}
            />
            {data.preferences.map(({ kind, email }) => (
              <Switch
                key={kind}
                label={word('notificationKind', kind)}
                description={word('notificationKind.about', kind)}
                checked={email}
                onChange={(event) => choose.mutate({ kind, email: event.currentTarget.checked })}
              />
            ))}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}
