import { limits } from '@closeout/contracts/limits';
import { Button, Group, Text } from '@mantine/core';
import { randomId } from '@mantine/hooks';
import { useDeferredValue, useEffect, useRef, type ReactNode } from 'react';
import { useTexts } from '../../text/TextProvider.js';
import { useToast } from '../../ui/useToast.js';
import { emptyLine, isUnwritten } from './draftForm.js';
import classes from './LineFields.module.css';
import { LineRow, type LineForm } from './LineRow.js';

interface LineFieldsProps {
  form: LineForm;
  /** What each line comes to. */
  nets: readonly (string | null)[];
  /** Beside the button that adds a line. */
  children?: ReactNode;
}

const atOnce = 40;

/** The lines as they are typed. With Alt and an arrow key a line moves, and the focus with it. */
export function LineFields({ form, nets, children }: LineFieldsProps) {
  const { t } = useTexts();
  const { lines } = form.values;
  // Of a long document the first lines are there at once, the others while one reads them.
  const isOpen = useDeferredValue(true, lines.length <= atOnce);
  const toast = useToast();
  const list = useRef<HTMLDivElement>(null);
  const wanted = useRef<{ index: number; part: string } | null>(null);
  useEffect(() => {
    if (!wanted.current) return;
    const { index, part } = wanted.current;
    wanted.current = null;
    const row = list.current?.children[index];
    const at = (name: string) => row?.querySelector<HTMLElement>(`[data-part="${name}"]:not(:disabled)`);
    (at(part) ?? at('description'))?.focus();
  });
  const add = () => {
    wanted.current = { index: lines.length, part: 'description' };
    // Mostly a document has one rate.
    form.insertListItem('lines', emptyLine(randomId(), lines.at(-1)?.taxRate));
  };
  // Rows keep what they were first given: it reads the lines as they are by then.
  const remove = (index: number) => {
    const { lines: now } = form.getValues();
    const line = now[index];
    wanted.current = { index: Math.max(0, Math.min(index, now.length - 2)), part: 'remove' };
    form.removeListItem('lines', index);
    if (!line || isUnwritten([line])) return;
    toast(t('draft.lineRemoved', { no: index + 1 }), 'done', () => form.insertListItem('lines', line, index));
  };
  const move = (from: number, to: number, part: string) => {
    if (to < 0 || to >= form.getValues().lines.length) return;
    wanted.current = { index: to, part };
    form.reorderListItem('lines', { from, to });
  };
  return (
    <>
      <div ref={list} className={classes.lines}>
        {(isOpen ? lines : lines.slice(0, atOnce)).map((line, index) => (
          <LineRow
            key={line.key}
            form={form}
            index={index}
            isLast={index === lines.length - 1}
            isOnly={lines.length === 1}
            net={nets[index] ?? null}
            onMove={move}
            onRemove={remove}
          />
        ))}
      </div>
      <Group>
        <Button variant="default" onClick={add} disabled={lines.length >= limits.document.lines}>
          {t('draft.addLine')}
        </Button>
        {children}
        {lines.length > 1 && (
          <Text size="sm" c="dimmed" visibleFrom="sm">
            {t('draft.moveHint')}
          </Text>
        )}
      </Group>
    </>
  );
}
