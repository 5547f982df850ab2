import { z } from 'zod';
import { secret } from '../../../fields.js';
import { defineOperation } from '../../operation.js';
import { Challenge, factors, oneOf } from './challenge.js';
import { ownFactor } from './ownFactor.js';
import { examplePasskeyRequest, passkeyRequested } from './passkeys.js';

const proofs = { password: secret(1000).optional(), ...factors };

export const proveMyself = defineOperation({
  ...ownFactor,
  id: 'proveMyself',
  record: 'session',
  method: 'post',
  path: '/me/proof',
  summary: 'Show again that it is me, before I change my second factors, or let somebody in',
  description:
    'By the password or by a factor. It holds for ten minutes, in this session only. Wrong ones count like wrong passwords at the sign-in.',
  body: z
    .strictObject({
      challenge: Challenge.optional().meta({ description: 'With a passkey: from `POST /me/proof/passkey`' }),
      ...proofs,
    })
    .refine(oneOf(Object.keys(proofs)), 'expected one of password, code, recoveryCode and passkey'),
  status: 204,
  errors: ['password-wrong', 'code-wrong', 'no-local-password', 'managed-by-provider', 'too-many-requests'],
  examples: [{ summary: 'By a code', request: { code: '123456' } }],
});

export const askForProof = defineOperation({
  ...ownFactor,
  ...passkeyRequested,
  id: 'askForProof',
  record: 'session',
  path: '/me/proof/passkey',
  summary: 'Begin a proof by one of my passkeys',
  errors: ['managed-by-provider', 'passkeys-off'],
  examples: [{ summary: 'By a passkey', response: examplePasskeyRequest }],
});
