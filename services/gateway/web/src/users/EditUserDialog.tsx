import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { Dialog } from '../ui/Dialog.js';
import { useEditing } from '../ui/useEditing.js';
import { useToast } from '../ui/useToast.js';
import { UserFields, type UserValues } from './UserFields.js';
import { userQuery, type User } from './userQueries.js';

const valuesOf = ({ name, email, roles, clearance }: User): UserValues => ({ name, email, roles, clearance });

interface EditUserDialogProps {
  user: User;
  opened: boolean;
  onClose(): void;
}

export function EditUserDialog({ opened, ...rest }: EditUserDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={rest.onClose} title={t('users.edit')} size="lg">
      <EditUserForm {...rest} />
    </Dialog>
  );
}

function EditUserForm({ user, onClose }: Omit<EditUserDialogProps, 'opened'>) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm<UserValues>({ initialValues: valuesOf(user) });
  const editing = useEditing({
    record: user,
    form,
    valuesOf,
    read: () => queries.fetchQuery({ ...userQuery(user.id), staleTime: 0 }),
    isField: (name) => name in valuesOf(user),
  });
  const save = useMutation({
    mutationFn: ({ clearance, ...values }: UserValues) =>
      ask(
        api.PATCH('/users/{id}', {
          params: { path: { id: user.id } },
          headers: editing.ifMatch,
          // The outside provider decides on the rest of its users.
          body: user.external ? { clearance } : { ...values, clearance },
        }),
      ),
    onMutate: editing.begin,
    onError: editing.refuse,
    onSuccess: ({ name }) => {
      toast(t('users.saved', { name }));
      onClose();
      return queries.invalidateQueries({ queryKey: ['users'] });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        {editing.alert}
        <UserFields form={form} external={user.external} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t('app.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
