import { Button, Card, Center, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api, ask } from '../api/client.js';
import { queries } from '../app/queries.js';
import { useTexts } from '../text/TextProvider.js';
import { PageTitle } from '../ui/PageTitle.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { meQuery } from './useMe.js';

export function Component() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => ask(api.POST('/auth/session', { body: { email, password } })),
    onSuccess: async (me) => {
      queries.clear();
      queries.setQueryData(meQuery.queryKey, me);
      await navigate(ownPath(address.get('to')), { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <Center component="main" mih="100dvh" p="md">
      <Card withBorder padding="xl" w="100%" maw={420} shadow="sm">
        <form onSubmit={submit}>
          <Stack>
            <div>
              <Text fw={700} c="var(--mantine-color-anchor)">
                Closeout
              </Text>
              <PageTitle>{t('signIn.title')}</PageTitle>
              <Text c="dimmed">{t('signIn.lead')}</Text>
            </div>
            <ProblemAlert error={signIn.error} />
            <TextInput
              label={t('signIn.email')}
              type="email"
              autoComplete="username"
              required
              autoFocus
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <PasswordInput
              label={t('signIn.password')}
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <Button type="submit" loading={signIn.isPending}>
              {t('signIn.submit')}
            </Button>
          </Stack>
        </form>
      </Card>
    </Center>
  );
}

/** Where to go after signing in: a path of ours, never another site's address. */
const ownPath = (to: string | null): string => (to && /^\/(?![/\\])/.test(to) ? to : '/');
