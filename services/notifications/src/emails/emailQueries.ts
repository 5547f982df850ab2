import { type EmailKind, notFound, type Notification, type NotificationWithText } from '@closeout/contracts';
import { emailSpellings, keysetCursor } from '@closeout/service-kit';
import { z } from 'zod';
import type { Email, PrismaClient } from '../generated/prisma/client.js';

export interface EmailFilter {
  recipient?: string | undefined;
  event?: string | undefined;
  status?: Notification['status'] | undefined;
  limit: number;
  cursor?: string | undefined;
  /** Only this person's. */
  recipientId?: string | undefined;
}

const Cursor = z.tuple([z.uuid()]);
const listed = { text: true, html: true } as const;

/** Newest first: ids sort by the time of their making. */
export async function listEmails(
  prisma: PrismaClient,
  filter: EmailFilter,
): Promise<{ items: Notification[]; nextCursor: string | null }> {
  const after = filter.cursor === undefined ? undefined : keysetCursor.decode(filter.cursor, Cursor)[0];
  const rows = await prisma.email.findMany({
    where: {
      recipient: filter.recipient === undefined ? undefined : { in: emailSpellings(filter.recipient) },
      eventType: filter.event,
      status: filter.status,
      recipientId: filter.recipientId,
      id: after === undefined ? undefined : { lt: after },
    },
    omit: listed,
    orderBy: { id: 'desc' },
    take: filter.limit + 1,
  });
  const items = rows.slice(0, filter.limit).map(toNotification);
  const last = items.at(-1);
  return { items, nextCursor: last && rows.length > filter.limit ? keysetCursor.encode([last.id]) : null };
}

/** @throws DomainError `notification-not-found`, also for an e-mail to somebody else when `recipientId` is given */
export async function getEmail(
  prisma: Pick<PrismaClient, 'email'>,
  id: string,
  recipientId?: string,
): Promise<NotificationWithText> {
  const email = await prisma.email.findUnique({ where: { id, recipientId } });
  if (!email) throw notFound('notification', id);
  const { messageId, confidential } = email;
  const shown = confidential ? { text: '', html: '' } : { text: email.text, html: email.html };
  return { ...toNotification(email), messageId, ...shown };
}

export function toNotification(email: Omit<Email, 'text' | 'html'>): Notification {
  return {
    id: email.id,
    version: email.version,
    event: email.eventType,
    eventId: email.eventId,
    kind: email.kind as EmailKind,
    confidential: email.confidential,
    subject: email.subject,
    recipient: email.recipient,
    status: email.status as Notification['status'],
    attempts: email.attempts,
    at: email.at.toISOString(),
    queuedAt: email.queuedAt.toISOString(),
    nextAttemptAt: email.nextAttemptAt?.toISOString() ?? null,
    lastError: email.lastError,
    link: email.link,
  };
}
