import { Text } from '@mantine/core';
import { compare } from '../../format/decimal.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Credit } from '../credit.js';

interface CreditTotalsProps {
  credit: Credit;
  /** What is left of the invoice, tax included. */
  left: string;
  currency: string;
}

/** What the credit note comes to so far, of what is left. */
export function CreditTotals({ credit, left, currency }: CreditTotalsProps) {
  const { t, money } = useTexts();
  return (
    <div role="status">
      <Text size="sm" fw={600} className="figures">
        {t('creditNote.total', { gross: money(credit.gross, currency), left: money(left, currency) })}
      </Text>
      <Text size="sm" c="dimmed" className="figures">
        {t('creditNote.split', { net: money(credit.net, currency), tax: money(credit.tax, currency) })}
        {compare(credit.released, '0') > 0 &&
          ` ${t('creditNote.released', { amount: money(credit.released, currency) })}`}
      </Text>
    </div>
  );
}
