import { Text } from '@mantine/core';
import { compare } from '../../format/decimal.js';
import { useTexts } from '../../text/TextProvider.js';
import { RecordLink } from '../../ui/RecordLink.js';
import { DataTable } from '../../ui/DataTable.js';
import { Section } from '../../ui/Section.js';
import type { Receipt } from '../receiptQueries.js';

export function Allocations({ receipt }: { receipt: Receipt }) {
  const { t, money } = useTexts();
  const { currency, allocated, refunded, tied, free, reversal } = receipt;
  const allocations = reversal?.allocations ?? receipt.allocations;
  const figures = [
    ['receipt.refunded', refunded],
    ['receipt.tied', tied],
    ['receipt.credit', free],
  ] as const;
  return (
    <Section title={t(reversal ? 'receipt.allocations.were' : 'receipt.allocations')}>
      {allocations.length === 0 ? (
        <Text c="dimmed">{t(reversal ? 'receipt.allocations.neither' : 'receipt.allocations.none')}</Text>
      ) : (
        <DataTable
          label={t(reversal ? 'receipt.allocations.were' : 'receipt.allocations')}
          rows={allocations}
          keyOf={({ invoiceId }) => invoiceId}
          columns={[
            {
              title: t('receipt.allocation.invoice'),
              cell: ({ invoiceId, invoiceNumber }) => (
                <RecordLink page="invoice" id={invoiceId} underline="always">
                  {invoiceNumber}
                </RecordLink>
              ),
            },
            {
              title: t('receipt.allocation.amount'),
              figures: true,
              cell: ({ amount }) => money(amount, currency),
            },
          ]}
        />
      )}
      {!reversal && (
        <div className="figures">
          <Text ta="right" size="sm">
            {t('receipt.allocated')} {money(allocated, currency)}
          </Text>
          {figures
            .filter(([, amount]) => compare(amount, '0') > 0)
            .map(([name, amount]) => (
              <Text key={name} ta="right" {...(name === 'receipt.refunded' ? { size: 'sm' } : { fw: 600 })}>
                {t(name)} {money(amount, currency)}
              </Text>
            ))}
        </div>
      )}
    </Section>
  );
}
