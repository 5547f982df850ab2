import { pageOf } from '@closeout/contracts/pages';
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { compare } from '../../format/decimal.js';
import { refundsOfReceipt } from '../../refunds/refundQueries.js';
import { useTexts } from '../../text/TextProvider.js';
import { DataTable } from '../../ui/DataTable.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import type { Receipt } from '../receiptQueries.js';

/** What of it was paid back. */
export function Refunds({ receipt: { id, currency, refunded } }: { receipt: Receipt }) {
  const { t, day, money } = useTexts();
  const some = compare(refunded, '0') > 0;
  const refunds = useQuery({ ...refundsOfReceipt(id), enabled: some });
  if (!some) return null;
  return (
    <Section title={t('refunds.title')}>
      <Loaded query={refunds}>
        {({ items }) => (
          <DataTable
            stacks
            label={t('refunds.title')}
            rows={items}
            keyOf={(refund) => refund.id}
            columns={[
              {
                title: t('project.document.number'),
                cell: (refund) => (
                  <Anchor component={Link} to={pageOf('refund', refund.id)} inherit>
                    {refund.number}
                  </Anchor>
                ),
              },
              { title: t('refund.date'), cell: ({ refundDate }) => day(refundDate) },
              { title: t('reason.label'), cell: ({ reason }) => reason, prose: true },
              {
                title: t('receipt.amount'),
                figures: true,
                cell: ({ amount }) => money(amount, currency),
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}
