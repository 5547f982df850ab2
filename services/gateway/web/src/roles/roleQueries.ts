import { queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';
import type { paths } from '../api/generated/schema.js';

export type Role = Schemas['Role'];
type RoleInput = NonNullable<paths['/roles']['post']['requestBody']>['content']['application/json'];
export type PermissionKey = RoleInput['permissions'][number];

export const rolesQuery = queryOptions({
  queryKey: ['roles', 'all'],
  queryFn: ({ signal }) => ask(api.GET('/roles', { signal })),
  staleTime: 60_000,
});

/** The catalog: what a role may hold. */
export const permissionsQuery = queryOptions({
  queryKey: ['permissions'],
  queryFn: ({ signal }) => ask(api.GET('/permissions', { signal })),
  staleTime: Infinity,
});

/** The one that always holds every permission. */
export const isProtected = ({ key }: Role): boolean => key === 'admin';
