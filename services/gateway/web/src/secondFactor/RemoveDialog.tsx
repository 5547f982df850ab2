import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTexts } from '../text/TextProvider.js';
import { CancelButton, Dialog } from '../ui/Dialog.js';
import { FactorAlert } from './FactorAlert.js';

export interface Removal {
  title: string;
  act(): Promise<unknown>;
  /** Said when it is done. */
  done: string;
}

interface RemoveDialogProps {
  /** null: closed. */
  removal: Removal | null;
  proved<T>(act: () => Promise<T>): Promise<T>;
  onClose(): void;
  onRemoved(done: string): void;
}

export function RemoveDialog({ removal, onClose, ...rest }: RemoveDialogProps) {
  return (
    <Dialog opened={removal !== null} onClose={onClose} title={removal?.title ?? ''}>
      {removal && <RemoveForm removal={removal} {...rest} />}
    </Dialog>
  );
}

function RemoveForm({
  removal,
  proved,
  onRemoved,
}: Omit<RemoveDialogProps, 'onClose'> & { removal: Removal }) {
  const { t } = useTexts();
  const remove = useMutation({
    mutationFn: () => proved(removal.act),
    onSuccess: () => onRemoved(removal.done),
  });
  return (
    <Stack>
      <FactorAlert error={remove.error} />
      <Text size="sm">{t('secondFactor.remove.text')}</Text>
      <Group justify="flex-end">
        <CancelButton />
        <Button data-autofocus color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
          {t('app.remove')}
        </Button>
      </Group>
    </Stack>
  );
}
