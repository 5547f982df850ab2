import { limits } from '@closeout/contracts/limits';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, ask } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { CancelButton, Dialog, useDirty } from '../ui/Dialog.js';
import { useToast } from '../ui/useToast.js';
import { FactorAlert } from './FactorAlert.js';
import { makePasskey } from './passkeyCalls.js';
import { ownFactorsQuery } from './secondFactorQueries.js';

interface AddPasskeyDialogProps {
  opened: boolean;
  onClose(): void;
  onAdded(): void;
  proved<T>(act: () => Promise<T>): Promise<T>;
}

export function AddPasskeyDialog({ opened, ...form }: AddPasskeyDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={form.onClose} title={t('secondFactor.passkey.add')}>
      <AddPasskeyForm {...form} />
    </Dialog>
  );
}

function AddPasskeyForm({ onClose, onAdded, proved }: Omit<AddPasskeyDialogProps, 'opened'>) {
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  useDirty(name !== '');
  const add = useMutation({
    mutationFn: async () => {
      const { challenge, options } = await proved(() => ask(api.POST('/me/passkeys/challenge')));
      const passkey = await makePasskey(options);
      return ask(api.POST('/me/passkeys', { body: { challenge, name, passkey } }));
    },
    onSuccess: async (added) => {
      toast(t('secondFactor.passkey.added', { name: added.name }));
      onClose();
      onAdded();
      await queries.invalidateQueries({ queryKey: ownFactorsQuery.queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t('secondFactor.passkeys.hint')}</Text>
        <FactorAlert error={add.error} />
        <TextInput
          label={t('secondFactor.passkey.name')}
          description={t('secondFactor.passkey.name.hint')}
          required
          maxLength={limits.passkey.name}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Group justify="flex-end">
          <CancelButton />
          <Button type="submit" loading={add.isPending}>
            {t('secondFactor.passkey.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
