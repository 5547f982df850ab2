import { pageOf } from '@closeout/contracts/pages';
import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { DataTable } from '../../ui/DataTable.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { settlementsQuery, type Invoice } from '../invoiceQueries.js';

/** The receipts that pay for an invoice. */
export function Settlements({ invoice: { id, currency } }: { invoice: Invoice }) {
  const { t, day, money } = useTexts();
  const may = useMay();
  const settlements = useQuery(settlementsQuery(id));
  return (
    <Section title={t('invoice.receipts')}>
      <Loaded query={settlements}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{t('invoice.receipts.none')}</Text>
          ) : (
            <DataTable
              label={t('invoice.receipts')}
              rows={items}
              keyOf={({ receiptId }) => receiptId}
              columns={[
                {
                  title: t('project.document.number'),
                  cell: ({ receiptId, receiptNumber }) =>
                    may('receipts.view') ? (
                      <Anchor component={Link} to={pageOf('receipt', receiptId)} inherit>
                        {receiptNumber}
                      </Anchor>
                    ) : (
                      receiptNumber
                    ),
                },
                { title: t('invoice.paymentDate'), cell: ({ paymentDate }) => day(paymentDate) },
                {
                  title: t('invoice.paidByIt'),
                  figures: true,
                  cell: ({ amount }) => money(amount, currency),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
