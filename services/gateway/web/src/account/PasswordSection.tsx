import { limits } from '@closeout/contracts/limits';
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import { ProblemError } from '../api/problem.js';
import { useTexts } from '../text/TextProvider.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { Section } from '../ui/Section.js';
import { useForm } from '../ui/useForm.js';
import { useFormProblem } from '../ui/useFormProblem.js';
import { useToast } from '../ui/useToast.js';

const empty = { currentPassword: '', newPassword: '' };

export function PasswordSection() {
  const { t } = useTexts();
  const toast = useToast();
  const form = useForm({ initialValues: empty });
  const refusal = useFormProblem(form, (name) => name in empty);
  const change = useMutation({
    mutationFn: (body: typeof empty) => ask(api.POST('/me/password', { body })),
    onMutate: () => refusal.show(null),
    onError: (error) => {
      const wrong = error instanceof ProblemError && error.problem.code === 'password-wrong';
      if (!wrong) return refusal.show(error);
      form.setFieldError('currentPassword', t('problem.password-wrong'));
      form.getInputNode('currentPassword')?.focus();
    },
    onSuccess: () => {
      form.reset();
      toast(t('account.password.changed'));
    },
  });
  return (
    <Section title={t('account.password')}>
      <Text size="sm" c="dimmed">
        {t('account.password.hint')}
      </Text>
      <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack>
          <ProblemAlert error={refusal.error} lines={refusal.lines} />
          <PasswordInput
            label={t('account.password.current')}
            autoComplete="current-password"
            required
            {...form.getInputProps('currentPassword')}
          />
          <PasswordInput
            label={t('account.password.new')}
            description={t('account.password.length')}
            autoComplete="new-password"
            required
            minLength={limits.user.shortestPassword}
            maxLength={limits.user.password}
            {...form.getInputProps('newPassword')}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending}>
              {t('account.password.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
