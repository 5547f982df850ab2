import { Button, Group, Text } from '@mantine/core';
import { useTexts } from '../../text/TextProvider.js';
import { isZero } from '../orderFigures.js';
import { signed } from '../OrderInShort.js';
import { differenceTo } from './orderForm.js';

interface AgainstBudgetProps {
  budgetTotal: string;
  currency: string;
  amount: string;
  take(amount: string): void;
}

/** The order is most likely over the project's budget; how far it is from it is said while one types. */
export function AgainstBudget({ budgetTotal, currency, amount, take }: AgainstBudgetProps) {
  const { t, money } = useTexts();
  const budget = money(budgetTotal, currency);
  const difference = differenceTo(budgetTotal, amount);
  return (
    <Group gap="sm">
      <Text size="sm" role="status" className="figures">
        {difference === null
          ? t('order.budget', { budget })
          : isZero(difference)
            ? t('order.budget.fits', { budget })
            : t('order.budget.differs', { budget, difference: signed(difference, currency, money) })}
      </Text>
      {difference === null && (
        <Button variant="default" size="compact-sm" onClick={() => take(budgetTotal)}>
          {t('order.budget.take')}
        </Button>
      )}
    </Group>
  );
}
