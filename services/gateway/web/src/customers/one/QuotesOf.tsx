import { pages } from '@closeout/contracts/pages';
import { useInfiniteQuery } from '@tanstack/react-query';
import { quoteList } from '../../quotes/quoteQueries.js';
import { QuoteTable } from '../../quotes/QuoteTable.js';
import { useTexts } from '../../text/TextProvider.js';
import { Few } from './Few.js';

export function QuotesOf({ customerId }: { customerId: string }) {
  const { t } = useTexts();
  const quotes = useInfiniteQuery(quoteList({ customerId, limit: 5 }));
  return (
    <Few
      title={t('quotes.title')}
      query={quotes}
      rowsOf={({ pages }) => pages[0]?.items ?? []}
      hasMore={({ pages }) => Boolean(pages[0]?.nextCursor)}
      all={`${pages.quotes}?customerId=${customerId}`}
    >
      {({ pages }) => <QuoteTable quotes={pages[0]?.items ?? []} ofCustomer />}
    </Few>
  );
}
