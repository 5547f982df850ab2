import { pageOf, pages } from '@closeout/contracts/pages';
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTexts } from '../../text/TextProvider.js';
import { DataTable } from '../../ui/DataTable.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { receiptsOf } from '../customerQueries.js';
import { Few } from './Few.js';

export function ReceiptsOf({ customerId }: { customerId: string }) {
  const { t, money, day } = useTexts();
  const receipts = useQuery(receiptsOf(customerId));
  const title = t('customer.receipts');
  return (
    <Few
      title={title}
      query={receipts}
      rowsOf={({ items }) => items}
      hasMore={({ nextCursor }) => nextCursor !== null}
      all={`${pages.receipts}?customerId=${customerId}`}
    >
      {({ items }) => (
        <DataTable
          stacks
          label={title}
          rows={items}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t('order.number'),
              cell: ({ id, number, paymentDate }) => (
                <Anchor
                  component={Link}
                  to={pageOf('receipt', id)}
                  inherit
                  fw={600}
                  aria-label={number ?? `${t('customer.draft')} ${day(paymentDate)}`}
                >
                  {number ?? t('customer.draft')}
                </Anchor>
              ),
            },
            {
              title: t('order.status'),
              cell: ({ status }) =>
                status !== 'DRAFT' && <StatusBadge group="documentStatus" status={status} />,
            },
            { title: t('project.document.date'), cell: ({ paymentDate }) => day(paymentDate) },
            {
              title: t('project.document.amount'),
              figures: true,
              cell: ({ amount, currency }) => money(amount, currency),
            },
            {
              title: t('customer.notAllocated'),
              figures: true,
              cell: ({ unallocated, currency, status }) =>
                status === 'ISSUED' ? money(unallocated, currency) : t('app.none'),
            },
          ]}
        />
      )}
    </Few>
  );
}
