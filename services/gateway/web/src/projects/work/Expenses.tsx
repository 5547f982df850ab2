import { Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery, useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { MoreButton } from '../../ui/MoreButton.js';
import { Section } from '../../ui/Section.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import type { Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import { ExpenseActions } from './ExpenseActions.js';
import { ExpenseDialog } from './ExpenseDialog.js';
import classes from './Work.module.css';
import { budgetQuery, expensesQuery, type Expense } from './workQueries.js';

export function Expenses({ project }: { project: Project }) {
  const { t, word, money, day } = useTexts();
  const may = useMay();
  const me = useQuery(meQuery);
  const expenses = useInfiniteQuery(expensesQuery(project.id));
  const nodes = useQuery(budgetQuery(project.id));
  const [about, setAbout] = useState<Expense | 'new' | null>(null);
  const records = may('expenses.record') && allows(project, 'expenditure');
  const codeOf = (id: string | null) => nodes.data?.items.find((node) => node.id === id)?.code;
  return (
    <Section title={t('work.expenses')}>
      <Loaded query={expenses}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <Text c="dimmed">{t('work.expenses.none')}</Text>;
          return (
            <ul className={classes.list}>
              {rows.map((expense) => (
                <li key={expense.id}>
                  <div className={classes.what}>
                    <Group gap="xs">
                      <Text fw={600}>{expense.description}</Text>
                      <StatusBadge group="expenseStatus" status={expense.status} />
                    </Group>
                    <Text size="sm" c="dimmed">
                      {[
                        word('expenseKind', expense.kind),
                        day(expense.date),
                        t('expense.by', { name: expense.recordedBy.name }),
                        codeOf(expense.budgetNodeId) &&
                          t('expense.of', { code: codeOf(expense.budgetNodeId) ?? '' }),
                        expense.decidedBy &&
                          t(`expense.decided.${expense.status === 'SETTLED' ? 'SETTLED' : 'REJECTED'}`, {
                            name: expense.decidedBy.name,
                          }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </Text>
                    {expense.reason && <Text size="sm">{t('work.reason', { reason: expense.reason })}</Text>}
                  </div>
                  <Group gap="sm">
                    <Text fw={600} className="figures">
                      {money(expense.amount, expense.currency)}
                    </Text>
                    <ExpenseActions project={project} expense={expense} />
                    {records &&
                      expense.status === 'RECORDED' &&
                      expense.recordedBy.id === me.data?.user.id && (
                        <Button
                          variant="subtle"
                          size="compact-sm"
                          aria-label={t('app.edit.name', { name: expense.description })}
                          onClick={() => setAbout(expense)}
                        >
                          {t('app.edit')}
                        </Button>
                      )}
                  </Group>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      <MoreButton pages={expenses} />
      {records && (
        <Group>
          <Button variant="default" onClick={() => setAbout('new')}>
            {t('expense.add')}
          </Button>
        </Group>
      )}
      <ExpenseDialog project={project} about={about} onClose={() => setAbout(null)} />
    </Section>
  );
}
