import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { Code } from './challenge.js';
import { ownErrors, ownFactor } from './ownFactor.js';

export const AuthenticatorSetup = z.object({
  secret: z.string().meta({ description: 'To be typed into the app, in Base32. Shown this once.' }),
  uri: z.string().meta({ description: 'The same for a QR code (`otpauth://`)' }),
});
export type AuthenticatorSetup = z.infer<typeof AuthenticatorSetup>;

export const exampleSetup: AuthenticatorSetup = {
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  uri: 'otpauth://totp/Closeout:finance%40closeout.test?issuer=Closeout&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30',
};

export const setUpApp = defineOperation({
  ...ownFactor,
  id: 'setUpApp',
  record: 'user',
  method: 'post',
  path: '/me/authenticator-app',
  summary: 'Set up an authenticator app',
  description:
    'It counts once a code confirms it; until then this can be called again, which gives another secret. Needs a proof (`POST /me/proof`) or a sign-in within the last ten minutes.',
  status: 200,
  answer: AuthenticatorSetup,
  errors: [...ownErrors, 'authenticator-app-exists'],
  examples: [{ summary: 'A new app', response: exampleSetup }],
});

export const confirmApp = defineOperation({
  ...ownFactor,
  id: 'confirmApp',
  record: 'user',
  method: 'post',
  path: '/me/authenticator-app/confirm',
  summary: 'Confirm the authenticator app with a code: it is asked for from the next sign-in on',
  description: 'Other sessions go on.',
  body: z.strictObject({ code: Code }),
  status: 204,
  errors: [...ownErrors, 'authenticator-app-not-found', 'code-wrong', 'too-many-requests'],
  examples: [{ summary: 'The first code', request: { code: '123456' } }],
});

export const removeApp = defineOperation({
  ...ownFactor,
  id: 'removeApp',
  record: 'user',
  method: 'delete',
  path: '/me/authenticator-app',
  summary: 'Remove my authenticator app; my other sessions end at once',
  description:
    'Needs a proof (`POST /me/proof`) within the last ten minutes. With the last factor the recovery codes go too.',
  status: 204,
  errors: [...ownErrors, 'authenticator-app-not-found', 'second-factor-needed'],
});
