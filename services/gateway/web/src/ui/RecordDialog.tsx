import { Button, Group, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { CancelButton, Dialog } from './Dialog.js';
import { useEditing } from './useEditing.js';
import { useForm } from './useForm.js';
import { useToast } from './useToast.js';

interface RecordFormProps<R, V, A> {
  title: string;
  onClose(): void;
  /** null: a new one. */
  record: R | null;
  initialValues: V;
  valuesOf(record: R): V;
  /** The record as it is now; undefined when it is gone. */
  read(): Promise<R | undefined>;
  /** @param before what the form held before anything was typed; null for a new record */
  save(values: V, before: V | null, headers: Record<string, string>): Promise<A>;
  /** Said when it is saved. */
  done(answer: A): string;
  /** Query keys that are old then. */
  stale: readonly QueryKey[];
  /** What the button says, where that is not “save” or, of a new record, the title. */
  submit?: string;
  /** Before it is saved by that button. */
  onSubmitPressed?(): void;
  /** Another button that saves. */
  also?: ReactNode;
  children(form: UseFormReturnType<V>): ReactNode;
}

/** A record is made or changed in a dialog. What is refused is shown at its field, and what was typed stays. */
export function RecordDialog<R extends { version: number }, V extends object, A>({
  opened,
  size = 'lg',
  ...form
}: RecordFormProps<R, V, A> & { opened: boolean; size?: string }) {
  return (
    <Dialog opened={opened} onClose={form.onClose} title={form.title} size={size}>
      <RecordForm {...form} />
    </Dialog>
  );
}

function RecordForm<R extends { version: number }, V extends object, A>(props: RecordFormProps<R, V, A>) {
  const { title, onClose, record, initialValues, valuesOf, read, save, done, stale } = props;
  const { submit, onSubmitPressed, also, children } = props;
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm<V>({ initialValues: record ? valuesOf(record) : initialValues });
  const isField = (name: string) => name in initialValues;
  const editing = useEditing({ record, form, valuesOf, read, isField });
  const saving = useMutation({
    mutationFn: (values: V) => save(values, editing.before, editing.ifMatch),
    onMutate: editing.begin,
    onError: editing.refuse,
    onSuccess: async (answer) => {
      toast(done(answer));
      onClose();
      await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    // In a portal of the page's form, whose submission this must not be.
    event.stopPropagation();
    form.onSubmit((values) => saving.mutate(values as V))(event);
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        {editing.alert}
        {children(form)}
        <Group justify="flex-end">
          <CancelButton />
          {also}
          <Button type="submit" loading={saving.isPending} onClick={onSubmitPressed}>
            {submit ?? (record ? t('app.save') : title)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
