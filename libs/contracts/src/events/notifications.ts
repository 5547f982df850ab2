import { z } from 'zod';
import { Id, Instant, Version, openWordOf } from '../fields.js';
import { emailStatuses } from '../vocabulary.js';
import { defineEvent } from './envelope.js';

/** The fate of one e-mail. */
export const EmailState = z.object({
  id: Id,
  version: Version,
  event: z.string().meta({ description: 'Type of the event that it tells of' }),
  eventId: Id,
  recipient: z.string(),
  subject: z.string(),
  status: openWordOf(emailStatuses),
  attempts: z.int(),
  at: Instant,
});
export type EmailState = z.input<typeof EmailState>;

const email: EmailState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b61',
  version: 2,
  event: 'billing.receipt-issued.v1',
  eventId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b62',
  recipient: 'pm@example.com',
  subject: 'Payment received: 3000.00 EUR from Client A',
  status: 'SENT',
  attempts: 1,
  at: '2026-01-31T09:30:01.000Z',
};

export const notificationsEvents = {
  emailSent: defineEvent({
    type: 'notifications.email-sent.v1',
    summary: 'An e-mail was handed to the mail server',
    schema: EmailState,
    example: email,
  }),
  emailFailed: defineEvent({
    type: 'notifications.email-failed.v1',
    summary: 'An e-mail was given up after repeated attempts',
    schema: EmailState,
    example: { ...email, status: 'FAILED', attempts: 8 },
  }),
} as const;
