import { queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';

export type Passkey = Schemas['Passkey'];
export type OwnSecondFactors = Schemas['OwnSecondFactors'];
export type AuthenticatorSetup = Schemas['AuthenticatorSetup'];

export const ownFactorsQuery = queryOptions({
  queryKey: ['me', 'second-factors'],
  queryFn: ({ signal }) => ask(api.GET('/me/second-factors', { signal })),
});
