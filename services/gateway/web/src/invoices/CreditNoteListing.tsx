import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Listing } from '../ui/Listing.js';
import { NothingFits } from '../ui/NothingFits.js';
import { VirtualList } from '../ui/VirtualList.js';
import { CreditNoteRow } from './CreditNoteRow.js';
import classes from './DocumentRow.module.css';
import { creditNoteListQuery, filterNames } from './invoiceFilters.js';
import type { ListingProps } from './InvoiceListing.js';
import { creditNoteList } from './invoiceQueries.js';

export function CreditNoteListing({ params, change }: ListingProps) {
  const { t } = useTexts();
  const query = useMemo(() => creditNoteListQuery(params), [params]);
  const notes = useInfiniteQuery(creditNoteList(query));
  return (
    <Listing
      pages={notes}
      shown={(count) => t('creditNotes.shown', { count })}
      empty={
        Object.keys(query).length > 0 ? (
          <NothingFits title={t('invoices.noMatch.title')} filters={filterNames} change={change} />
        ) : (
          <EmptyState title={t('creditNotes.empty.title')} text={t('creditNotes.empty.text')} />
        )
      }
    >
      {(rows, old) => (
        <VirtualList
          label={t('creditNotes.title')}
          rows={rows}
          keyOf={({ id }) => id}
          estimate={70}
          old={old}
          open={notes.hasNextPage}
          rowClass={classes.row}
        >
          {(note) => <CreditNoteRow note={note} />}
        </VirtualList>
      )}
    </Listing>
  );
}
