import type { EmailKind } from '@closeout/contracts';
import { newId, type Tx } from '@closeout/service-kit';
import { createHash } from 'node:crypto';
import type { Recipient } from '../people/recipients.js';
import { render, type EmailContent } from './layout.js';
import type { Mailing } from './mailing.js';

export interface Queueing {
  kind: EmailKind;
  /** `subject`: the record that it is about. */
  event: { id: string; type: string; subject: string };
  emails: readonly { to: Pick<Recipient, 'id' | 'email'>; content: EmailContent }[];
  /** Its text is for its reader alone. */
  confidential?: boolean;
  /** From then on it is not worth sending. */
  expiresAt?: Date | null;
  now: Date;
  mailing: Pick<Mailing, 'publicUrl' | 'mailDomain'>;
}

/** One e-mail for each address, and never a second one for the same event and address. */
export async function queueEmails(tx: Tx, queueing: Queueing): Promise<void> {
  const { event, emails, now, mailing } = queueing;
  if (emails.length === 0) return;
  const rendered = emails.map(({ content }) => render(content, mailing.publicUrl));
  await tx.query(
    `INSERT INTO email (id, event_type, event_id, kind, recipient_id, recipient, subject, text, html, link, message_id, queued_at, at, next_attempt_at, about, confidential, expires_at)
      SELECT r.id, $1, $2, $3, r.person, r.address, r.subject, r.text, r.html, r.link, r.message_id, $4, $4, $4, $13, $14, $15
      FROM unnest($5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])
        AS r (id, person, address, message_id, subject, text, html, link)
      ON CONFLICT ON CONSTRAINT email_once_per_event_and_recipient DO NOTHING`,
    [
      event.type,
      event.id,
      queueing.kind,
      now,
      emails.map(() => newId()),
      emails.map(({ to }) => to.id),
      emails.map(({ to }) => to.email),
      emails.map(({ to }) => messageId(event.id, to.email, mailing.mailDomain)),
      rendered.map(({ subject }) => subject),
      rendered.map(({ text }) => text),
      rendered.map(({ html }) => html),
      rendered.map(({ link }) => link),
      event.subject,
      queueing.confidential ?? false,
      queueing.expiresAt ?? null,
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
