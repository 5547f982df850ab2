import { limits } from '@closeout/contracts/limits';
import { ActionIcon, Checkbox, CloseButton, Group, Text, Textarea, VisuallyHidden } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { memo, type KeyboardEvent, type ReactNode } from 'react';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import type { LineValues } from './draftForm.js';
import classes from './LineFields.module.css';

/** Of `useForm`, in whatever form has lines. */
export interface LineForm {
  values: { currency: string; lines: LineValues[] };
  errors: Record<string, ReactNode>;
  /** As they are now, whenever it is asked. */
  getValues(): { lines: LineValues[] };
  getInputProps: UseFormReturnType<{ lines: LineValues[] }>['getInputProps'];
  insertListItem(path: 'lines', line: LineValues, index?: number): void;
  removeListItem(path: 'lines', index: number): void;
  reorderListItem(path: 'lines', move: { from: number; to: number }): void;
}

interface LineRowProps {
  form: LineForm;
  index: number;
  /** Whether it is the last of the lines, and the only one. */
  isLast: boolean;
  isOnly: boolean;
  net: string | null;
  /** Like `onRemove`, the same whichever render it comes from. */
  onMove(from: number, to: number, part: string): void;
  onRemove(index: number): void;
}

/** Where the browser sizes a text field by what is in it; measuring five hundred of them takes seconds. */
const sizesItself = CSS.supports('field-sizing', 'content');

/** Of many lines, only those are drawn anew in which something changed. */
export const LineRow = memo(Row, looksTheSame);

function Row({ form, index, isLast, isOnly, net, onMove, onRemove }: LineRowProps) {
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
        autosize={!sizesItself}
        classNames={{ input: classes.text }}
        maxLength={limits.document.lineDescription}
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
        required
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
          disabled={isLast}
          aria-label={t('draft.moveDown', { no })}
          onClick={() => onMove(index, index + 1, 'down')}
        >
          ↓
        </ActionIcon>
        <CloseButton
          data-part="remove"
          disabled={isOnly}
          aria-label={t('draft.removeLine', { no })}
          onClick={() => onRemove(index)}
        />
      </Group>
    </fieldset>
  );
}

const fields = ['description', 'quantity', 'unitPrice', 'taxRate', 'priceIncludesTax'] as const;

function looksTheSame(a: LineRowProps, b: LineRowProps): boolean {
  const [line, other] = [a.form.values.lines[a.index], b.form.values.lines[b.index]];
  const errorOf = ({ form, index }: LineRowProps, field: string) => form.errors[`lines.${index}.${field}`];
  return (
    a.index === b.index &&
    a.isLast === b.isLast &&
    a.isOnly === b.isOnly &&
    a.net === b.net &&
    a.form.values.currency === b.form.values.currency &&
    fields.every((field) => line?.[field] === other?.[field] && errorOf(a, field) === errorOf(b, field))
  );
}
