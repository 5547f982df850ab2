import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { Dialog } from '../ui/Dialog.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { useFormProblem } from '../ui/useFormProblem.js';
import { useToast } from '../ui/useToast.js';
import { PasswordField } from './PasswordField.js';
import { UserFields, type UserValues } from './UserFields.js';

const empty = { name: '', email: '', roles: [] as string[], clearance: 0, password: '' };

export function AddUserDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('users.add')} size="lg">
      <AddUserForm onClose={onClose} />
    </Dialog>
  );
}

function AddUserForm({ onClose }: { onClose(): void }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm<UserValues & { password: string }>({ initialValues: empty });
  const refusal = useFormProblem(form, (name) => name in empty);
  const add = useMutation({
    mutationFn: (body: typeof empty) => ask(api.POST('/users', { body })),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: ({ name }) => {
      toast(t('users.added', { name }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
  return (
    <form onSubmit={form.onSubmit((values) => add.mutate(values))}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <UserFields form={form} />
        <PasswordField {...form.getInputProps('password')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t('users.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
