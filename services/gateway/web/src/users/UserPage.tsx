import { pages } from '@closeout/contracts/pages';
import { Alert, Anchor, Button, Group, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api, ask } from '../api/client.js';
import { Figure } from '../ui/Figure.js';
import { rolesQuery } from '../roles/roleQueries.js';
import { useProof } from '../secondFactor/useProof.js';
import { signInOptionsQuery } from '../session/signInOptions.js';
import { languages, useTexts } from '../text/TextProvider.js';
import { recordWidth } from '../ui/pageWidth.js';
import { PageTitle } from '../ui/PageTitle.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { Section } from '../ui/Section.js';
import { StatusBadge } from '../ui/StatusBadge.js';
import { useToast } from '../ui/useToast.js';
import { ConfirmDialog } from '../ui/ConfirmDialog.js';
import { EditUserDialog } from './EditUserDialog.js';
import { InvitationAlert } from './InvitationAlert.js';
import { ResetPasswordDialog } from './ResetPasswordDialog.js';
import { userQuery } from './userQueries.js';
import { stateOf } from './userState.js';
import { UnreadPage } from '../ui/Unread.js';

export function Component() {
  const { id = '' } = useParams();
  const { t, instant } = useTexts();
  const toast = useToast();
  const { proved, dialog } = useProof();
  const queries = useQueryClient();
  const [resetting, { open, close }] = useDisclosure();
  const [editing, { open: edit, close: stopEditing }] = useDisclosure();
  const [removing, { open: remove, close: stopRemoving }] = useDisclosure();
  const roles = useQuery(rolesQuery);
  const { data: options } = useQuery(signInOptionsQuery);
  const names = new Map(roles.data?.items.map(({ key, name }) => [key, name]));
  const query = useQuery(userQuery(id));
  const { data: user } = query;
  const activate = useMutation({
    mutationFn: (active: boolean) =>
      proved(() => ask(api.PATCH('/users/{id}', { params: { path: { id } }, body: { active } }))),
    onSuccess: ({ name, active }) =>
      toast(t(active ? 'users.reactivated' : 'users.deactivated', { name }), 'done', () =>
        activate.mutate(!active),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
  if (!user) return <UnreadPage query={query} skeleton={<Skeleton h={320} />} />;
  return (
    <Stack maw={recordWidth}>
      <Anchor component={Link} to={pages.users} size="sm">
        {t('users.title')}
      </Anchor>
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="sm">
            <PageTitle>{user.name}</PageTitle>
            <StatusBadge group="userState" status={stateOf(user)} />
          </Group>
          <Text c="dimmed" size="sm">
            {t('users.since', { at: instant(user.createdAt) })}
          </Text>
        </div>
        <Group>
          <Button onClick={edit}>{t('users.edit')}</Button>
          {!user.external && options?.password && (
            <Button variant="default" onClick={open}>
              {t('users.resetPassword')}
            </Button>
          )}
          {user.secondFactors.length > 0 && (
            <Button variant="default" onClick={remove}>
              {t('users.secondFactor.remove')}
            </Button>
          )}
          <Button
            variant="default"
            loading={activate.isPending}
            onClick={() => activate.mutate(!user.active)}
          >
            {t(user.active ? 'users.deactivate' : 'users.reactivate')}
          </Button>
        </Group>
      </Group>
      <ProblemAlert error={activate.error} />
      {user.external && (
        <Alert variant="outline" color="blue" c="inherit">
          {t('users.external')}
        </Alert>
      )}
      {options?.password === false && !user.external && !user.invitedUntil && (
        <Alert variant="outline" color="blue" c="inherit">
          {t('users.outside.text')}
        </Alert>
      )}
      {user.active && user.invitedUntil && <InvitationAlert user={user} />}
      {!user.active && (
        <Alert variant="outline" color="gray" c="inherit">
          {t('users.inactive.text')}
        </Alert>
      )}
      <Section title={t('users.data')}>
        <SimpleGrid component="dl" m={0} cols={{ base: 1, xs: 2 }}>
          <Figure name={t('users.email')}>{user.email}</Figure>
          <Figure name={t('users.clearance')}>{user.clearance}</Figure>
          <Figure name={t('users.language')}>
            {user.language ? languages[user.language] : t('users.language.default')}
          </Figure>
          <Figure name={t('users.secondFactor')}>
            {user.secondFactors.map((factor) => t(`users.secondFactor.${factor}`)).join(', ') ||
              t(user.secondFactorRequired ? 'users.secondFactor.missing' : 'users.secondFactor.off')}
          </Figure>
          <Figure name={t('users.roles')}>
            {user.roles.map((key) => names.get(key) ?? key).join(', ') || t('app.none')}
          </Figure>
        </SimpleGrid>
      </Section>
      <EditUserDialog user={user} opened={editing} onClose={stopEditing} />
      <ConfirmDialog
        opened={removing}
        onClose={stopRemoving}
        title={t('users.secondFactor.remove')}
        grave
        act={() => proved(() => ask(api.DELETE('/users/{id}/second-factors', { params: { path: { id } } })))}
        done={t('users.secondFactor.removed', { name: user.name })}
        stale={[['users']]}
      >
        <Text size="sm">{t('users.secondFactor.remove.text', { name: user.name })}</Text>
      </ConfirmDialog>
      <ResetPasswordDialog user={user} opened={resetting} onClose={close} />
      {dialog}
    </Stack>
  );
}
