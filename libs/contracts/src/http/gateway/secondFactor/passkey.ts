import { z } from 'zod';
import { Id, Instant } from '../../../fields.js';

/** Web Authentication Level 3, 5.1.8 and 5.4: `PublicKeyCredential.toJSON()`, and what `parse…OptionsFromJSON` takes. */
const base64url = (max: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/, 'expected base64url')
    .max(max);
const shared = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).nullish(),
  clientExtensionResults: z.looseObject({}).meta({ description: 'Not looked at' }),
};

export const PasskeyAnswer = z
  .strictObject({
    ...shared,
    response: z.strictObject({
      clientDataJSON: base64url(4000),
      authenticatorData: base64url(4000),
      signature: base64url(4000),
      userHandle: base64url(200).nullish(),
    }),
  })
  .transform(({ authenticatorAttachment: _, response: { userHandle: __, ...response }, ...rest }) => ({
    ...rest,
    response,
  }))
  .meta({ description: 'What the browser gave: `PublicKeyCredential.toJSON()`' });
export type PasskeyAnswer = z.output<typeof PasskeyAnswer>;

export const PasskeyCreated = z
  .strictObject({
    ...shared,
    response: z.strictObject({
      clientDataJSON: base64url(2000),
      attestationObject: base64url(8000),
      authenticatorData: base64url(2000).optional(),
      publicKey: base64url(2000).nullish(),
      publicKeyAlgorithm: z.int().optional(),
      transports: z
        .array(z.string().regex(/^[a-z-]{1,20}$/))
        .max(10)
        .optional(),
    }),
  })
  .transform(({ id, rawId, type, response: { clientDataJSON, attestationObject, transports = [] } }) => ({
    ...{ id, rawId, type },
    response: { clientDataJSON, attestationObject, transports },
  }))
  .meta({ description: 'What the browser gave: `PublicKeyCredential.toJSON()`' });
export type PasskeyCreated = z.output<typeof PasskeyCreated>;

export const PasskeyOptions = z.looseObject({ challenge: z.string() }).meta({
  description:
    'For `PublicKeyCredential.parseRequestOptionsFromJSON` (to sign) or `parseCreationOptionsFromJSON` (to make one)',
});

export const Passkey = z.object({
  id: Id,
  name: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type Passkey = z.infer<typeof Passkey>;

export const exampleOptions = {
  challenge: 'Y29jXzNxMi03d0FB',
  rpId: 'closeout.example.com',
  userVerification: 'required',
};
const credential = {
  id: 'q83vEjRWeJA',
  rawId: 'q83vEjRWeJA',
  type: 'public-key',
  clientExtensionResults: {},
} as const;
export const exampleAnswer = {
  ...credential,
  response: { clientDataJSON: 'eyJ0eXBlIjoi', authenticatorData: 'SZYN5YgO', signature: 'MEUCIQ' },
};
export const exampleCreated = {
  ...credential,
  response: { clientDataJSON: 'eyJ0eXBlIjoi', attestationObject: 'o2NmbXRk' },
};
