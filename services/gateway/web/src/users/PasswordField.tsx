import { limits } from '@closeout/contracts/limits';
import { Button, Group, TextInput, type TextInputProps } from '@mantine/core';
import { CopyButton } from '../ui/CopyButton.js';
import { useTexts } from '../text/TextProvider.js';
import { newPassword } from './password.js';

interface PasswordFieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  value?: string;
  onChange?(password: string): void;
}

/** A password that an administrator gives to somebody else: legible, to be handed over. */
export function PasswordField({ value = '', onChange, ...rest }: PasswordFieldProps) {
  const { t } = useTexts();
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        label={t('users.password')}
        description={t('users.password.hint')}
        required
        minLength={limits.user.shortestPassword}
        maxLength={limits.user.password}
        autoComplete="off"
        spellCheck={false}
        flex={1}
        miw={220}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        {...rest}
        value={value}
        onChange={(event) => onChange?.(event.currentTarget.value)}
      />
      <Button variant="default" onClick={() => onChange?.(newPassword())}>
        {t('users.password.generate')}
      </Button>
      {value !== '' && <CopyButton value={value} />}
    </Group>
  );
}
