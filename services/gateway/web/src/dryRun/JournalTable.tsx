import type { Schemas } from '../api/client.js';
import { compare } from '../format/decimal.js';
import { writeAmount } from '../format/readAmount.js';
import { useTexts } from '../text/TextProvider.js';
import { DataTable } from '../ui/DataTable.js';

type Line = Schemas['DryRun']['journalLines'][number];

/** What would be booked. */
export function JournalTable({ lines }: { lines: readonly Line[] }) {
  const { t, word, money, locale } = useTexts();
  const amount = (text: string, currency: string) => (compare(text, '0') === 0 ? '' : money(text, currency));
  return (
    <DataTable
      label={t('dryRun.journal')}
      rows={lines.map((line, no) => ({ ...line, no }))}
      keyOf={({ no }) => String(no)}
      columns={[
        {
          title: t('dryRun.account'),
          cell: ({ account, taxRate }) =>
            taxRate
              ? `${word('account', account)} ${t('invoice.rate', { rate: writeAmount(taxRate, locale) })}`
              : word('account', account),
        },
        { title: t('dryRun.debit'), figures: true, cell: ({ debit, currency }) => amount(debit, currency) },
        {
          title: t('dryRun.credit'),
          figures: true,
          cell: ({ credit, currency }) => amount(credit, currency),
        },
      ]}
    />
  );
}
