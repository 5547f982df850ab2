import { Alert, Button, Group, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ProblemError } from '../api/problem.js';
import { useTexts } from '../text/TextProvider.js';
import { inConflict, keepTyped } from './keepTyped.js';
import { ProblemAlert } from './ProblemAlert.js';
import { useFormProblem } from './useFormProblem.js';

interface Editing<R, V> {
  /** null: it is about to be made. */
  record: R | null;
  form: UseFormReturnType<V>;
  /** What the form's fields hold for a record. */
  valuesOf(record: R): V;
  /** The record as it is now; undefined when it is gone. */
  read(): Promise<R | undefined>;
  isField(name: string): boolean;
}

/**
 * Changes the version of a record that was seen, and no other. When a colleague was faster (412), `alert` offers to load theirs:
 * what was typed stays, what was not touched becomes theirs, and the fields that both have changed say so.
 */
export function useEditing<R extends { version: number }, V extends object>(props: Editing<R, V>) {
  const { record, form, valuesOf, read, isField } = props;
  const { t } = useTexts();
  const [base, setBase] = useState(record);
  const [behind, setBehind] = useState(false);
  const refusal = useFormProblem(form, isField);
  const catchUp = useMutation({
    mutationFn: async () => {
      const now = await read();
      if (!now) throw new Error(t('editing.gone'));
      return now;
    },
    onSuccess: (now) => {
      const [typed, before, theirs] = [form.getValues(), valuesOf(base ?? now), valuesOf(now)];
      form.setValues(keepTyped(typed, before, theirs));
      form.setErrors(
        Object.fromEntries(inConflict(typed, before, theirs).map((name) => [name, said(theirs[name])])),
      );
      setBase(now);
      setBehind(false);
    },
    onError: (error) => {
      setBehind(false);
      refusal.show(error);
    },
  });
  const said = (value: unknown): string =>
    typeof value === 'string' && value !== '' && !/^[0-9a-f-]{36}$/.test(value)
      ? t('editing.theirs', { value })
      : t('editing.changedToo');
  const alert: ReactNode = behind ? (
    <Alert role="alert" color="orange" variant="outline" c="inherit" title={t('editing.behind')}>
      <Text size="sm">{t('editing.behind.text')}</Text>
      <Group mt="xs">
        <Button
          variant="default"
          size="compact-sm"
          loading={catchUp.isPending}
          onClick={() => catchUp.mutate()}
        >
          {t('editing.catchUp')}
        </Button>
      </Group>
    </Alert>
  ) : (
    <ProblemAlert error={refusal.error} lines={refusal.lines} />
  );
  return {
    /** What the form held before anything was typed. */
    before: base && valuesOf(base),
    ifMatch: (base ? { 'If-Match': `"${base.version}"` } : {}) as Record<string, string>,
    /** Of the record that the form was made of. */
    version: base?.version,
    /** The form holds a newer record, such as the one that was saved. */
    goOn: setBase,
    alert,
    /** It was saved, and is changed on from there. */
    saved: (now: R) => setBase(now),
    begin: () => {
      setBehind(false);
      refusal.show(null);
    },
    refuse: (error: Error) => {
      const stale = error instanceof ProblemError && error.problem.code === 'stale-version';
      setBehind(stale);
      refusal.show(stale ? null : error);
    },
  };
}
