import { DomainError } from '@closeout/contracts/errors';

/** @throws DomainError 403 `local-sign-in-off`, where only the outside provider signs people in */
export function requireLocalSignIn({ localSignIn }: { localSignIn: boolean }): void {
  if (localSignIn) return;
  throw new DomainError('forbidden', 'local-sign-in-off', {
    detail: 'Sign in with your organisation’s own provider.',
  });
}
