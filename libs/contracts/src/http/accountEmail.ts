import { z } from 'zod';
import { Instant } from '../dates.js';
import { Id } from '../ids.js';
import { Language } from '../languages.js';

/** E-mails about somebody's own account. Nobody can mute them. */
export const AccountEmailKind = z.enum([
  'invitation',
  'password-reset',
  'password-changed',
  'second-factor-changed',
]);
export type AccountEmailKind = z.infer<typeof AccountEmailKind>;

/**
 * Between services: what the gateway hands to `POST /internal/account-emails` of notifications. It is no event, because events are
 * for everybody, and the token is for its reader alone.
 */
export const AccountEmail = z.object({
  /** The same for every attempt to hand it over. */
  id: Id,
  kind: AccountEmailKind,
  userId: Id,
  address: z.string(),
  name: z.string(),
  /** null: as the installation writes. */
  language: Language.nullable(),
  /** The secret of the link; null: there is no link in it. */
  token: z.string().nullable(),
  /** When the link ends: later the e-mail is not worth sending. */
  expiresAt: Instant.nullable(),
  /** Who invites; null: nobody who has a name. */
  invitedBy: z.string().nullable(),
  at: Instant,
});
export type AccountEmail = z.infer<typeof AccountEmail>;

export const AccountEmailTaken = z.object({ taken: z.literal(true) });

/** What `GET /internal/account-emails` of notifications answers. */
export const EmailSetUp = z.object({
  /** Whether there is a mail server to send with. */
  setUp: z.boolean(),
});
export type EmailSetUp = z.infer<typeof EmailSetUp>;
