import { pageOf, type PageAddress } from '@closeout/contracts/pages';
import { Anchor, Group } from '@mantine/core';
import { Link } from 'react-router';
import { compare } from '../format/decimal.js';
import { useTexts } from '../text/TextProvider.js';
import { DataTable } from '../ui/DataTable.js';
import type { JournalLine } from './journalQueries.js';

/** The documents that a line leads to. */
function documentsOf(line: JournalLine): { number: string; page: PageAddress }[] {
  const known = [
    [line.receiptNumber, line.receiptId && pageOf('receipt', line.receiptId)],
    [line.invoiceNumber, line.invoiceId && pageOf('invoice', line.invoiceId)],
    [line.creditNoteNumber, line.creditNoteId && pageOf('creditNote', line.creditNoteId)],
    [line.refundNumber, line.refundId && pageOf('refund', line.refundId)],
  ] as const;
  return known.flatMap(([number, page]) => (number && page ? [{ number, page }] : []));
}

export function LinesTable({ lines }: { lines: readonly JournalLine[] }) {
  const { t, word, day, money } = useTexts();
  const amount = (text: string, currency: string) => (compare(text, '0') === 0 ? '' : money(text, currency));
  return (
    <DataTable
      label={t('journal.title')}
      rows={lines}
      keyOf={({ id }) => id}
      columns={[
        { title: t('journal.no'), cell: ({ no }) => no },
        { title: t('journal.date'), cell: ({ date }) => day(date) },
        { title: t('journal.valueDate'), cell: ({ valueDate }) => day(valueDate) },
        {
          title: t('journal.document'),
          cell: ({ documentKind, documentNumber }) =>
            `${word('journalKind', documentKind)} ${documentNumber}`,
        },
        { title: t('journal.account'), cell: ({ account }) => word('account', account) },
        { title: t('dryRun.debit'), figures: true, cell: ({ debit, currency }) => amount(debit, currency) },
        {
          title: t('dryRun.credit'),
          figures: true,
          cell: ({ credit, currency }) => amount(credit, currency),
        },
        {
          title: t('journal.about'),
          cell: (line) => (
            <Group gap="xs" wrap="nowrap">
              {documentsOf(line).map(({ number, page }) => (
                <Anchor key={number} component={Link} to={page} inherit>
                  {number}
                </Anchor>
              ))}
            </Group>
          ),
        },
      ]}
    />
  );
}
