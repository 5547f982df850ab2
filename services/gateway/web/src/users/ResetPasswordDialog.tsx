import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import { signInOptionsQuery } from '../session/signInOptions.js';
import { useProof } from '../secondFactor/useProof.js';
import { useTexts } from '../text/TextProvider.js';
import { CancelButton, Dialog } from '../ui/Dialog.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { useForm } from '../ui/useForm.js';
import { useFormProblem } from '../ui/useFormProblem.js';
import { useToast } from '../ui/useToast.js';
import { newPassword } from './password.js';
import { PasswordField } from './PasswordField.js';
import type { User } from './userQueries.js';

interface ResetPasswordDialogProps {
  user: User;
  opened: boolean;
  onClose(): void;
}

/** For somebody who forgot theirs: a link with which to choose another one, or one to be handed over. */
export function ResetPasswordDialog({ opened, ...rest }: ResetPasswordDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={rest.onClose} title={t('users.resetPassword')} size="lg">
      <ResetForm {...rest} />
    </Dialog>
  );
}

function ResetForm({ user, onClose }: Omit<ResetPasswordDialogProps, 'opened'>) {
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const { data: options } = useQuery(signInOptionsQuery);
  // Whoever was invited has no password that could go on, and is sent the invitation instead.
  const mayLink = (options?.email ?? true) && user.active && user.invitedUntil === null;
  const form = useForm({ initialValues: { how: 'link', password: newPassword() } });
  const byLink = mayLink && form.values.how === 'link';
  const refusal = useFormProblem(form, (name) => name === 'password');
  const { proved, dialog } = useProof();
  const reset = useMutation({
    mutationFn: ({ password }: { password: string }) =>
      byLink
        ? ask(api.POST('/users/{id}/send-password-link', { params: { path: { id: user.id } } }))
        : proved(() =>
            ask(api.PATCH('/users/{id}', { params: { path: { id: user.id } }, body: { password } })),
          ),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: ({ name, email }) => {
      toast(byLink ? t('users.reset.link.sent', { email }) : t('users.passwordReset', { name }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
  return (
    <>
      <form onSubmit={form.onSubmit((values) => reset.mutate(values))}>
        <Stack>
          <ProblemAlert error={refusal.error} lines={refusal.lines} />
          {mayLink && (
            <Radio.Group label={t('users.reset.how')} {...form.getInputProps('how')}>
              <Stack gap="xs" mt={4}>
                <Radio value="link" label={t('users.reset.link')} />
                <Radio value="choose" label={t('users.password.choose')} />
              </Stack>
            </Radio.Group>
          )}
          {options?.email === false && <Text size="sm">{t('users.reset.noEmail')}</Text>}
          <Text size="sm">
            {t(byLink ? 'users.reset.link.text' : 'users.resetPassword.text', { name: user.name })}
          </Text>
          {!byLink && <PasswordField {...form.getInputProps('password')} />}
          <Group justify="flex-end">
            <CancelButton />
            <Button type="submit" loading={reset.isPending}>
              {t(byLink ? 'users.reset.link.submit' : 'users.resetPassword')}
            </Button>
          </Group>
        </Stack>
      </form>
      {dialog}
    </>
  );
}
