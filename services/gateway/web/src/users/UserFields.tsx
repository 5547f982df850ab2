import { limits } from '@closeout/contracts/limits';
import { MultiSelect, NumberInput, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { rolesQuery } from '../roles/roleQueries.js';
import { useTexts } from '../text/TextProvider.js';

export interface UserValues {
  name: string;
  email: string;
  roles: string[];
  clearance: number;
}

interface UserFieldsProps<V extends UserValues> {
  form: UseFormReturnType<V>;
  /** The outside provider decides on name, address and roles. */
  external?: boolean;
}

export function UserFields<V extends UserValues>({ form, external = false }: UserFieldsProps<V>) {
  const { t } = useTexts();
  const roles = useQuery(rolesQuery);
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={t('users.name')}
          required
          maxLength={limits.user.name}
          disabled={external}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('users.email')}
          type="email"
          autoComplete="off"
          required
          maxLength={limits.user.email}
          disabled={external}
          {...form.getInputProps('email')}
        />
      </SimpleGrid>
      <MultiSelect
        label={t('users.roles')}
        description={t('users.roles.hint')}
        data={(roles.data?.items ?? []).map(({ key, name }) => ({ value: key, label: name }))}
        disabled={external}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('users.roles.clear') }}
        {...form.getInputProps('roles')}
      />
      <NumberInput
        label={t('users.clearance')}
        description={t('users.clearance.hint')}
        min={0}
        max={limits.securityLevel}
        allowDecimal={false}
        {...form.getInputProps('clearance')}
      />
    </>
  );
}
