import { z } from 'zod';
import { Id, Instant, Language, page, PageQuery, Version } from '../../fields.js';
import { AccountEmailKind } from '../internal.js';
import { defineOperation } from '../operation.js';
import { emailStatuses } from '../../vocabulary.js';

export const EmailStatus = z.enum(emailStatuses);

/** What one may be told of by e-mail. */
export const NotificationKind = z.enum([
  'project-created',
  'assigned',
  'cpo-version',
  'cpo-direction',
  'cpo-mismatch-found',
  'cpo-mismatch-resolved',
  'payment-received',
  'payment-reversed',
  'milestone-overdue',
  'stage-overdue',
  'budget-threshold',
  'closure-stalled',
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** What an e-mail is: those that one may be told of, and those about one's own account. */
export const EmailKind = z.enum([...NotificationKind.options, ...AccountEmailKind.options]);
export type EmailKind = z.infer<typeof EmailKind>;

export const Notification = z.object({
  id: Id,
  version: Version,
  event: z.string().meta({
    description:
      'Name of the event that it tells of; of e-mails about accounts, which no event causes, `gateway.` and their kind',
  }),
  eventId: Id,
  kind: EmailKind,
  confidential: z.boolean().meta({
    description: 'Its text is for its reader alone: it is never shown, and kept only until it was sent',
  }),
  subject: z.string(),
  recipient: z.string(),
  status: EmailStatus,
  attempts: z.int(),
  at: Instant.meta({ description: 'When it got its present status' }),
  queuedAt: Instant,
  nextAttemptAt: Instant.nullable(),
  lastError: z.string().nullable(),
  link: z.string().meta({ description: 'The record that it is about' }),
});
export type Notification = z.infer<typeof Notification>;

export const NotificationWithText = Notification.extend({
  messageId: z
    .string()
    .meta({ description: 'The same for each attempt, so that a repeated delivery can be told' }),
  text: z.string().meta({ description: 'Empty where it is confidential' }),
  html: z.string(),
});
export type NotificationWithText = z.infer<typeof NotificationWithText>;

export const NotificationPreferences = z.object({
  version: z.int().min(0).meta({ description: '0 until they are set for the first time' }),
  language: Language.nullable().meta({
    description: 'In which the e-mails are written; null until it is chosen: the one of the installation',
  }),
  preferences: z.array(z.object({ kind: NotificationKind, description: z.string(), email: z.boolean() })),
});
export type NotificationPreferences = z.infer<typeof NotificationPreferences>;

export const NotificationPreferencesInput = z
  .strictObject({
    preferences: z
      .array(z.strictObject({ kind: NotificationKind, email: z.boolean() }))
      .min(1)
      .max(50)
      .refine((list) => new Set(list.map(({ kind }) => kind)).size === list.length, 'each kind at most once')
      .optional(),
    language: Language.optional(),
  })
  .refine((body) => Object.keys(body).length > 0, 'expected at least one field to change');
export type NotificationPreferencesInput = z.output<typeof NotificationPreferencesInput>;

const NotificationId = z.strictObject({ id: Id });
const notificationExample = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b61',
  version: 2,
  event: 'billing.receipt-issued.v1',
  eventId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b62',
  kind: 'payment-received' as const,
  confidential: false,
  subject: 'Payment received: 3000.00 EUR from Client A',
  recipient: 'pm@example.com',
  status: 'SENT' as const,
  attempts: 1,
  at: '2026-01-31T09:30:01.000Z',
  queuedAt: '2026-01-31T09:30:00.400Z',
  nextAttemptAt: null,
  lastError: null,
  link: 'https://closeout.example/projects/0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31',
};

export const listNotifications = defineOperation({
  id: 'listNotifications',
  service: 'notifications',
  method: 'get',
  path: '/notifications',
  tag: 'Notifications',
  summary: 'E-mails, newest first',
  description: 'With `operations.manage` all of them; without, one’s own.',
  access: 'signed-in',
  query: PageQuery.omit({ q: true }).extend({
    recipient: z.string().trim().max(320).optional().meta({ description: 'E-mail address' }),
    event: z.string().trim().max(100).optional().meta({ description: 'Name of the event' }),
    status: EmailStatus.optional(),
  }),
  status: 200,
  answer: page(Notification),
  errors: ['bad-cursor'],
  examples: [{ summary: 'Of one payment', response: { items: [notificationExample], nextCursor: null } }],
});

export const getNotification = defineOperation({
  id: 'getNotification',
  service: 'notifications',
  method: 'get',
  path: '/notifications/{id}',
  tag: 'Notifications',
  summary: 'One e-mail with its text',
  access: 'signed-in',
  params: NotificationId,
  status: 200,
  answer: NotificationWithText,
  errors: ['notification-not-found'],
  examples: [
    {
      summary: 'Of one payment',
      response: {
        ...notificationExample,
        messageId: '<4be1f0a3c5d6e7f8091a2b3c4d5e6f70@closeout.example>',
        text: 'Payment received: 3000.00 EUR\n\nCustomer: Client A\nReceipt: REC-2026-0001\n',
        html: '<!doctype html><html lang="en">…</html>',
      },
    },
  ],
});

export const resendNotification = defineOperation({
  id: 'resendNotification',
  record: 'email',
  service: 'notifications',
  method: 'post',
  path: '/notifications/{id}/resend',
  tag: 'Notifications',
  summary: 'Queue a failed e-mail once more',
  description: 'Not a confidential one, whose text is gone: have the invitation or the link sent again.',
  access: { permission: 'operations.manage' },
  params: NotificationId,
  status: 200,
  answer: Notification,
  errors: ['notification-not-found', 'notification-not-failed', 'notification-confidential'],
  examples: [
    {
      summary: 'With all its attempts before it',
      response: {
        ...notificationExample,
        version: 9,
        status: 'QUEUED',
        attempts: 0,
        nextAttemptAt: notificationExample.at,
      },
    },
  ],
});

export const getNotificationPreferences = defineOperation({
  id: 'getNotificationPreferences',
  service: 'notifications',
  method: 'get',
  path: '/me/notification-preferences',
  tag: 'Notifications',
  summary: 'What one is told of by e-mail',
  access: 'signed-in',
  peopleOnly: true,
  status: 200,
  answer: NotificationPreferences,
  errors: [],
  examples: [
    {
      summary: 'No e-mails about payments',
      response: {
        version: 1,
        language: 'de',
        preferences: [
          { kind: 'project-created', description: 'A new project', email: true },
          { kind: 'payment-received', description: 'A payment was received', email: false },
        ],
      },
    },
  ],
});

export const setNotificationPreferences = defineOperation({
  id: 'setNotificationPreferences',
  record: 'notification-preferences',
  service: 'notifications',
  method: 'put',
  path: '/me/notification-preferences',
  tag: 'Notifications',
  summary: 'Choose what one is told of by e-mail',
  description: 'Kinds that are not named stay as they are, and so does the language.',
  access: 'signed-in',
  peopleOnly: true,
  body: NotificationPreferencesInput,
  status: 200,
  answer: NotificationPreferences,
  errors: ['stale-version'],
  examples: [
    {
      summary: 'No e-mails about payments',
      request: { preferences: [{ kind: 'payment-received', email: false }] },
    },
  ],
});
