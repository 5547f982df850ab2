import { pageOf } from '@closeout/contracts/pages';
import { emailStatuses } from '@closeout/contracts/vocabulary';
import { Anchor, Select, SimpleGrid, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { DataTable } from '../ui/DataTable.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Listing } from '../ui/Listing.js';
import { NothingFits } from '../ui/NothingFits.js';
import { PageTitle } from '../ui/PageTitle.js';
import { SearchField } from '../ui/SearchField.js';
import { StatusBadge } from '../ui/StatusBadge.js';
import { useAddress } from '../ui/useAddress.js';
import { emailEvents, emailFilterNames, emailList, emailListQuery } from './notificationQueries.js';

/** Every e-mail that was sent; for those who do not look after operations, their own. */
export function Component() {
  const { t, word, instant } = useTexts();
  const all = useMay()('operations.manage');
  const { params, change } = useAddress();
  const query = useMemo(() => emailListQuery(params), [params]);
  const emails = useInfiniteQuery(emailList(query));
  const filtered = emailFilterNames.some((name) => params.has(name));
  return (
    <Stack>
      <PageTitle>{t(all ? 'emails.title' : 'emails.mine')}</PageTitle>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} component="search" aria-label={t('emails.search')}>
        {all && (
          <SearchField
            label={t('emails.recipient')}
            placeholder={t('emails.recipient.hint')}
            value={params.get('recipient') ?? ''}
            onChange={(recipient) => change({ recipient })}
          />
        )}
        <Select
          label={t('emails.event')}
          placeholder={t('emails.event.any')}
          data={emailEvents.map((value) => ({ value, label: word('emailEvent', value) }))}
          value={query.event ?? null}
          onChange={(event) => change({ event: event ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t('emails.event.any') }}
        />
        <Select
          label={t('emails.status')}
          placeholder={t('emails.status.any')}
          data={emailStatuses.map((value) => ({ value, label: word('emailStatus', value) }))}
          value={query.status ?? null}
          onChange={(status) => change({ status: status ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t('emails.status.any') }}
        />
      </SimpleGrid>
      <Listing
        pages={emails}
        shown={(count) => t('emails.shown', { count })}
        empty={
          filtered ? (
            <NothingFits title={t('emails.noMatch')} filters={emailFilterNames} change={change} />
          ) : (
            <EmptyState title={t('emails.empty.title')} text={t('emails.empty.text')} />
          )
        }
      >
        {(rows) => (
          <DataTable
            stacks
            label={t(all ? 'emails.title' : 'emails.mine')}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              {
                title: t('emails.subject'),
                cell: ({ id, subject }) => (
                  <Anchor component={Link} to={pageOf('email', id)} inherit>
                    {subject}
                  </Anchor>
                ),
              },
              { title: t('emails.recipient'), cell: ({ recipient }) => recipient },
              {
                title: t('emails.status'),
                cell: ({ status }) => <StatusBadge group="emailStatus" status={status} />,
              },
              { title: t('emails.attempts'), figures: true, cell: ({ attempts }) => attempts },
              { title: t('emails.at'), cell: ({ at }) => instant(at) },
            ]}
          />
        )}
      </Listing>
    </Stack>
  );
}
