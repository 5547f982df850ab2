import { limits } from '@closeout/contracts/limits';
import { pages } from '@closeout/contracts/pages';
import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '../ui/useForm.js';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, ask } from '../api/client.js';
import { PublicPage } from '../session/PublicPage.js';
import { useTexts } from '../text/TextProvider.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { useFormProblem } from '../ui/useFormProblem.js';

export function Component() {
  const { t } = useTexts();
  return (
    <PublicPage title={t('forgotPassword.title')}>
      <RequestLinkForm text={t('forgotPassword.text')} />
      <Anchor component={Link} to={pages.signIn} size="sm">
        {t('forgotPassword.back')}
      </Anchor>
    </PublicPage>
  );
}

/** Says the same whether anybody has the address. */
export function RequestLinkForm({ text }: { text: string }) {
  const { t, language } = useTexts();
  const form = useForm({ initialValues: { email: '' } });
  const refusal = useFormProblem(form, (name) => name === 'email');
  const request = useMutation({
    mutationFn: ({ email }: { email: string }) =>
      ask(api.POST('/auth/password-links', { body: { email, language } })),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
  });
  if (request.isSuccess)
    return (
      <Text role="status">
        {t('forgotPassword.sent', { email: request.variables.email, count: request.data.validHours })}
      </Text>
    );
  return (
    <form onSubmit={form.onSubmit((values) => request.mutate(values))}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <Text size="sm">{text}</Text>
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          required
          maxLength={limits.user.email}
          {...form.getInputProps('email')}
        />
        <Button type="submit" loading={request.isPending}>
          {t('forgotPassword.submit')}
        </Button>
      </Stack>
    </form>
  );
}
