import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { CancelButton, Dialog, useDirty } from './Dialog.js';
import { ProblemAlert } from './ProblemAlert.js';
import { useToast } from './useToast.js';

interface ConfirmFormProps {
  title: string;
  onClose(): void;
  /** What will follow. */
  children: ReactNode;
  /** Something was typed into it. */
  dirty?: boolean;
  /** What the button says, where that is not the title. */
  submit?: string;
  /** Something is lost. */
  grave?: boolean;
  act(): Promise<unknown>;
  /** Said when it is done. */
  done: string;
  /** Query keys that are old once it was tried. */
  stale: readonly QueryKey[];
}

/** Says what will follow of something that cannot be taken back, and does it. */
export function ConfirmDialog({ opened, ...form }: ConfirmFormProps & { opened: boolean }) {
  return (
    <Dialog opened={opened} onClose={form.onClose} title={form.title}>
      <ConfirmForm {...form} />
    </Dialog>
  );
}

function ConfirmForm(props: ConfirmFormProps) {
  const { title, onClose, children, dirty = false, submit, grave, act, done, stale } = props;
  const queries = useQueryClient();
  const toast = useToast();
  useDirty(dirty);
  const acting = useMutation({
    mutationFn: act,
    onSuccess: () => {
      toast(done);
      onClose();
    },
    onSettled: () => Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // In a portal of the page's form, whose submission this must not be.
    event.stopPropagation();
    acting.mutate();
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        <ProblemAlert error={acting.error} />
        {children}
        <Group justify="flex-end">
          <CancelButton />
          <Button type="submit" data-autofocus color={grave ? 'red' : undefined} loading={acting.isPending}>
            {submit ?? title}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
