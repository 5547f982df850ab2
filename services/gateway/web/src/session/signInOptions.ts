import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';

/** Whether one signs in with a password here, and whether e-mails are sent. */
export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in-options'],
  queryFn: ({ signal }) => ask(api.GET('/auth/options', { signal })),
  staleTime: 30_000,
});
