import { isNotMade, type Breaker } from '@closeout/service-kit/http';
import type { Outcome } from './email.js';
import type { Mailer } from './smtpMailer.js';

/** A mailer behind a breaker: a mail server that cannot be reached is away for every e-mail. What it refuses says that it is there. */
export function guardedMailer(mailer: Mailer, breaker: Breaker): Mailer {
  return {
    async send(mail) {
      try {
        return await breaker.run(async () => {
          const outcome = await mailer.send(mail);
          if (outcome.kind === 'unreachable') throw new Unreachable(outcome);
          return outcome;
        });
      } catch (error) {
        if (error instanceof Unreachable) return error.outcome;
        if (isNotMade(error))
          return { kind: 'unreachable', reason: 'The mail server was away a moment ago.' };
        throw error;
      }
    },
    close: () => {
      breaker.close();
      mailer.close();
    },
  };
}

class Unreachable extends Error {
  constructor(readonly outcome: Outcome) {
    super('the mail server cannot be reached');
  }
}
