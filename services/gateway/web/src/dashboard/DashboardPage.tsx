import { SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { PageTitle } from '../ui/PageTitle.js';
import { ClosuresView } from './ClosuresView.js';
import { billingSummaryQuery, projectsSummaryQuery, seesBilling } from './dashboardQueries.js';
import { MoneyView } from './MoneyView.js';
import { StatusView } from './StatusView.js';
import { WaitingView } from './WaitingView.js';

/** Where one lands: what to do next, then how things stand. Each service says its part; one that is away takes nothing from the other. */
export function Component() {
  const { t } = useTexts();
  const may = useMay();
  const ofBilling = may(...seesBilling);
  const projects = useQuery(projectsSummaryQuery);
  const billing = useQuery({ ...billingSummaryQuery, enabled: ofBilling });
  return (
    <Stack gap="lg">
      <PageTitle>{t('dashboard.title')}</PageTitle>
      <WaitingView projects={projects} billing={ofBilling ? billing : undefined} />
      {projects.isPending || (ofBilling && billing.isPending) ? (
        <Skeleton h={340} />
      ) : (
        <MoneyView projects={projects.data} billing={billing.data} />
      )}
      {projects.data && (
        <SimpleGrid cols={{ base: 1, md: projects.data.closures ? 2 : 1 }}>
          {(may('projects.view') || projects.data.byStatus.some(({ count }) => count > 0)) && (
            <StatusView byStatus={projects.data.byStatus} />
          )}
          {projects.data.closures && <ClosuresView closures={projects.data.closures} />}
        </SimpleGrid>
      )}
    </Stack>
  );
}
