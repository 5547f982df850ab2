import { compare } from '../format/decimal.js';
import { writeAmount } from '../format/readAmount.js';
import { useTexts } from '../text/TextProvider.js';
import { DataTable, type Column } from '../ui/DataTable.js';
import { useRate } from './useRate.js';

interface DocumentLine {
  no: number;
  description: string;
  quantity: string;
  unitPrice: string;
  taxRate: string;
  priceIncludesTax?: boolean;
  net: string;
  credited?: string;
}

/** Lines of an invoice or a credit note; what was credited of them only where something was. */
export function DocumentLines({ lines, currency }: { lines: readonly DocumentLine[]; currency: string }) {
  const { t, locale, scale, money } = useTexts();
  const rate = useRate();
  const anyCredited = lines.some(({ credited = '0' }) => compare(credited, '0') > 0);
  const columns: Column<DocumentLine>[] = [
    { title: t('invoice.line.description'), cell: ({ description }) => description, prose: true },
    {
      title: t('invoice.line.quantity'),
      figures: true,
      cell: ({ quantity }) => writeAmount(quantity, locale),
    },
    {
      title: t('invoice.line.unitPrice'),
      figures: true,
      cell: ({ unitPrice, priceIncludesTax }) => {
        const price = writeAmount(unitPrice, locale, scale(currency));
        return priceIncludesTax ? t('invoice.line.gross', { price }) : price;
      },
    },
    { title: t('invoice.line.taxRate'), figures: true, cell: ({ taxRate }) => rate(taxRate) },
    { title: t('invoice.line.net'), figures: true, cell: ({ net }) => money(net, currency) },
    ...(anyCredited
      ? [
          {
            title: t('invoice.credited'),
            figures: true,
            cell: ({ credited = '0' }: DocumentLine) => money(credited, currency),
          },
        ]
      : []),
  ];
  return (
    <DataTable
      stacks
      label={t('invoice.lines')}
      rows={lines}
      keyOf={({ no }) => String(no)}
      columns={columns}
    />
  );
}
