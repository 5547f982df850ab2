import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import classes from '../invoices/DocumentRow.module.css';
import { useTexts } from '../text/TextProvider.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Listing } from '../ui/Listing.js';
import { NothingFits } from '../ui/NothingFits.js';
import { VirtualList } from '../ui/VirtualList.js';
import { refundList, refundListQuery } from './refundQueries.js';
import { RefundRow } from './RefundRow.js';

interface RefundListingProps {
  params: URLSearchParams;
  change(values: Record<string, string | undefined>): void;
}

export function RefundListing({ params, change }: RefundListingProps) {
  const { t } = useTexts();
  const query = useMemo(() => refundListQuery(params), [params]);
  const refunds = useInfiniteQuery(refundList(query));
  return (
    <Listing
      pages={refunds}
      shown={(count) => t('refunds.shown', { count })}
      empty={
        Object.keys(query).length > 0 ? (
          <NothingFits
            title={t('refunds.noMatch.title')}
            filters={['q', 'customerId', 'projectId']}
            change={change}
          />
        ) : (
          <EmptyState title={t('refunds.empty.title')} text={t('refunds.empty.text')} />
        )
      }
    >
      {(rows, old) => (
        <VirtualList
          label={t('refunds.title')}
          rows={rows}
          keyOf={({ id }) => id}
          estimate={70}
          old={old}
          open={refunds.hasNextPage}
          rowClass={classes.row}
        >
          {(refund) => <RefundRow refund={refund} />}
        </VirtualList>
      )}
    </Listing>
  );
}
