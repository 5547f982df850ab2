import { pageOf } from '@closeout/contracts/pages';
import { Alert, Anchor, List } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { quoteList } from '../../quotes/quoteQueries.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';

/** Quotes that wait for an order: one that is entered there approves the quote, and the project creates itself. */
export function SentQuotes({ customerId }: { customerId: string }) {
  const { t, money } = useTexts();
  const may = useMay();
  const quotes = useInfiniteQuery({
    ...quoteList({ customerId, status: 'SENT', limit: 5 }),
    enabled: customerId !== '' && may('quotes.manage'),
    placeholderData: undefined,
  });
  const sent = quotes.data?.pages[0]?.items ?? [];
  if (sent.length === 0) return null;
  return (
    <Alert variant="outline" c="inherit" title={t('order.quotes')}>
      <List size="sm">
        {sent.map(({ id, number, title, totals, currency }) => (
          <List.Item key={id}>
            <Anchor component={Link} to={pageOf('quote', id)} size="sm">
              {number} {title}
            </Anchor>{' '}
            · {money(totals.gross, currency)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
