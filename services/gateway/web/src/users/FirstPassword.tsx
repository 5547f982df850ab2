import { Alert, Radio, Select, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { languages, useTexts, type Language } from '../text/TextProvider.js';
import { PasswordField } from './PasswordField.js';
import type { UserValues } from './UserFields.js';

export interface FirstPasswordValues extends UserValues {
  how: 'invite' | 'choose';
  language: Language;
  password: string;
}

interface FirstPasswordProps {
  form: UseFormReturnType<FirstPasswordValues>;
  /** Whether e-mails are sent from here. */
  sends: boolean;
}

/** A link by e-mail with which the person chooses one, or one that is handed over. */
export function FirstPassword({ form, sends }: FirstPasswordProps) {
  const { t } = useTexts();
  if (!sends)
    return (
      <>
        <Alert variant="outline" color="orange" c="inherit">
          {t('users.invite.noEmail')}
        </Alert>
        <PasswordField {...form.getInputProps('password')} />
      </>
    );
  return (
    <>
      <Radio.Group label={t('users.password.how')} {...form.getInputProps('how')}>
        <Stack gap="xs" mt={4}>
          <Radio value="invite" label={t('users.password.invite')} description={t('users.invite.hint')} />
          <Radio value="choose" label={t('users.password.choose')} />
        </Stack>
      </Radio.Group>
      {form.values.how === 'invite' ? (
        <Select
          label={t('users.invite.language')}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          allowDeselect={false}
          {...form.getInputProps('language')}
        />
      ) : (
        <PasswordField {...form.getInputProps('password')} />
      )}
    </>
  );
}
