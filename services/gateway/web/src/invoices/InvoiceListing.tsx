import { pages } from '@closeout/contracts/pages';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Listing } from '../ui/Listing.js';
import { NothingFits } from '../ui/NothingFits.js';
import { VirtualList } from '../ui/VirtualList.js';
import classes from './DocumentRow.module.css';
import { filterNames, invoiceListQuery } from './invoiceFilters.js';
import { invoiceList } from './invoiceQueries.js';
import { InvoiceRow } from './InvoiceRow.js';

export interface ListingProps {
  params: URLSearchParams;
  change(values: Record<string, string | undefined>): void;
}

export function InvoiceListing({ params, change }: ListingProps) {
  const { t } = useTexts();
  const may = useMay();
  const query = useMemo(() => invoiceListQuery(params), [params]);
  const invoices = useInfiniteQuery(invoiceList(query));
  const filtered = filterNames.some((name) => params.has(name));
  return (
    <Listing
      pages={invoices}
      shown={(count) => t('invoices.shown', { count })}
      empty={
        filtered ? (
          <NothingFits title={t('invoices.noMatch.title')} filters={filterNames} change={change} />
        ) : (
          <EmptyState title={t('invoices.empty.title')} text={t('invoices.empty.text')}>
            {may('invoices.manage') && (
              <Button component={Link} to={pages.newInvoice}>
                {t('invoices.new')}
              </Button>
            )}
          </EmptyState>
        )
      }
    >
      {(rows, old) => (
        <VirtualList
          label={t('invoices.title')}
          rows={rows}
          keyOf={({ id }) => id}
          estimate={70}
          old={old}
          open={invoices.hasNextPage}
          rowClass={classes.row}
        >
          {(invoice) => <InvoiceRow invoice={invoice} />}
        </VirtualList>
      )}
    </Listing>
  );
}
