import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { Loaded } from '../ui/Loaded.js';
import { PageTitle } from '../ui/PageTitle.js';
import { PermissionMatrix } from './PermissionMatrix.js';
import { RoleDialog } from './RoleDialog.js';
import { permissionsQuery, rolesQuery, type Role } from './roleQueries.js';

/** Who may what: a line for each permission, a column for each role. */
export function Component() {
  const { t } = useTexts();
  const roles = useQuery(rolesQuery);
  const permissions = useQuery(permissionsQuery);
  const [editing, setEditing] = useState<Role | 'new' | null>(null);
  const catalog = permissions.data?.items.map(({ key }) => key) ?? [];
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t('roles.title')}</PageTitle>
        <Button onClick={() => setEditing('new')}>{t('roles.add')}</Button>
      </Group>
      <Text c="dimmed">{t('roles.lead')}</Text>
      <Loaded query={permissions}>
        {() => (
          <Loaded query={roles}>
            {({ items }) => <PermissionMatrix roles={items} permissions={catalog} onEdit={setEditing} />}
          </Loaded>
        )}
      </Loaded>
      <RoleDialog
        key={typeof editing === 'string' ? editing : editing?.id}
        role={editing === 'new' ? null : editing}
        opened={editing !== null}
        permissions={catalog}
        onClose={() => setEditing(null)}
      />
    </Stack>
  );
}
