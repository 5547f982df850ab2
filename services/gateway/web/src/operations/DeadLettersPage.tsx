import { pageOf } from '@closeout/contracts/pages';
import { serviceNames } from '@closeout/contracts/services';
import { deadLetterStatuses } from '@closeout/contracts/vocabulary';
import { Anchor, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTexts } from '../text/TextProvider.js';
import { DataTable } from '../ui/DataTable.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Listing } from '../ui/Listing.js';
import { PageTitle } from '../ui/PageTitle.js';
import { Section } from '../ui/Section.js';
import { wordIn } from '../ui/addressWords.js';
import { useAddress } from '../ui/useAddress.js';
import { deadLetterList } from './deadLetterQueries.js';
import { RestoredAlert } from './RestoredAlert.js';
import { ServiceCard } from './ServiceCard.js';

/** Messages that a service could not apply, and that wait for a person’s decision. */
export function Component() {
  const { t, word, instant } = useTexts();
  const { params, change } = useAddress();
  const service = wordIn(params, 'service', serviceNames) ?? 'projects';
  const status = wordIn(params, 'status', deadLetterStatuses) ?? 'dead';
  const isNarrow = useMediaQuery('(max-width: 36em)', undefined, { getInitialValueInEffect: false });
  const letters = useInfiniteQuery(deadLetterList(service, status));
  return (
    <Stack>
      <div>
        <PageTitle>{t('operations.title')}</PageTitle>
        <Text c="dimmed">{t('operations.lead')}</Text>
      </div>
      {serviceNames.map((name) => (
        <RestoredAlert key={name} service={name} />
      ))}
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} role="group" aria-label={t('operations.services')}>
        {serviceNames.map((name) => (
          <ServiceCard
            key={name}
            service={name}
            chosen={name === service}
            onChoose={() => change({ service: name })}
          />
        ))}
      </SimpleGrid>
      <Section title={t('operations.of', { service: word('service', service) })}>
        <SegmentedControl
          orientation={isNarrow ? 'vertical' : 'horizontal'}
          style={{ alignSelf: 'flex-start' }}
          aria-label={t('operations.status')}
          data={deadLetterStatuses.map((value) => ({ value, label: word('deadLetterStatus', value) }))}
          value={status}
          onChange={(value) => change({ status: value === 'dead' ? undefined : value })}
        />
        <Listing
          pages={letters}
          shown={(count) => t('operations.shown', { count })}
          empty={
            <EmptyState
              order={3}
              title={t(status === 'dead' ? 'operations.none' : 'operations.noneOfThese')}
              text={t(status === 'dead' ? 'operations.none.text' : 'operations.noneOfThese.text')}
            />
          }
        >
          {(rows) => (
            <DataTable
              stacks
              label={t('operations.title')}
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                {
                  title: t('operations.event'),
                  cell: ({ id, type }) => (
                    <Anchor component={Link} to={pageOf('deadLetter', service, id)} inherit>
                      {type ?? t('operations.unreadable')}
                    </Anchor>
                  ),
                },
                { title: t('operations.source'), cell: ({ source }) => source && word('service', source) },
                {
                  title: t('operations.reason'),
                  prose: true,
                  cell: ({ reason }) => (
                    <Text span size="sm" lineClamp={3}>
                      {reason}
                    </Text>
                  ),
                },
                { title: t('operations.receivedAt'), cell: ({ receivedAt }) => instant(receivedAt) },
              ]}
            />
          )}
        </Listing>
      </Section>
    </Stack>
  );
}
