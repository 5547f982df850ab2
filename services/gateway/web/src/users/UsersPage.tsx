import { pageOf } from '@closeout/contracts/pages';
import { Anchor, Button, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { rolesQuery } from '../roles/roleQueries.js';
import { signInOptionsQuery } from '../session/signInOptions.js';
import { useTexts } from '../text/TextProvider.js';
import { DataTable } from '../ui/DataTable.js';
import { Listing } from '../ui/Listing.js';
import { NothingFits } from '../ui/NothingFits.js';
import { PageTitle } from '../ui/PageTitle.js';
import { SearchField } from '../ui/SearchField.js';
import { StatusBadge } from '../ui/StatusBadge.js';
import { useAddress } from '../ui/useAddress.js';
import { AddUserDialog } from './AddUserDialog.js';
import { userFilterNames, userList, userListQuery } from './userQueries.js';
import { stateOf } from './userState.js';

export function Component() {
  const { t } = useTexts();
  const { params, change } = useAddress();
  const [adding, { open, close }] = useDisclosure();
  const query = useMemo(() => userListQuery(params), [params]);
  const users = useInfiniteQuery(userList(query));
  const roles = useQuery(rolesQuery);
  const { data: options } = useQuery(signInOptionsQuery);
  const names = new Map(roles.data?.items.map(({ key, name }) => [key, name]));
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t('users.title')}</PageTitle>
        {options?.password && <Button onClick={open}>{t('users.add')}</Button>}
      </Group>
      {options?.password === false && <Text c="dimmed">{t('users.add.outside')}</Text>}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} component="search" aria-label={t('users.search')}>
        <SearchField
          label={t('users.search')}
          placeholder={t('users.search.hint')}
          value={params.get('q') ?? ''}
          onChange={(q) => change({ q })}
        />
        <Select
          label={t('users.role')}
          placeholder={t('users.role.any')}
          data={(roles.data?.items ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          value={query.role ?? null}
          onChange={(role) => change({ role: role ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t('users.role.any') }}
        />
        <Select
          label={t('users.state')}
          placeholder={t('users.state.any')}
          data={['true', 'false'].map((value) => ({
            value,
            label: t(value === 'true' ? 'users.active' : 'users.inactive'),
          }))}
          value={query.active ?? null}
          onChange={(active) => change({ active: active ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t('users.state.any') }}
        />
      </SimpleGrid>
      <Listing
        pages={users}
        shown={(count) => t('users.shown', { count })}
        empty={<NothingFits title={t('users.noMatch')} filters={userFilterNames} change={change} />}
      >
        {(rows) => (
          <DataTable
            stacks
            label={t('users.title')}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              {
                title: t('users.name'),
                cell: ({ id, name }) => (
                  <Anchor component={Link} to={pageOf('user', id)} inherit>
                    {name}
                  </Anchor>
                ),
              },
              { title: t('users.email'), cell: ({ email }) => email },
              {
                title: t('users.roles'),
                cell: (user) => user.roles.map((key) => names.get(key) ?? key).join(', ') || t('app.none'),
              },
              { title: t('users.clearance'), figures: true, cell: ({ clearance }) => clearance },
              {
                title: t('users.secondFactor'),
                cell: ({ secondFactors, secondFactorRequired }) =>
                  t(
                    secondFactors.length > 0
                      ? 'users.secondFactor.on'
                      : secondFactorRequired
                        ? 'users.secondFactor.missing'
                        : 'users.secondFactor.off',
                  ),
              },
              {
                title: t('users.state'),
                cell: (user) => <StatusBadge group="userState" status={stateOf(user)} />,
              },
            ]}
          />
        )}
      </Listing>
      <AddUserDialog opened={adding} onClose={close} />
    </Stack>
  );
}
