import { TextInput, type TextInputProps } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';

/** Six digits; the browser and the phone's keyboard know what they are. */
export function CodeField(props: TextInputProps) {
  const { t } = useTexts();
  return (
    <TextInput
      label={t('secondFactor.app.code')}
      description={t('secondFactor.app.code.hint')}
      name="code"
      autoComplete="one-time-code"
      inputMode="numeric"
      pattern="\s*\d{3}\s?\d{3}\s*"
      maxLength={9}
      required
      {...props}
    />
  );
}
