import { z } from 'zod';
import { Id, Instant } from '../../../fields.js';
import { defineOperation } from '../../operation.js';
import { ownErrors, ownFactor } from './ownFactor.js';
import { Passkey } from './passkey.js';

export const OwnSecondFactors = z.object({
  required: z.boolean().meta({ description: 'A role asks for a second factor' }),
  authenticatorApp: z.object({ createdAt: Instant, lastUsedAt: Instant.nullable() }).nullable(),
  passkeys: z.array(Passkey),
  passkeysOff: z
    .string()
    .nullable()
    .meta({ description: 'Why there can be none at this public address; null: there can' }),
  recoveryCodes: z
    .object({ left: z.int(), createdAt: Instant })
    .nullable()
    .meta({ description: 'null: none were made' }),
});
export type OwnSecondFactors = z.infer<typeof OwnSecondFactors>;

const example: OwnSecondFactors = {
  required: false,
  authenticatorApp: { createdAt: '2026-01-31T09:30:00.000Z', lastUsedAt: '2026-01-31T11:05:00.000Z' },
  passkeys: [],
  passkeysOff: null,
  recoveryCodes: { left: 9, createdAt: '2026-01-31T09:31:00.000Z' },
};

export const getMySecondFactors = defineOperation({
  ...ownFactor,
  id: 'getMySecondFactors',
  method: 'get',
  path: '/me/second-factors',
  summary: 'My second factors',
  status: 200,
  answer: OwnSecondFactors,
  errors: [],
  examples: [{ summary: 'An authenticator app', response: example }],
});

export const makeRecoveryCodes = defineOperation({
  ...ownFactor,
  id: 'makeRecoveryCodes',
  record: 'user',
  method: 'post',
  path: '/me/recovery-codes',
  summary: 'Make ten recovery codes, shown this once; those from before stop working',
  description:
    'The first ones need a proof (`POST /me/proof`) or a sign-in within the last ten minutes, later ones a proof.',
  status: 201,
  answer: z.object({ codes: z.array(z.string()) }),
  errors: [...ownErrors, 'second-factor-missing'],
  examples: [
    { summary: 'Ten, of which two', response: { codes: ['K7PA-3QZX-M2TB-9WHD', '2MXC-8RTN-QW5E-J6VA'] } },
  ],
});

export const removeSecondFactors = defineOperation({
  id: 'removeSecondFactors',
  record: 'user',
  service: 'gateway',
  method: 'delete',
  path: '/users/{id}/second-factors',
  tag: 'Users',
  summary: 'Take away a user’s second factors, who lost them; their sessions end at once',
  description:
    'The authenticator app, the passkeys and the recovery codes. The password stays. One’s own are removed in one’s account. Needs a proof (`POST /me/proof`) within the last ten minutes.',
  access: { permission: 'users.manage' },
  peopleOnly: true,
  params: z.strictObject({ id: Id }),
  status: 204,
  errors: ['user-not-found', 'own-second-factor', 'fresh-proof-required'],
});
