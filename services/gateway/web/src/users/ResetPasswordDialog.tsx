import { Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { Dialog } from '../ui/Dialog.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
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

/** For somebody who forgot theirs: a new one, to be handed over. */
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
  const form = useForm({ initialValues: { password: newPassword() } });
  const refusal = useFormProblem(form, (name) => name === 'password');
  const reset = useMutation({
    mutationFn: (body: { password: string }) =>
      ask(api.PATCH('/users/{id}', { params: { path: { id: user.id } }, body })),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: ({ name }) => {
      toast(t('users.passwordReset', { name }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
  return (
    <form onSubmit={form.onSubmit((values) => reset.mutate(values))}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <Text size="sm">{t('users.resetPassword.text', { name: user.name })}</Text>
        <PasswordField {...form.getInputProps('password')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" loading={reset.isPending}>
            {t('users.resetPassword')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
