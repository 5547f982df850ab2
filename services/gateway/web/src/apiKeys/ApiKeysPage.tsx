import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../api/client.js';
import { rolesQuery } from '../roles/roleQueries.js';
import { useTexts } from '../text/TextProvider.js';
import { ConfirmDialog } from '../ui/ConfirmDialog.js';
import { DataTable } from '../ui/DataTable.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Listing } from '../ui/Listing.js';
import { PageTitle } from '../ui/PageTitle.js';
import { StatusBadge } from '../ui/StatusBadge.js';
import { AddApiKeyDialog } from './AddApiKeyDialog.js';
import { apiKeyList, type ApiKey } from './apiKeyQueries.js';

/** Keys with which programs call. */
export function Component() {
  const { t, instant, day, word } = useTexts();
  const keys = useInfiniteQuery(apiKeyList);
  const roles = useQuery(rolesQuery);
  const names = new Map(roles.data?.items.map(({ key, name }) => [key, name]));
  const [adding, { open, close }] = useDisclosure();
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const add = <Button onClick={open}>{t('apiKeys.add')}</Button>;
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t('apiKeys.title')}</PageTitle>
        {add}
      </Group>
      <Listing
        pages={keys}
        shown={(count) => t('apiKeys.shown', { count })}
        empty={<EmptyState title={t('apiKeys.empty.title')} text={t('apiKeys.empty.text')} />}
      >
        {(rows) => (
          <DataTable
            stacks
            label={t('apiKeys.title')}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              { title: t('apiKeys.name'), cell: ({ name }) => name },
              {
                title: t('apiKeys.state'),
                cell: ({ status }) => <StatusBadge group="apiKeyStatus" status={status} />,
              },
              {
                title: t('apiKeys.may'),
                prose: true,
                cell: (key) =>
                  [
                    ...key.roles.map((role) => names.get(role) ?? role),
                    ...key.permissions.map((permission) => word('permission', permission)),
                    ...(key.eventSources
                      ? [t('apiKeys.sources.only', { sources: key.eventSources.join(', ') })]
                      : []),
                  ].join(', '),
              },
              {
                title: t('apiKeys.expiresAt'),
                cell: ({ expiresAt }) => (expiresAt ? day(expiresAt.slice(0, 10)) : t('apiKeys.never')),
              },
              {
                title: t('apiKeys.lastUsedAt'),
                cell: ({ lastUsedAt }) => (lastUsedAt ? instant(lastUsedAt) : t('apiKeys.notUsed')),
              },
              {
                title: t('apiKeys.actions'),
                cell: (key) =>
                  key.status === 'ACTIVE' && (
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={t('apiKeys.revoke.named', { name: key.name })}
                      onClick={() => setRevoking(key)}
                    >
                      {t('apiKeys.revoke')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Listing>
      <AddApiKeyDialog opened={adding} onClose={close} />
      <ConfirmDialog
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t('apiKeys.revoke')}
        grave
        act={() => ask(api.POST('/api-keys/{id}/revoke', { params: { path: { id: revoking?.id ?? '' } } }))}
        done={t('apiKeys.revoked')}
        stale={[['api-keys']]}
      >
        <Text size="sm">{t('apiKeys.revoke.text', { name: revoking?.name ?? '' })}</Text>
      </ConfirmDialog>
    </Stack>
  );
}
