import { queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';

export type Preferences = Schemas['NotificationPreferences'];

export type OwnSession = Schemas['OwnSession'];

export const sessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => ask(api.GET('/me/sessions', { signal })),
});

export const preferencesQuery = queryOptions({
  queryKey: ['me', 'notification-preferences'],
  queryFn: ({ signal }) => ask(api.GET('/me/notification-preferences', { signal })),
});
