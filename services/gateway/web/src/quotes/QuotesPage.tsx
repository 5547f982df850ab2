import { pages } from '@closeout/contracts/pages';
import { quoteStatuses } from '@closeout/contracts/vocabulary';
import { Button, Group, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { CustomerFilter } from '../customers/CustomerFilter.js';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { ChoiceFilter } from '../ui/ChoiceFilter.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Filters } from '../ui/Filters.js';
import { Listing } from '../ui/Listing.js';
import { NothingFits } from '../ui/NothingFits.js';
import { PageTitle } from '../ui/PageTitle.js';
import { useAddress } from '../ui/useAddress.js';
import { quoteFilterNames, quoteListQuery } from './quoteFilters.js';
import { quoteList } from './quoteQueries.js';
import { QuoteTable } from './QuoteTable.js';

export function Component() {
  const { t, word } = useTexts();
  const may = useMay();
  const address = useAddress();
  const { params, change } = address;
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
        {...address}
        label={t('orders.search')}
        searched={t('quotes.search.hint')}
        names={quoteFilterNames}
        cols={{ base: 1, xs: 3 }}
      >
        <ChoiceFilter
          {...address}
          name="status"
          label={t('order.status')}
          any={t('orders.status.any')}
          words={quoteStatuses}
          textOf={(status) => word('quoteStatus', status)}
        />
        <CustomerFilter {...address} />
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
