import { z } from 'zod';
import { PasskeyAnswer } from './passkey.js';

export const Challenge = z
  .string()
  .regex(/^coc_[A-Za-z0-9_-]{43}$/, 'expected a challenge as it was given')
  .meta({
    description:
      'From the refusal of the sign-in. Good for five minutes (to set a factor up: fifteen), five tries and one sign-in.',
  });

export const exampleChallenge = 'coc_3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

export const Code = z
  .string()
  .regex(/^\s*\d{3}\s?\d{3}\s*$/, 'expected six digits')
  .meta({ description: 'Six digits, as the authenticator app shows them. Each works once.' });
const RecoveryCode = z
  .string()
  .regex(/^\s*[A-Za-z0-9]{4}([ -]?[A-Za-z0-9]{4}){3}\s*$/, 'expected a recovery code, four groups of four')
  .meta({ description: 'One of the ten. Each works once.' });

/** By what a user shows a second factor: one of them, see `oneOf`. */
export const factors = {
  code: Code.optional(),
  recoveryCode: RecoveryCode.optional(),
  passkey: PasskeyAnswer.optional(),
};

export const oneOf =
  (names: readonly string[]) =>
  (body: object): boolean =>
    names.filter((name) => (body as Record<string, unknown>)[name] !== undefined).length === 1;
