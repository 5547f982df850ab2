import type { EmailKind } from '@closeout/contracts/http/notifications';
import { newId, type Tx, wakeJob } from '@closeout/service-kit/db';
import { insertRows } from '@closeout/service-kit/sql';
import { createHash } from 'node:crypto';
import type { Recipient } from '../people/recipients.js';
import { tables } from '../tables.js';
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

const insertEmails = insertRows(
  tables.insertInto('email'),
  {
    ...({ id: 'uuid', event_type: 'text', event_id: 'uuid', about: 'text', kind: 'text' } as const),
    ...({ recipient_id: 'uuid', recipient: 'text', subject: 'text', text: 'text', html: 'text' } as const),
    ...({ link: 'text', message_id: 'text', confidential: 'boolean', expires_at: 'timestamptz' } as const),
    ...({ queued_at: 'timestamptz', at: 'timestamptz', next_attempt_at: 'timestamptz' } as const),
  },
  (insert) => insert.onConflict((on) => on.constraint('email_once_per_event_and_recipient').doNothing()),
);

/** One e-mail for each address, and never a second one for the same event and address. */
export async function queueEmails(tx: Tx, queueing: Queueing): Promise<void> {
  const { event, emails, now, mailing } = queueing;
  if (emails.length === 0) return;
  wakeJob(tx, 'send-emails');
  const rows = emails.map(({ to, content }) => {
    const { subject, text, html, link } = render(content, mailing.publicUrl);
    return {
      ...{
        id: newId(),
        event_type: event.type,
        event_id: event.id,
        about: event.subject,
        kind: queueing.kind,
      },
      ...{ recipient_id: to.id, recipient: to.email, subject, text, html, link },
      message_id: messageId(event.id, to.email, mailing.mailDomain),
      ...{ queued_at: now, at: now, next_attempt_at: now },
      ...{ confidential: queueing.confidential ?? false, expires_at: queueing.expiresAt ?? null },
    };
  });
  await tx.run(insertEmails(rows));
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
