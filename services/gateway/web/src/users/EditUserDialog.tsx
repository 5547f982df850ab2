import { Button, Group, Select, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import { useProof } from '../secondFactor/useProof.js';
import { languages, useTexts, type Language } from '../text/TextProvider.js';
import { CancelButton, Dialog } from '../ui/Dialog.js';
import { useEditing } from '../ui/useEditing.js';
import { useForm } from '../ui/useForm.js';
import { useToast } from '../ui/useToast.js';
import { UserFields, type UserValues } from './UserFields.js';
import { userQuery, type User } from './userQueries.js';

interface EditedUser extends UserValues {
  /** null: nobody said. */
  language: Language | null;
}

const valuesOf = ({ name, email, roles, clearance, language }: User): EditedUser => ({
  name,
  email,
  roles,
  clearance,
  language,
});

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
  const form = useForm<EditedUser>({ initialValues: valuesOf(user) });
  const { proved, dialog } = useProof();
  const editing = useEditing({
    record: user,
    form,
    valuesOf,
    read: () => queries.fetchQuery({ ...userQuery(user.id), staleTime: 0 }),
    isField: (name) => name in valuesOf(user),
  });
  const save = useMutation({
    mutationFn: ({ clearance, language, ...values }: EditedUser) =>
      proved(() =>
        ask(
          api.PATCH('/users/{id}', {
            params: { path: { id: user.id } },
            headers: editing.ifMatch,
            // The outside provider decides on the rest of its users.
            body: user.external ? { clearance } : { ...values, clearance, ...(language && { language }) },
          }),
        ),
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
    <>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          {editing.alert}
          <UserFields form={form} external={user.external} />
          {!user.external && (
            <Select
              label={t('users.language')}
              placeholder={t('users.language.default')}
              data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
              allowDeselect={false}
              {...form.getInputProps('language')}
            />
          )}
          <Group justify="flex-end">
            <CancelButton />
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              {t('app.save')}
            </Button>
          </Group>
        </Stack>
      </form>
      {dialog}
    </>
  );
}
