import { pages } from '@closeout/contracts/pages';
import { serviceNames } from '@closeout/contracts/services';
import { Alert, Anchor, Button, Group, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api, ask } from '../api/client.js';
import { Figure } from '../ui/Figure.js';
import { useTexts } from '../text/TextProvider.js';
import { PageTitle } from '../ui/PageTitle.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { ReasonDialog } from '../ui/ReasonDialog.js';
import { Section } from '../ui/Section.js';
import { StatusBadge } from '../ui/StatusBadge.js';
import { useToast } from '../ui/useToast.js';
import { deadLetterQuery, deadLettersKey } from './deadLetterQueries.js';
import classes from './DeadLetterPage.module.css';
import { legible } from './legible.js';
import { UnreadPage } from '../ui/Unread.js';

export function Component() {
  const { service: asked, id = '' } = useParams();
  const service = serviceNames.find((name) => name === asked) ?? 'projects';
  const { t, word, instant } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const [discarding, { open, close }] = useDisclosure();
  const query = useQuery(deadLetterQuery(service, id));
  const { data: letter } = query;
  const path = { params: { path: { id } } };
  const replay = useMutation({
    mutationFn: () => ask(api.POST(`/operations/${service}/dead-letters/{id}/replay`, path)),
    onSuccess: () => toast(t('operations.replayed')),
    onSettled: () => queries.invalidateQueries({ queryKey: deadLettersKey }),
  });
  if (!letter) return <UnreadPage query={query} skeleton={<Skeleton h={320} />} />;
  return (
    <Stack>
      <Anchor component={Link} to={`${pages.deadLetters}?service=${service}`} size="sm">
        {t('operations.of', { service: word('service', service) })}
      </Anchor>
      <Group justify="space-between" align="flex-start">
        <Group gap="sm">
          <PageTitle>{letter.type ?? t('operations.unreadable')}</PageTitle>
          <StatusBadge group="deadLetterStatus" status={letter.status} />
        </Group>
        {letter.status === 'dead' && (
          <Group>
            <Button variant="default" onClick={open}>
              {t('operations.discard')}
            </Button>
            <Button loading={replay.isPending} onClick={() => replay.mutate()}>
              {t('operations.replay')}
            </Button>
          </Group>
        )}
      </Group>
      <ProblemAlert error={replay.error} />
      <Alert color="red" variant="outline" title={t('operations.reason')}>
        <Text size="sm" className="prose">
          {letter.reason}
        </Text>
      </Alert>
      <SimpleGrid component="dl" m={0} cols={{ base: 1, xs: 2, md: 3 }}>
        <Figure name={t('operations.source')}>
          {letter.source ? word('service', letter.source) : t('app.none')}
        </Figure>
        <Figure name={t('operations.receivedAt')}>{instant(letter.receivedAt)}</Figure>
        {letter.resolvedAt && (
          <Figure name={word('deadLetterStatus', letter.status)}>
            {[letter.resolvedBy, instant(letter.resolvedAt), letter.resolution].filter(Boolean).join(', ')}
          </Figure>
        )}
      </SimpleGrid>
      <Section title={t('operations.message')}>
        <pre className={classes.source} tabIndex={0} aria-label={t('operations.message')}>
          {legible(letter.body)}
        </pre>
      </Section>
      <Section title={t('operations.headers')}>
        <pre className={classes.source} tabIndex={0} aria-label={t('operations.headers')}>
          {JSON.stringify(letter.headers, null, 2)}
        </pre>
      </Section>
      <ReasonDialog
        opened={discarding}
        onClose={close}
        title={t('operations.discard')}
        hint={t('operations.discard.hint')}
        reason="required"
        grave
        act={({ reason }) =>
          ask(api.POST(`/operations/${service}/dead-letters/{id}/discard`, { ...path, body: { reason } }))
        }
        done={t('operations.discarded')}
        stale={[deadLettersKey]}
      />
    </Stack>
  );
}
