import { SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { meQuery } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { Away } from './Away.js';
import type { BillingSummary, ProjectsSummary } from './dashboardQueries.js';
import { waitingInOrder } from './waiting.js';
import { WaitingCard } from './WaitingCard.js';

export interface Parts {
  projects: UseQueryResult<ProjectsSummary>;
  /** Absent for those who may see nothing of billing. */
  billing?: UseQueryResult<BillingSummary>;
}

/** What only the reader can do next, whichever service knows of it. */
export function WaitingView({ projects, billing }: Parts) {
  const { t } = useTexts();
  const { data: me } = useQuery(meQuery);
  const lines = [...(projects.data?.waiting ?? []), ...(billing?.data?.waiting ?? [])];
  const waiting = waitingInOrder(lines, me?.user.id ?? '');
  const pending = projects.isPending || billing?.isPending === true;
  const all = projects.isSuccess && billing?.isSuccess !== false;
  return (
    <Stack component="section" gap="sm" aria-labelledby="waiting" aria-busy={pending}>
      <Title order={2} size="h4" id="waiting">
        {t('dashboard.waiting')}
      </Title>
      <Away query={projects} what={t('dashboard.away.projects')} />
      {billing && <Away query={billing} what={t('dashboard.away.billing')} />}
      {all && waiting.length === 0 && <Text c="dimmed">{t('dashboard.waiting.none')}</Text>}
      {(waiting.length > 0 || pending) && (
        <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }} spacing="md">
          {waiting.map((one) => (
            <WaitingCard key={one.line.code} waiting={one} />
          ))}
          {pending && <Skeleton h={140} />}
        </SimpleGrid>
      )}
    </Stack>
  );
}
