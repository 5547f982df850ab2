import { pages } from '@closeout/contracts/pages';
import { Alert, Anchor, Button, Group, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api, ask } from '../api/client.js';
import { Figure } from '../ui/Figure.js';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { PageTitle } from '../ui/PageTitle.js';
import { StatusBadge } from '../ui/StatusBadge.js';
import { useToast } from '../ui/useToast.js';
import { EmailText } from './EmailText.js';
import { emailQuery } from './notificationQueries.js';
import { UnreadPage } from '../ui/Unread.js';

export function Component() {
  const { id = '' } = useParams();
  const { t, word, instant } = useTexts();
  const may = useMay();
  const toast = useToast();
  const queries = useQueryClient();
  const query = useQuery(emailQuery(id));
  const { data: email } = query;
  const resend = useMutation({
    mutationFn: () => ask(api.POST('/notifications/{id}/resend', { params: { path: { id } } })),
    onSuccess: () => toast(t('emails.resent')),
    onError: (refused) => toast(refused, 'refused'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['notifications'] }),
  });
  if (!email) return <UnreadPage query={query} skeleton={<Skeleton h={320} />} />;
  const { pathname } = new URL(email.link, window.location.origin);
  return (
    <Stack>
      <Anchor component={Link} to={pages.emails} size="sm">
        {t(may('operations.manage') ? 'emails.title' : 'emails.mine')}
      </Anchor>
      <Group justify="space-between" align="flex-start">
        <Group gap="sm">
          <PageTitle>{email.subject}</PageTitle>
          <StatusBadge group="emailStatus" status={email.status} />
        </Group>
        {email.status === 'FAILED' && !email.confidential && may('operations.manage') && (
          <Button loading={resend.isPending} onClick={() => resend.mutate()}>
            {t('emails.resend')}
          </Button>
        )}
      </Group>
      {email.lastError && email.status !== 'SENT' && (
        <Alert
          color={email.status === 'FAILED' ? 'red' : 'orange'}
          variant="outline"
          title={t('emails.lastError')}
        >
          <Text size="sm">{email.lastError}</Text>
        </Alert>
      )}
      <SimpleGrid component="dl" m={0} cols={{ base: 1, xs: 2, md: 3 }}>
        <Figure name={t('emails.recipient')}>{email.recipient}</Figure>
        <Figure name={t('emails.event')}>{word('emailEvent', email.event)}</Figure>
        <Figure name={t('emails.attempts')}>{email.attempts}</Figure>
        <Figure name={t('emails.queuedAt')}>{instant(email.queuedAt)}</Figure>
        <Figure name={t('emails.at')}>{instant(email.at)}</Figure>
        <Figure name={t('emails.nextAttempt')}>
          {email.nextAttemptAt ? instant(email.nextAttemptAt) : t('app.none')}
        </Figure>
        <Figure name={t('emails.about')}>
          <Anchor component={Link} to={pathname}>
            {t('emails.openRecord')}
          </Anchor>
        </Figure>
      </SimpleGrid>
      {email.confidential ? <Text>{t('emails.confidential')}</Text> : <EmailText email={email} />}
    </Stack>
  );
}
