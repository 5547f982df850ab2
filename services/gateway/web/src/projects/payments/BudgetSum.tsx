import { Text } from '@mantine/core';
import { useTexts } from '../../text/TextProvider.js';

interface BudgetSumProps {
  planned: string;
  budget: string;
  rest: string;
  sign: number;
  currency: string;
}

/** What is planned compared with the budget, in one sentence. */
export function BudgetSum({ planned, budget, rest, sign, currency }: BudgetSumProps) {
  const { t, money } = useTexts();
  return (
    <Text role="status" className="figures">
      {t('newProject.sum', { sum: money(planned, currency), budget: money(budget, currency) })}
      {' – '}
      <Text span fw={600} c={sign < 0 ? 'var(--mantine-color-error)' : undefined}>
        {sign === 0 && t('newProject.sum.fits')}
        {sign > 0 && t('newProject.sum.less', { amount: money(rest, currency) })}
        {sign < 0 && t('newProject.sum.more', { amount: money(rest.replace('-', ''), currency) })}
      </Text>
    </Text>
  );
}
