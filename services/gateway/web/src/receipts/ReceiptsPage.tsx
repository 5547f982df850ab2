import { pages } from '@closeout/contracts/pages';
import { Button, Group, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Listing } from '../ui/Listing.js';
import { NothingFits } from '../ui/NothingFits.js';
import { PageTitle } from '../ui/PageTitle.js';
import classes from '../invoices/DocumentRow.module.css';
import { useAddress } from '../ui/useAddress.js';
import { VirtualList } from '../ui/VirtualList.js';
import { ReceiptFilters } from './ReceiptFilters.js';
import { filterNames, receiptListQuery } from './receiptFilters.js';
import { receiptList } from './receiptQueries.js';
import { ReceiptRow } from './ReceiptRow.js';

export function Component() {
  const { t } = useTexts();
  const may = useMay();
  const { params, change } = useAddress();
  const query = useMemo(() => receiptListQuery(params), [params]);
  const receipts = useInfiniteQuery(receiptList(query));
  const enter = may('receipts.manage') && (
    <Button component={Link} to={pages.newReceipt}>
      {t('receipts.new')}
    </Button>
  );
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t('receipts.title')}</PageTitle>
        {enter}
      </Group>
      <ReceiptFilters params={params} change={change} />
      <Listing
        pages={receipts}
        shown={(count) => t('receipts.shown', { count })}
        empty={
          filterNames.some((name) => params.has(name)) ? (
            <NothingFits title={t('receipts.noMatch.title')} filters={filterNames} change={change} />
          ) : (
            <EmptyState title={t('receipts.empty.title')} text={t('receipts.empty.text')}>
              {enter}
            </EmptyState>
          )
        }
      >
        {(rows, old) => (
          <VirtualList
            label={t('receipts.title')}
            rows={rows}
            keyOf={({ id }) => id}
            estimate={70}
            old={old}
            open={receipts.hasNextPage}
            rowClass={classes.row}
          >
            {(receipt) => <ReceiptRow receipt={receipt} />}
          </VirtualList>
        )}
      </Listing>
    </Stack>
  );
}
