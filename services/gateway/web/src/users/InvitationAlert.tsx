import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import { signInOptionsQuery } from '../session/signInOptions.js';
import { useTexts } from '../text/TextProvider.js';
import { ConfirmDialog } from '../ui/ConfirmDialog.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { useToast } from '../ui/useToast.js';
import type { User } from './userQueries.js';
import { stateOf } from './userState.js';

/** Somebody was invited and has not come yet: what can be done about it. */
export function InvitationAlert({ user }: { user: User }) {
  const { t, instant } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const { data: options } = useQuery(signInOptionsQuery);
  const [withdrawing, { open, close }] = useDisclosure();
  const about = { params: { path: { id: user.id } } };
  const send = useMutation({
    mutationFn: () => ask(api.POST('/users/{id}/invite', about)),
    onSuccess: ({ email }) => toast(t('users.invite.sentAgain', { email })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
  const expired = stateOf(user) === 'INVITATION_EXPIRED';
  const sends = Boolean(options?.email && options.password);
  const why =
    options?.password === false
      ? 'users.invited.outside'
      : options?.email === false
        ? 'users.invited.noEmail'
        : null;
  const until = t('users.invited.until', { at: instant(user.invitedUntil ?? user.updatedAt) });
  return (
    <>
      <Alert variant="outline" color={expired ? 'orange' : 'blue'} c="inherit">
        <Stack gap="sm">
          <Text size="sm">{why ? t(why) : expired ? t('users.invited.expired') : until}</Text>
          <ProblemAlert error={send.error} />
          <Group gap="sm">
            {sends && (
              <Button variant="default" loading={send.isPending} onClick={() => send.mutate()}>
                {t('users.invite.again')}
              </Button>
            )}
            <Button variant="default" onClick={open}>
              {t('users.invite.withdraw')}
            </Button>
          </Group>
        </Stack>
      </Alert>
      <ConfirmDialog
        opened={withdrawing}
        onClose={close}
        title={t('users.invite.withdraw')}
        act={() => ask(api.POST('/users/{id}/withdraw-invitation', about))}
        done={t('users.invite.withdrawn')}
        stale={[['users']]}
      >
        <Text size="sm">{t('users.invite.withdraw.text', { name: user.name })}</Text>
      </ConfirmDialog>
    </>
  );
}
