import { Button, Center, Code, Group, Stack, Text } from '@mantine/core';
import { QRCodeSVG } from 'qrcode.react';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { CopyButton } from '../ui/CopyButton.js';
import { useDirty } from '../ui/Dialog.js';
import { CodeField } from './CodeField.js';
import { FactorAlert } from './FactorAlert.js';
import type { AuthenticatorSetup } from './secondFactorQueries.js';

interface AppSetupProps {
  setup: AuthenticatorSetup;
  error: Error | null;
  confirming: boolean;
  onCode(code: string): void;
  /** The way out, where there is one. */
  cancel?: ReactNode;
}

/** An authenticator app is told its secret, and shows with a first code that it has it. */
export function AppSetup({ setup, error, confirming, onCode, cancel }: AppSetupProps) {
  const { t } = useTexts();
  const [code, setCode] = useState('');
  useDirty(code !== '');
  const keyId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // In a portal of another form, whose submission this must not be.
    event.stopPropagation();
    onCode(code);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t('secondFactor.app.scan')}</Text>
        <Center>
          <QRCodeSVG value={setup.uri} size={192} marginSize={4} title={t('secondFactor.app.qr')} />
        </Center>
        <div>
          <Text size="sm" fw={500} id={keyId}>
            {t('secondFactor.app.key')}
          </Text>
          <Group wrap="nowrap" align="flex-start">
            <Code block flex={1} className="prose" aria-labelledby={keyId}>
              {setup.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
            </Code>
            <CopyButton value={setup.secret} />
          </Group>
        </div>
        <FactorAlert error={error} />
        <CodeField data-autofocus autoFocus value={code} onChange={(event) => setCode(event.target.value)} />
        <Group justify="flex-end">
          {cancel}
          <Button type="submit" loading={confirming}>
            {t('secondFactor.app.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
