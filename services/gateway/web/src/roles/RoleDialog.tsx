import { limits } from '@closeout/contracts/limits';
import { Button, Group, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import { useProof } from '../secondFactor/useProof.js';
import { useTexts } from '../text/TextProvider.js';
import { CancelButton, Dialog } from '../ui/Dialog.js';
import { useEditing } from '../ui/useEditing.js';
import { useForm } from '../ui/useForm.js';
import { useToast } from '../ui/useToast.js';
import { PermissionFields } from './PermissionFields.js';
import { keyFor } from './roleForm.js';
import { isProtected, rolesQuery, type PermissionKey, type Role } from './roleQueries.js';

interface RoleValues {
  name: string;
  description: string;
  permissions: string[];
  requiresSecondFactor: boolean;
}

interface RoleDialogProps {
  /** null: a new one. */
  role: Role | null;
  permissions: readonly string[];
  opened: boolean;
  onClose(): void;
}

export function RoleDialog({ opened, ...rest }: RoleDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={rest.onClose} title={rest.role?.name ?? t('roles.add')} size="xl">
      <RoleForm {...rest} />
    </Dialog>
  );
}

const empty: RoleValues = { name: '', description: '', permissions: [], requiresSecondFactor: false };
const valuesOf = ({ name, description, permissions, requiresSecondFactor }: Role): RoleValues => ({
  name,
  description,
  permissions,
  requiresSecondFactor,
});

function RoleForm({ role, permissions, onClose }: Omit<RoleDialogProps, 'opened'>) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm<RoleValues>({ initialValues: role ? valuesOf(role) : empty });
  const { proved, dialog } = useProof();
  const editing = useEditing({
    record: role,
    form,
    valuesOf,
    read: async () => {
      const { items } = await queries.fetchQuery({ ...rolesQuery, staleTime: 0 });
      return items.find(({ id }) => id === role?.id) as Role;
    },
    isField: (name) => name in empty,
  });
  /** It always holds every permission. */
  const fixed = role !== null && isProtected(role);
  const save = useMutation({
    mutationFn: (values: RoleValues) =>
      proved(() => {
        // What the catalog has, which the form offers and nothing else.
        const body = { ...values, permissions: values.permissions as PermissionKey[] };
        const { requiresSecondFactor } = values;
        if (role && isProtected(role))
          return ask(
            api.PATCH('/roles/{id}', {
              params: { path: { id: role.id } },
              headers: editing.ifMatch,
              body: { requiresSecondFactor },
            }),
          );
        return ask(
          role
            ? api.PATCH('/roles/{id}', { params: { path: { id: role.id } }, headers: editing.ifMatch, body })
            : api.POST('/roles', { body: { ...body, key: keyFor(values.name) } }),
        );
      }),
    onMutate: editing.begin,
    onError: editing.refuse,
    onSuccess: ({ name }) => {
      toast(t('roles.saved', { name }));
      onClose();
      return queries.invalidateQueries({ queryKey: ['roles'] });
    },
  });
  return (
    <>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          {editing.alert}
          {!fixed && (
            <Group grow align="flex-start">
              <TextInput
                label={t('roles.name')}
                required
                maxLength={limits.role.name}
                data-autofocus
                {...form.getInputProps('name')}
              />
              <TextInput
                label={t('roles.description')}
                maxLength={limits.role.description}
                {...form.getInputProps('description')}
              />
            </Group>
          )}
          <Switch
            label={t('roles.secondFactor')}
            description={t('roles.secondFactor.hint')}
            {...form.getInputProps('requiresSecondFactor', { type: 'checkbox' })}
          />
          {!fixed && <PermissionFields permissions={permissions} {...form.getInputProps('permissions')} />}
          <Group justify="flex-end">
            <CancelButton />
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              {t(role ? 'app.save' : 'roles.add')}
            </Button>
          </Group>
        </Stack>
      </form>
      {dialog}
    </>
  );
}
