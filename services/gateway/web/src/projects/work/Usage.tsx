import { Group, Text } from '@mantine/core';
import { useTexts } from '../../text/TextProvider.js';
import { TwoBars } from '../../ui/Bar.js';
import { usageOf } from './budgetTree.js';

interface UsageProps {
  label: string;
  figures: { amount?: string; spent?: string; committed?: string };
  currency: string;
  /** In a table, where the figures stand beside it. */
  brief?: boolean;
}

/** Spent, and waiting for a decision, against the budget. Nothing for those who may not see the figures. */
export function Usage({ label, figures: { amount, spent, committed }, currency, brief }: UsageProps) {
  const { t, money } = useTexts();
  if (amount === undefined || spent === undefined || committed === undefined) return null;
  const { left, over, spentPercent, usedPercent } = usageOf({ amount, spent, committed });
  const rest = t(over ? 'budget.overBy' : 'budget.leftOf', {
    amount: money(left.replace('-', ''), currency),
  });
  const words = t('budget.usage', {
    spent: money(spent, currency),
    committed: money(committed, currency),
    amount: money(amount, currency),
  });
  return (
    <div style={brief ? { minWidth: '9rem' } : undefined}>
      <Group justify="space-between" gap="xs">
        {!brief && (
          <Text size="sm" className="figures">
            {label}: {words}
          </Text>
        )}
        <Text size="sm" fw={600} className="figures" c={over ? 'var(--mantine-color-error)' : undefined}>
          {over && '! '}
          {rest}
        </Text>
      </Group>
      <TwoBars over={spentPercent} under={usedPercent} label={`${label}: ${words}. ${rest}`} />
    </div>
  );
}
