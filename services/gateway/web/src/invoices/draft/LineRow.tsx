import { ActionIcon, Checkbox, CloseButton, Group, Text, Textarea, VisuallyHidden } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { KeyboardEvent } from 'react';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import type { LineValues } from './draftForm.js';
import classes from './LineFields.module.css';

/** Of `useForm`, in whatever form has lines. */
export interface LineForm {
  values: { currency: string; lines: LineValues[] };
  getInputProps: UseFormReturnType<{ lines: LineValues[] }>['getInputProps'];
  insertListItem(path: 'lines', line: LineValues, index?: number): void;
  removeListItem(path: 'lines', index: number): void;
  reorderListItem(path: 'lines', move: { from: number; to: number }): void;
}

interface LineRowProps {
  form: LineForm;
  index: number;
  of: number;
  net: string | null;
  onMove(from: number, to: number, part: string): void;
  onRemove(index: number): void;
}

export function LineRow({ form, index, of, net, onMove, onRemove }: LineRowProps) {
  const { t, money } = useTexts();
  const { currency } = form.values;
  const no = index + 1;
  const at = (field: keyof LineValues) => ({
    ...form.getInputProps(`lines.${index}.${field}`),
    'data-part': field,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || !step) return;
    event.preventDefault();
    const { part = 'description' } = (event.target as HTMLElement).dataset;
    onMove(index, index + step, part);
  };
  return (
    <fieldset className={classes.line} onKeyDown={onKeyDown}>
      <VisuallyHidden component="legend">{t('draft.line', { no })}</VisuallyHidden>
      <Textarea
        className={classes.description}
        label={t('invoice.line.description')}
        required
        autosize
        classNames={{ input: classes.text }}
        maxLength={1000}
        {...at('description')}
      />
      <AmountInput label={t('invoice.line.quantity')} required {...at('quantity')} />
      <div>
        <AmountInput label={t('invoice.line.unitPrice')} required currency={currency} {...at('unitPrice')} />
        <Checkbox
          className={classes.included}
          size="xs"
          mt={4}
          label={t('invoice.line.includesTax')}
          {...form.getInputProps(`lines.${index}.priceIncludesTax`, { type: 'checkbox' })}
        />
      </div>
      <AmountInput
        label={t('invoice.line.taxRate')}
        rightSection={<Text size="sm">%</Text>}
        {...at('taxRate')}
      />
      <div className={classes.net}>
        <span className={classes.netLabel}>{t('invoice.line.net')}</span>
        <span className={`figures ${classes.netAmount}`}>{net ? money(net, currency) : t('app.none')}</span>
      </div>
      <Group gap={2} wrap="nowrap" className={classes.controls}>
        <ActionIcon
          variant="subtle"
          color="gray"
          data-part="up"
          disabled={index === 0}
          aria-label={t('draft.moveUp', { no })}
          onClick={() => onMove(index, index - 1, 'up')}
        >
          ↑
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          data-part="down"
          disabled={index === of - 1}
          aria-label={t('draft.moveDown', { no })}
          onClick={() => onMove(index, index + 1, 'down')}
        >
          ↓
        </ActionIcon>
        <CloseButton
          data-part="remove"
          disabled={of === 1}
          aria-label={t('draft.removeLine', { no })}
          onClick={() => onRemove(index)}
        />
      </Group>
    </fieldset>
  );
}
