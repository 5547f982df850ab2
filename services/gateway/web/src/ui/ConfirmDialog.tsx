import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { Dialog } from './Dialog.js';
import { ProblemAlert } from './ProblemAlert.js';
import { useToast } from './useToast.js';

interface ConfirmFormProps {
  title: string;
  onClose(): void;
  /** What will follow. */
  children: ReactNode;
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

function ConfirmForm({ title, onClose, children, submit, grave, act, done, stale }: ConfirmFormProps) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const acting = useMutation({
    mutationFn: act,
    onSuccess: () => {
      toast(done);
      onClose();
    },
    onSettled: () => Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  return (
    <Stack>
      <ProblemAlert error={acting.error} />
      {children}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button
          data-autofocus
          color={grave ? 'red' : undefined}
          loading={acting.isPending}
          onClick={() => acting.mutate()}
        >
          {submit ?? title}
        </Button>
      </Group>
    </Stack>
  );
}
