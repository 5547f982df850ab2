import { limits } from '@closeout/contracts/limits';
import { Button, Group, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { randomId } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../text/TextProvider.js';
import { budgetAgainst, levelsOf, withNode } from '../budgetNodes.js';
import { BudgetNodeRow } from './BudgetNodeRow.js';
import type { QuoteValues } from './quoteForm.js';

interface BudgetFieldsProps {
  form: UseFormReturnType<QuoteValues>;
  /** What is quoted, tax included. */
  gross: string;
}

/** The budget as a tree, typed from the top down; how much of the quote it plans is said beside it. */
export function BudgetFields({ form, gross }: BudgetFieldsProps) {
  const { t, money } = useTexts();
  const { budgetNodes: nodes, currency } = form.values;
  const levels = levelsOf(nodes);
  const { planned, rest, sign } = budgetAgainst(nodes, gross);
  const list = useRef<HTMLDivElement>(null);
  const added = useRef<string | null>(null);
  useEffect(() => {
    if (!added.current) return;
    list.current?.querySelector<HTMLElement>(`[data-node="${added.current}"] [data-part="name"]`)?.focus();
    added.current = null;
  });
  const add = (below: number | null) => {
    added.current = randomId();
    form.setFieldValue('budgetNodes', withNode(nodes, below, added.current));
  };
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('quote.budget.hint')}
      </Text>
      <div ref={list}>
        {nodes.map((node, index) => (
          <BudgetNodeRow
            key={node.key}
            form={form}
            index={index}
            level={levels[index] ?? 0}
            onAddPart={() => add(index)}
          />
        ))}
      </div>
      <Group>
        <Button
          variant="default"
          onClick={() => add(null)}
          disabled={nodes.length >= limits.quote.budgetNodes}
        >
          {t('quote.budget.add')}
        </Button>
      </Group>
      {nodes.length > 0 && (
        <Text role="status" className="figures">
          {t('quote.budget.sum', { sum: money(planned, currency), gross: money(gross, currency) })}
          {' – '}
          <Text span fw={600} c={sign < 0 ? 'var(--mantine-color-error)' : undefined}>
            {sign === 0 && t('quote.budget.fits')}
            {sign > 0 && t('quote.budget.less', { amount: money(rest, currency) })}
            {sign < 0 && t('quote.budget.more', { amount: money(rest.replace('-', ''), currency) })}
          </Text>
        </Text>
      )}
    </>
  );
}
