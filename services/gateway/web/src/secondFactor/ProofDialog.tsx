import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, ask } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { CancelButton, Dialog, useDirty } from '../ui/Dialog.js';
import { CodeField } from './CodeField.js';
import { FactorAlert } from './FactorAlert.js';
import { canUsePasskeys, signWithPasskey } from './passkeyCalls.js';
import { ownFactorsQuery } from './secondFactorQueries.js';

interface ProofDialogProps {
  opened: boolean;
  onClose(): void;
  onProved(): void;
}

/** Shows again that it is them: by the password, a code or a passkey. */
export function ProofDialog({ opened, ...form }: ProofDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={form.onClose} title={t('secondFactor.proof')}>
      <ProofForm onProved={form.onProved} />
    </Dialog>
  );
}

function ProofForm({ onProved }: Pick<ProofDialogProps, 'onProved'>) {
  const { t } = useTexts();
  const { data: own } = useQuery(ownFactorsQuery);
  const [by, setBy] = useState<'password' | 'authenticator-app'>('password');
  const [typed, setTyped] = useState('');
  useDirty(typed !== '');
  const prove = useMutation({
    mutationFn: () =>
      ask(api.POST('/me/proof', { body: by === 'password' ? { password: typed } : { code: typed } })),
    onSuccess: onProved,
  });
  const byPasskey = useMutation({
    mutationFn: async () => {
      const { challenge, options } = await ask(api.POST('/me/proof/passkey'));
      const passkey = await signWithPasskey(options);
      return ask(api.POST('/me/proof', { body: { challenge, passkey } }));
    },
    onSuccess: onProved,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    prove.mutate();
  };
  const other = by === 'password' ? 'authenticator-app' : 'password';
  const field = {
    value: typed,
    onChange: (event: { target: { value: string } }) => setTyped(event.target.value),
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t('secondFactor.proof.text')}</Text>
        <FactorAlert error={prove.error ?? byPasskey.error} />
        {by === 'password' ? (
          <PasswordInput
            key={by}
            label={t('secondFactor.proof.password')}
            autoComplete="current-password"
            required
            data-autofocus
            {...field}
          />
        ) : (
          <CodeField key={by} autoFocus {...field} />
        )}
        <Group gap="xs">
          {own?.authenticatorApp && (
            <Button
              variant="subtle"
              size="xs"
              onClick={() => {
                setBy(other);
                setTyped('');
              }}
            >
              {t(`secondFactor.by.${other}`)}
            </Button>
          )}
          {own && own.passkeys.length > 0 && own.passkeysOff === null && canUsePasskeys() && (
            <Button
              variant="subtle"
              size="xs"
              loading={byPasskey.isPending}
              onClick={() => byPasskey.mutate()}
            >
              {t('secondFactor.by.passkey')}
            </Button>
          )}
        </Group>
        <Group justify="flex-end">
          <CancelButton />
          <Button type="submit" loading={prove.isPending}>
            {t('secondFactor.proof.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
