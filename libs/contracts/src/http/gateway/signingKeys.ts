import { z } from 'zod';
import { Instant } from '../../fields.js';
import { defineOperation } from '../operation.js';

export const SigningKey = z.object({
  id: z.string().meta({ description: '`kid` of the tokens that it signs' }),
  createdAt: Instant,
  signsFrom: Instant,
  signsUntil: Instant.nullable().meta({ description: 'null: until the next rotation' }),
  trustedUntil: Instant.nullable().meta({ description: 'Tokens it signed are refused from then on' }),
});
export type SigningKey = z.infer<typeof SigningKey>;

export const rotateSigningKey = defineOperation({
  id: 'rotateSigningKey',
  record: 'signing-key',
  service: 'gateway',
  method: 'post',
  path: '/auth/keys/rotate',
  tag: 'Sign-in',
  summary: 'Begin to sign tokens with a new key',
  description:
    'The new key is published first and signs a little later; the old one is trusted until its last tokens have expired. `compromised: true` drops the old keys at once: everybody’s access tokens are refused and have to be refreshed.',
  access: { permission: 'users.manage' },
  body: z.strictObject({ compromised: z.boolean().default(false) }),
  status: 201,
  answer: SigningKey,
  errors: [],
});

export const listSigningKeys = defineOperation({
  id: 'listSigningKeys',
  service: 'gateway',
  method: 'get',
  path: '/auth/keys',
  tag: 'Sign-in',
  summary: 'The keys that sign or have signed tokens',
  access: { permission: 'users.manage' },
  status: 200,
  answer: z.object({ items: z.array(SigningKey) }),
  errors: [],
});

export const signingKeyOperations = { listSigningKeys, rotateSigningKey } as const;
