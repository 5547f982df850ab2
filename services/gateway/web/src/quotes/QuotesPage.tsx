import { pages } from '@closeout/contracts/pages';
import { Button, Group, Select, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { CustomerSelect } from '../customers/CustomerSelect.js';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Filters } from '../ui/Filters.js';
import { Listing } from '../ui/Listing.js';
import { NothingFits } from '../ui/NothingFits.js';
import { PageTitle } from '../ui/PageTitle.js';
import { SearchField } from '../ui/SearchField.js';
import { useAddress } from '../ui/useAddress.js';
import { quoteFilterNames, quoteListQuery, quoteStatuses } from './quoteFilters.js';
import { quoteList } from './quoteQueries.js';
import { QuoteTable } from './QuoteTable.js';

export function Component() {
  const { t, word } = useTexts();
  const may = useMay();
  const { params, change } = useAddress();
  const query = useMemo(() => quoteListQuery(params), [params]);
  const quotes = useInfiniteQuery(quoteList(query));
  const draft = may('quotes.manage') && (
    <Button component={Link} to={pages.newQuote}>
      {t('quotes.new')}
    </Button>
  );
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t('quotes.title')}</PageTitle>
        {draft}
      </Group>
      <Filters
        label={t('orders.search')}
        search={
          <SearchField
            label={t('orders.search')}
            placeholder={t('quotes.search.hint')}
            value={params.get('q') ?? ''}
            onChange={(q) => change({ q })}
          />
        }
        params={params}
        names={quoteFilterNames}
        cols={{ base: 1, xs: 3 }}
      >
        <Select
          label={t('order.status')}
          placeholder={t('orders.status.any')}
          data={quoteStatuses.map((value) => ({ value, label: word('quoteStatus', value) }))}
          value={params.get('status')}
          onChange={(status) => change({ status: status ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t('orders.status.any') }}
        />
        {may('customers.view') && (
          <CustomerSelect
            value={params.get('customerId') ?? ''}
            onChange={(customer) => change({ customerId: customer?.id })}
            placeholder={t('customer.any')}
            clearable
          />
        )}
      </Filters>
      <Listing
        pages={quotes}
        shown={(count) => t('quotes.shown', { count })}
        empty={
          quoteFilterNames.some((name) => params.has(name)) ? (
            <NothingFits title={t('quotes.noMatch')} filters={quoteFilterNames} change={change} />
          ) : (
            <EmptyState title={t('quotes.empty.title')} text={t('quotes.empty.text')}>
              {draft}
            </EmptyState>
          )
        }
      >
        {(rows) => <QuoteTable quotes={rows} />}
      </Listing>
    </Stack>
  );
}
