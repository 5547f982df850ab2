import { Checkbox, SimpleGrid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { byArea } from './roleForm.js';

interface PermissionFieldsProps {
  permissions: readonly string[];
  value?: string[];
  onChange?(permissions: string[]): void;
  error?: ReactNode;
}

/** Permissions in words, under their areas. */
export function PermissionFields({ permissions, value, onChange, error }: PermissionFieldsProps) {
  const { t, word } = useTexts();
  return (
    <Checkbox.Group label={t('roles.permissions')} value={value} onChange={onChange} error={error}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs">
        {byArea(permissions).map((group) => (
          <Stack
            key={group.area}
            gap={6}
            component="fieldset"
            m={0}
            p="sm"
            bd="1px solid var(--mantine-color-default-border)"
          >
            <legend>{word('permissionArea', group.area)}</legend>
            {group.permissions.map((permission) => (
              <Checkbox key={permission} value={permission} label={word('permission', permission)} />
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  );
}
