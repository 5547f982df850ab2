import { pageOf } from '@closeout/contracts/pages';
import { Alert, Anchor, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { creditQuery } from './receiptQueries.js';

interface CustomerCreditProps {
  /** The customer's id, or ''. */
  customerId: string;
  /** A receipt that is not mentioned, because the page is about it. */
  except?: string;
}

/** What the customer has paid beyond invoices, wherever an invoice or a payment of theirs is entered; nothing where there is none. */
export function CustomerCredit({ customerId, except }: CustomerCreditProps) {
  const { t, money } = useTexts();
  const may = useMay();
  const { data } = useQuery({
    ...creditQuery(customerId),
    enabled: customerId !== '' && may('receipts.view'),
  });
  const receipts = (data?.receipts ?? []).filter(({ receiptId }) => receiptId !== except);
  if (receipts.length === 0) return null;
  return (
    <Alert variant="outline" color="blue" c="inherit" title={t('credit.title')}>
      <Text size="sm">{t('credit.text')}</Text>
      <List size="sm">
        {receipts.map(({ receiptId, number, unallocated, currency }) => (
          <List.Item key={receiptId} className="figures">
            <Anchor component={Link} to={pageOf('receipt', receiptId)} size="sm" underline="always">
              {number}
            </Anchor>
            {' · '}
            {t('credit.left', { amount: money(unallocated, currency) })}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
