import { limits } from '@closeout/contracts/limits';
import { Button, CloseButton, Group, TextInput, VisuallyHidden } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import { maxLevels, renamed, withoutNode, type NodeValues } from '../budgetNodes.js';
import classes from './BudgetNodeRow.module.css';
import type { QuoteValues } from './quoteForm.js';

interface BudgetNodeRowProps {
  form: UseFormReturnType<QuoteValues>;
  index: number;
  /** How many nodes are above it. */
  level: number;
  onAddPart(): void;
}

export function BudgetNodeRow({ form, index, level, onAddPart }: BudgetNodeRowProps) {
  const { t } = useTexts();
  const { budgetNodes: nodes, currency } = form.values;
  const node = nodes[index];
  if (!node) return null;
  const at = (field: keyof NodeValues) => form.getInputProps(`budgetNodes.${index}.${field}`);
  const code = node.code || String(index + 1);
  return (
    <fieldset className={classes.node} data-node={node.key} style={{ marginInlineStart: `${level * 20}px` }}>
      <VisuallyHidden component="legend">
        {node.parent ? t('quote.node.part', { code, parent: node.parent }) : t('quote.node', { code })}
      </VisuallyHidden>
      <TextInput
        label={t('quote.node.code')}
        required
        maxLength={limits.budgetNode.code}
        {...at('code')}
        onChange={(event) =>
          form.setFieldValue('budgetNodes', renamed(nodes, index, event.currentTarget.value))
        }
      />
      <TextInput
        label={t('quote.node.name')}
        required
        maxLength={limits.budgetNode.name}
        data-part="name"
        {...at('name')}
      />
      <AmountInput
        className={classes.amount}
        label={t('order.field.amount')}
        required
        currency={currency}
        {...at('amount')}
      />
      <Group gap="xs" wrap="nowrap" className={classes.controls}>
        <Button
          variant="default"
          size="compact-sm"
          onClick={onAddPart}
          disabled={level + 1 >= maxLevels}
          aria-label={t('quote.node.add', { code })}
        >
          + {t('quote.node.addPart')}
        </Button>
        <CloseButton
          aria-label={t('quote.node.remove', { code })}
          onClick={() => form.setFieldValue('budgetNodes', withoutNode(nodes, index))}
        />
      </Group>
    </fieldset>
  );
}
