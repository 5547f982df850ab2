import type { NotificationKind } from '@closeout/contracts';
import { newId, type Tx } from '@closeout/service-kit';
import { createHash } from 'node:crypto';
import type { Recipient } from '../people/recipients.js';
import { render, type EmailContent } from './layout.js';
import type { Mailing } from './mailing.js';

export interface Queueing {
  kind: NotificationKind;
  event: { id: string; type: string };
  recipients: readonly Recipient[];
  content: EmailContent;
  now: Date;
  mailing: Pick<Mailing, 'publicUrl' | 'mailDomain'>;
}

/** One e-mail for each address, and never a second one for the same event and address. */
export async function queueEmails(tx: Tx, queueing: Queueing): Promise<void> {
  const { event, recipients, now, mailing } = queueing;
  if (recipients.length === 0) return;
  const { subject, text, html, link } = render(queueing.content, mailing.publicUrl);
  await tx.query(
    `INSERT INTO email (id, event_type, event_id, kind, recipient_id, recipient, subject, text, html, link, message_id, queued_at, at, next_attempt_at)
      SELECT r.id, $1, $2, $3, r.person, r.address, $4, $5, $6, $7, r.message_id, $8, $8, $8
      FROM unnest($9::uuid[], $10::uuid[], $11::text[], $12::text[]) AS r (id, person, address, message_id)
      ON CONFLICT ON CONSTRAINT email_once_per_event_and_recipient DO NOTHING`,
    [
      event.type,
      event.id,
      queueing.kind,
      subject,
      text,
      html,
      link,
      now,
      recipients.map(() => newId()),
      recipients.map(({ id }) => id),
      recipients.map(({ email }) => email),
      recipients.map(({ email }) => messageId(event.id, email, mailing.mailDomain)),
    ],
  );
}

/** Made of what the e-mail is about, so that it is the same for every attempt: mail systems drop repeated ones by it. */
export function messageId(eventId: string, recipient: string, mailDomain: string): string {
  const digest = createHash('sha256').update(`${eventId} ${recipient}`).digest('hex').slice(0, 32);
  return `<${digest}@${mailDomain}>`;
}

/** `Closeout <closeout@example.com>` → `example.com` */
export function domainOf(mailFrom: string): string {
  return /@([^\s<>@]+)>?$/.exec(mailFrom)?.[1] ?? 'localhost';
}
