import { Button, Group, Stack } from '@mantine/core';
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
import { FirstPassword, type FirstPasswordValues } from './FirstPassword.js';
import { UserFields } from './UserFields.js';

export function AddUserDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('users.add')} size="lg">
      <AddUserForm onClose={onClose} />
    </Dialog>
  );
}

function AddUserForm({ onClose }: { onClose(): void }) {
  const { t, language } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const { data: options } = useQuery(signInOptionsQuery);
  const sends = options?.email ?? true;
  const form = useForm<FirstPasswordValues>({
    initialValues: { name: '', email: '', roles: [], clearance: 0, how: 'invite', language, password: '' },
  });
  const refusal = useFormProblem(form, (name) => name in form.values);
  const { proved, dialog } = useProof();
  const invites = sends && form.values.how === 'invite';
  const add = useMutation({
    mutationFn: ({ how: _, password, language, ...user }: FirstPasswordValues) =>
      proved(() =>
        ask(api.POST('/users', { body: { ...user, ...(invites ? { language } : { password }) } })),
      ),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: ({ name }) => {
      toast(t(invites ? 'users.invited' : 'users.added', { name }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
  return (
    <>
      <form onSubmit={form.onSubmit((values) => add.mutate(values))}>
        <Stack>
          <ProblemAlert error={refusal.error} lines={refusal.lines} />
          <UserFields form={form} />
          <FirstPassword form={form} sends={sends} />
          <Group justify="flex-end">
            <CancelButton />
            <Button type="submit" loading={add.isPending}>
              {t(invites ? 'users.invite.submit' : 'users.add')}
            </Button>
          </Group>
        </Stack>
      </form>
      {dialog}
    </>
  );
}
