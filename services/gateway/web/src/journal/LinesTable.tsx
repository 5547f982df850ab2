import { Group } from '@mantine/core';
import { compare } from '../format/decimal.js';
import { useTexts } from '../text/TextProvider.js';
import { RecordLink } from '../ui/RecordLink.js';
import { DataTable } from '../ui/DataTable.js';
import type { JournalLine } from './journalQueries.js';

/** The documents that a line leads to. */
function documentsOf(line: JournalLine) {
  const known = [
    ['receipt', line.receiptNumber, line.receiptId],
    ['invoice', line.invoiceNumber, line.invoiceId],
    ['creditNote', line.creditNoteNumber, line.creditNoteId],
    ['refund', line.refundNumber, line.refundId],
  ] as const;
  return known.flatMap(([page, number, id]) => (number && id ? [{ page, number, id }] : []));
}

export function LinesTable({ lines }: { lines: readonly JournalLine[] }) {
  const { t, word, day, money } = useTexts();
  const amount = (text: string, currency: string) => (compare(text, '0') === 0 ? '' : money(text, currency));
  return (
    <DataTable
      stacks
      label={t('journal.title')}
      rows={lines}
      keyOf={({ id }) => id}
      columns={[
        { title: t('journal.no'), short: true, cell: ({ no }) => no },
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
            <Group gap={4}>
              {documentsOf(line).map(({ page, number, id }) => (
                <RecordLink key={number} page={page} id={id}>
                  {number}
                </RecordLink>
              ))}
            </Group>
          ),
        },
      ]}
    />
  );
}
