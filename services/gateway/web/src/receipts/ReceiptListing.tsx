import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import classes from '../invoices/DocumentRow.module.css';
import { useTexts } from '../text/TextProvider.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Listing } from '../ui/Listing.js';
import { NothingFits } from '../ui/NothingFits.js';
import { VirtualList } from '../ui/VirtualList.js';
import { filterNames, receiptListQuery } from './receiptFilters.js';
import { receiptList } from './receiptQueries.js';
import { ReceiptRow } from './ReceiptRow.js';

interface ReceiptListingProps {
  params: URLSearchParams;
  change(values: Record<string, string | undefined>): void;
  /** The way to the first one, for who may enter it. */
  enter: ReactNode;
}

export function ReceiptListing({ params, change, enter }: ReceiptListingProps) {
  const { t } = useTexts();
  const query = useMemo(() => receiptListQuery(params), [params]);
  const receipts = useInfiniteQuery(receiptList(query));
  return (
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
  );
}
