import { SimpleGrid, Text } from '@mantine/core';
import { percentOf } from '../../format/decimal.js';
import { useTexts } from '../../text/TextProvider.js';
import { TwoBars } from '../../ui/Bar.js';
import { Figure } from '../../ui/Figure.js';
import type { Project } from '../projectQueries.js';

/** The sums of a project; nothing for those who may not see them. */
export function MoneyFigures({ project: { totals, budgetTotal, currency } }: { project: Project }) {
  const { t, money } = useTexts();
  if (!totals || budgetTotal === undefined) return null;
  const figures = [
    { name: t('project.budget'), amount: budgetTotal },
    { name: t('project.expected'), amount: totals.milestonesExpected },
    { name: t('project.invoiced'), amount: totals.invoiced },
    { name: t('project.received'), amount: totals.received },
    { name: t('project.remaining'), amount: totals.remaining },
  ];
  return (
    <SimpleGrid component="dl" m={0} cols={{ base: 1, xs: 2, md: 5 }}>
      {figures.map(({ name, amount }) => (
        <Figure key={name} name={name}>
          {money(amount, currency)}
        </Figure>
      ))}
    </SimpleGrid>
  );
}

type MoneyBarProps = Pick<Project, 'totals' | 'budgetTotal' | 'currency'>;

/** Received and invoiced against the budget, in words and as a bar. */
export function MoneyBar({ totals, budgetTotal, currency }: MoneyBarProps) {
  const { t, money } = useTexts();
  if (!totals || budgetTotal === undefined) return null;
  const received = money(totals.received, currency);
  const budget = money(budgetTotal, currency);
  return (
    <>
      <Text size="sm" className="figures">
        {t('projects.received', { received, budget })}
      </Text>
      <TwoBars
        over={percentOf(totals.received, budgetTotal)}
        under={percentOf(totals.invoiced, budgetTotal)}
        label={t('projects.money.label', { received, invoiced: money(totals.invoiced, currency), budget })}
      />
    </>
  );
}
