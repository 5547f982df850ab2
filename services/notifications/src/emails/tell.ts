import type { NotificationKind } from '@closeout/contracts/http/notifications';
import type { Permission } from '@closeout/contracts/permissions';
import type { Clock, Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import { knownCustomer, type KnownCustomer } from '../customers/knownCustomer.js';
import { recipientsOf, waitForPeople, type Recipient } from '../people/recipients.js';
import { failQueuedEmails, mayHaveBeenTold } from './failQueuedEmails.js';
import type { EmailContent } from './layout.js';
import { ageOf, type Mailing, waitOf } from './mailing.js';
import { queueEmails } from './queueEmails.js';
import { wordsIn, type Words } from './words.js';

/** Whom an event is told to, and what. */
export interface Telling {
  kind: NotificationKind;
  /** Only who is cleared for this customer is told. */
  customerId: string;
  /** Told because of what they are in charge of. */
  people?: readonly string[];
  /** Told because a role of theirs holds it. */
  permission?: Permission;
  /** Whose own action it was, where one needs no e-mail about that. */
  quietFor?: string | null;
  /** What it says to a reader, in their words: no more than they may see (`people/sight.ts`). */
  content(to: { customer: KnownCustomer; reader: Recipient; words: Words }): EmailContent;
}

export type Tell = (tx: Tx, event: ReceivedEvent, telling: Telling) => Promise<void>;

/**
 * Queues the e-mails of an event: once for each address, not about what happened long ago.
 * @throws RetryLater while the customer, or someone who is to be told, is not known yet
 */
export function teller(mailing: Mailing, clock: Clock): Tell {
  return async (tx, event, telling) => {
    const now = clock.now();
    if (ageOf(event, now) > mailing.maxAgeMs) return;
    const { kind, people = [], permission = null, quietFor = null } = telling;
    const customer = await knownCustomer(tx, telling.customerId);
    await waitForPeople(tx, people, waitOf(event, mailing.startedAt, now), mailing.patienceMs);
    const audience = { kind, people, permission, quietFor, securityLevel: customer.securityLevel };
    const recipients = await recipientsOf(tx, audience);
    if (recipients.length === 0) return;
    const emails = recipients.map((reader) => {
      const language = reader.language ?? mailing.language;
      const words = wordsIn(language);
      return { to: reader, content: { language, ...telling.content({ customer, reader, words }) } };
    });
    await queueEmails(tx, { kind, event, emails, now, mailing });
    if (await mayHaveBeenTold(tx, event)) await failQueuedEmails(tx, now, event.id);
  };
}
