import { conflict } from '@closeout/contracts/errors';
import { EmailSetUp } from '@closeout/contracts/http/internal';
import type { Peer } from '@closeout/service-kit/http';

/** Whether e-mails are sent from here. Notifications knows; what it said last counts while it is away. */
export interface EmailSetUpState {
  readonly isSetUp: boolean;
  ask(): Promise<void>;
  /** @throws DomainError 409 `email-not-set-up` */
  require(): void;
}

export function createEmailSetUp(notifications: Pick<Peer, 'get'>): EmailSetUpState {
  let isSetUp = true;
  return {
    get isSetUp() {
      return isSetUp;
    },
    async ask() {
      // Away, or of a release before this: then what is written waits.
      const answer = await notifications.get('/internal/account-emails', EmailSetUp).catch(() => null);
      isSetUp = answer?.setUp ?? isSetUp;
    },
    require() {
      if (isSetUp) return;
      throw conflict(
        'email-not-set-up',
        'No e-mails are sent from here: no mail server is set up. Choose a password instead.',
      );
    },
  };
}
