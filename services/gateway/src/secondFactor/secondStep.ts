import { DomainError } from '@closeout/contracts';
import type { Tx } from '@closeout/service-kit';
import type { SecondStep } from '../sessions/signIn.js';
import { lacksFactor, type SignedInUser } from '../sessions/sessionStore.js';
import { openChallenge } from './challenge.js';
import { methodsOf } from './ownFactors.js';

/**
 * What is asked of somebody whose password is right: a factor that was set up, or to set one up where a role asks for it.
 * The refusal holds a challenge, which says nothing to whoever does not know the password.
 */
export async function secondStep(
  tx: Tx,
  user: SignedInUser,
  { newHash, now }: SecondStep,
): Promise<DomainError | null> {
  if (user.hasFactor) {
    const challenge = await openChallenge(tx, user, { purpose: 'second-step', newHash, now });
    return new DomainError('unauthenticated', 'second-factor-required', {
      detail: 'The password is right. Now a second factor is needed: a code of the authenticator app, say.',
      extra: { ...challenge, methods: await methodsOf(tx, user.id) },
    });
  }
  if (!lacksFactor(user)) return null;
  const challenge = await openChallenge(tx, user, { purpose: 'set-up', newHash, now });
  return new DomainError('forbidden', 'second-factor-setup-required', {
    detail: 'Your role asks for two-step sign-in. Set up an authenticator app.',
    extra: { ...challenge },
  });
}
