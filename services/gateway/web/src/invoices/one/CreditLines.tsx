import { Button, Group, Stack, Text } from '@mantine/core';
import { compare } from '../../format/decimal.js';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import { leftOf } from '../credit.js';
import type { Invoice } from '../invoiceQueries.js';
import classes from './CreditLines.module.css';

interface CreditLinesProps {
  invoice: Invoice;
  /** How much of the net of each line, by its number. */
  amounts: ReadonlyMap<number, string>;
  exceeding: readonly number[];
  onChange(amounts: ReadonlyMap<number, string>): void;
}

/** How much of each line is credited; lines of which nothing is left are not asked for. */
export function CreditLines({ invoice, amounts, exceeding, onChange }: CreditLinesProps) {
  const { t, money } = useTexts();
  const { currency } = invoice;
  const left = leftOf(invoice);
  const set = (no: number, amount: string) => onChange(new Map(amounts).set(no, amount));
  return (
    <Stack gap="xs">
      {invoice.lines.map(({ no, description }) => {
        const rest = left.get(no) ?? '0';
        if (compare(rest, '0') <= 0) return null;
        return (
          <div key={no} className={classes.line}>
            <div>
              <Text size="sm" fw={600}>
                {description}
              </Text>
              <Text size="xs" c="dimmed" className="figures">
                {t('creditNote.left', { amount: money(rest, currency) })}
              </Text>
            </div>
            <Group gap="xs" wrap="nowrap" align="flex-start">
              <AmountInput
                aria-label={t('creditNote.amount', { line: description })}
                currency={currency}
                value={amounts.get(no) ?? ''}
                onChange={(amount) => set(no, amount)}
                error={exceeding.includes(no) && t('creditNote.tooMuch')}
              />
              <Button
                variant="default"
                flex="none"
                aria-label={t('creditNote.allOf', { line: description })}
                onClick={() => set(no, rest)}
              >
                {t('creditNote.all')}
              </Button>
            </Group>
          </div>
        );
      })}
    </Stack>
  );
}
