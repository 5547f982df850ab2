import { Language } from '@closeout/contracts/fields';
import { kitConfig } from '@closeout/service-kit/service';
import { z } from 'zod';

const hours = z.coerce
  .number()
  .positive()
  .max(24 * 365);
const milliseconds = z.coerce.number().int().min(1).max(86_400_000);

/** The environment of this service, beyond what every service has. */
export const notificationsConfig = kitConfig('notifications').extend({
  /** Empty: there is no mail server, and nothing is sent. */
  SMTP_URL: z
    .union([
      z.literal(''),
      z.url({
        protocol: /^smtps?$/,
        error: 'expected smtp:// or smtps://, with user and password if needed, or nothing',
      }),
    ])
    .transform((url) => url || null),
  /** Of e-mails to people of whom nobody said what they speak. */
  MAIL_LANGUAGE: Language.default('en'),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]* )?<?[^\s<>@]+@[^\s<>@]+>?$/,
      'expected an address, such as Closeout <closeout@example.com>',
    )
    .default('Closeout <closeout@localhost>'),
  /** Where people open Closeout in their browser: the start of the links in e-mails. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://localhost:8080')
    .transform((url) => url.replace(/\/+$/, '')),
  /** Nobody is told of what is older: a new installation reads the whole history, and must not mail it. */
  MAIL_MAX_AGE_HOURS: hours.default(24),
  /** How often a mail server may answer "not now" before an e-mail counts as failed. */
  MAIL_ATTEMPTS: z.coerce.number().int().min(1).max(100).default(10),
  MAIL_RETRY_FIRST_MS: milliseconds.default(5_000),
  MAIL_RETRY_LONGEST_MS: milliseconds.default(900_000),
  /** After that long in the queue an e-mail counts as failed, even if no mail server was ever reached. */
  MAIL_GIVE_UP_HOURS: hours.default(72),
  /** How long one attempt may take as a whole. The lease on an e-mail is twice as long. */
  MAIL_TIMEOUT_MS: milliseconds.default(30_000),
  /** How long an event waits for people that it names and that are not known here yet. */
  MAIL_PATIENCE_MS: milliseconds.default(600_000),
});
export type NotificationsConfig = z.output<typeof notificationsConfig>;
