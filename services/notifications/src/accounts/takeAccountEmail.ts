import type { Language } from '@closeout/contracts/fields';
import type { AccountEmail } from '@closeout/contracts/http/internal';
import type { Tx } from '@closeout/service-kit/db';
import type { Mailing } from '../emails/mailing.js';
import { queueEmails } from '../emails/queueEmails.js';
import { accountEmail } from './accountEmails.js';

export interface AccountMailing extends Pick<Mailing, 'publicUrl' | 'mailDomain'> {
  /** For those of whom nobody said what they speak. */
  language: Language;
  timeZone: string;
}

/**
 * Queues an e-mail about somebody's own account, once, however often it is handed over. It is confidential where it
 * holds the secret of a link: nobody reads it here, and its text is gone once it was sent.
 */
export async function takeAccountEmail(
  tx: Tx,
  email: AccountEmail,
  mailing: AccountMailing,
  now: Date,
): Promise<void> {
  const content = accountEmail(email, email.language ?? mailing.language, mailing.timeZone);
  await queueEmails(tx, {
    kind: email.kind,
    event: { id: email.id, type: `gateway.${email.kind}`, subject: email.userId },
    emails: [{ to: { id: email.userId, email: email.address }, content }],
    confidential: email.token !== null,
    expiresAt: email.expiresAt === null ? null : new Date(email.expiresAt),
    now,
    mailing,
  });
}
