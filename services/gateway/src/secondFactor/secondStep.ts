import { DomainError } from '@closeout/contracts/errors';
import type { Tx } from '@closeout/service-kit/db';
import type { SecondStep } from '../sessions/signIn.js';
import { lacksFactor, type SignedInUser } from '../sessions/sessionStore.js';
import { challengeAfterPassword } from './challenge.js';
import { methodsOf } from './ownFactors.js';
import { askForPasskey } from './passkeys.js';
import type { RelyingParty } from './relyingParty.js';

/**
 * What is asked of somebody whose password is right: a factor that was set up, or to set one up where a role asks for it.
 * The refusal holds a challenge, which says nothing to whoever does not know the password.
 */
export async function secondStep(
  party: RelyingParty,
  tx: Tx,
  user: SignedInUser,
  { newHash, now }: SecondStep,
): Promise<DomainError | null> {
  if (user.hasFactor) {
    const opened = await challengeAfterPassword(tx, user, { purpose: 'second-step', newHash, now });
    const methods = await methodsOf(tx, party, user.id);
    const passkey =
      party.on && methods.includes('passkey')
        ? { passkey: await askForPasskey(tx.query, party, opened.challenge, user.id) }
        : {};
    return new DomainError('unauthenticated', 'second-factor-required', {
      detail: 'The password is right. Now a second factor is needed: a code of the authenticator app, say.',
      extra: { ...opened, methods, ...passkey },
    });
  }
  if (!lacksFactor(user)) return null;
  const challenge = await challengeAfterPassword(tx, user, { purpose: 'set-up', newHash, now });
  return new DomainError('forbidden', 'second-factor-setup-required', {
    detail: 'Your role asks for two-step sign-in. Set up an authenticator app.',
    extra: { ...challenge },
  });
}
