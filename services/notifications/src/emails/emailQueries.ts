import { notFound } from '@closeout/contracts/errors';
import type { Notification, NotificationWithText } from '@closeout/contracts/http/notifications';
import { emailSpellings, type Queryable } from '@closeout/service-kit/db';
import { keysetCursor } from '@closeout/service-kit/http';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Email } from '../generated/kysely/types.js';
import { tables } from '../tables.js';
import { stateColumns, stateOf } from './emailStore.js';

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

export const shownColumns = [
  ...stateColumns,
  ...(['kind', 'confidential', 'queued_at', 'next_attempt_at', 'last_error', 'link'] as const),
] as const;

/** Newest first: ids sort by the time of their making. */
export async function listEmails(
  db: Queryable,
  { recipient, event, status, recipientId, cursor, limit }: EmailFilter,
): Promise<{ items: Notification[]; nextCursor: string | null }> {
  let emails = tables.selectFrom('email').select(shownColumns);
  if (recipient !== undefined) emails = emails.where('recipient', 'in', emailSpellings(recipient));
  if (event !== undefined) emails = emails.where('event_type', '=', event);
  if (status !== undefined) emails = emails.where('status', '=', status);
  if (recipientId !== undefined) emails = emails.where('recipient_id', '=', recipientId);
  if (cursor !== undefined) emails = emails.where('id', '<', keysetCursor.decode(cursor, Cursor)[0]);
  const rows = await db.run(emails.orderBy('id', 'desc').limit(limit + 1));
  const items = rows.slice(0, limit).map(toNotification);
  const last = items.at(-1);
  return { items, nextCursor: last && rows.length > limit ? keysetCursor.encode([last.id]) : null };
}

/** @throws DomainError `notification-not-found`, also for an e-mail to somebody else when `recipientId` is given */
export async function getEmail(
  db: Queryable,
  id: string,
  recipientId?: string,
): Promise<NotificationWithText> {
  let emails = tables
    .selectFrom('email')
    .select([...shownColumns, 'message_id', 'text', 'html'])
    .where('id', '=', id);
  if (recipientId !== undefined) emails = emails.where('recipient_id', '=', recipientId);
  const [email] = await db.run(emails);
  if (!email) throw notFound('notification', id);
  const shown = email.confidential ? { text: '', html: '' } : { text: email.text, html: email.html };
  return { ...toNotification(email), messageId: email.message_id, ...shown };
}

export function toNotification(row: Pick<Selectable<Email>, (typeof shownColumns)[number]>): Notification {
  return {
    ...stateOf(row),
    kind: row.kind,
    confidential: row.confidential,
    queuedAt: row.queued_at.toISOString(),
    nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
    lastError: row.last_error,
    link: row.link,
  };
}
