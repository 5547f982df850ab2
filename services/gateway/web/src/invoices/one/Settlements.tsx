import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../text/TextProvider.js';
import { RecordLink } from '../../ui/RecordLink.js';
import { DataTable } from '../../ui/DataTable.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { settlementsQuery, type Invoice } from '../invoiceQueries.js';

/** The receipts that pay for an invoice. */
export function Settlements({ invoice: { id, currency } }: { invoice: Invoice }) {
  const { t, day, money } = useTexts();
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
                  cell: ({ receiptId, receiptNumber }) => (
                    <RecordLink page="receipt" id={receiptId}>
                      {receiptNumber}
                    </RecordLink>
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
