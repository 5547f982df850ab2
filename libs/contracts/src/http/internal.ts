// What the services ask each other: below `/internal`, which the gateway passes nothing on to.
import { z } from 'zod';
import { Id, Instant, Language, Version } from '../fields.js';
import { MilestoneState, ProjectState } from '../events/projects.js';
import { OpenInvoice, PlannedEmail } from './dryRun.js';

/** Between services: what `GET /internal/ended-tokens` of the gateway answers. */
export const EndedTokensAnswer = z.object({
  /** To be sent as `since` the next time. */
  until: Instant,
  items: z.array(
    z.object({
      /** A session, a user or an API key. */
      subject: z.string(),
      /** Tokens with an older version of the rights (`rv`) are over; null: all of them are. */
      below: z.int().nullable(),
    }),
  ),
});
export type EndedTokensAnswer = z.infer<typeof EndedTokensAnswer>;

/** `GET /internal/projects/{id}`: for peers that were asked about a project before its events reached them. */
export const ProjectSnapshot = z.object({
  project: ProjectState,
  milestones: z.array(MilestoneState),
  /** Absent where projects is of a release that did not say them. */
  budgetNodes: z
    .array(
      z.object({
        id: Id,
        version: Version,
        projectId: Id,
        code: z.string().optional(),
        depth: z.int().optional(),
      }),
    )
    .default([]),
});
export type ProjectSnapshot = z.output<typeof ProjectSnapshot>;

/** `GET /internal/projects/{id}/open-invoices` of billing. */
export const OpenInvoices = z.object({ items: z.array(OpenInvoice) });

/** `POST /internal/projects/{id}/deletion` of billing: let go of the project, if nothing is there for it. */
export const DeletionRequest = z.object({ version: Version });

/** What is there for it; nothing: billing has let go. */
export const DeletionAnswer = z.object({ records: z.array(z.object({ kind: z.string(), count: z.int() })) });
export type DeletionAnswer = z.infer<typeof DeletionAnswer>;

/** `POST /internal/budget-nodes/{id}/removal` of billing: let go of the node, if no order names it. */
export const NodeRemovalRequest = z.object({ version: Version, projectId: Id });

/** The orders that name it, cancelled ones apart; none: billing has let go, and no order can name it any more. */
export const NodeRemovalAnswer = z.object({ orders: z.array(z.object({ id: Id, number: z.string() })) });
export type NodeRemovalAnswer = z.infer<typeof NodeRemovalAnswer>;

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

/** `POST /internal/feed/positions` of notifications: where events of a service, by its own positions, stand in the feed. */
export const FeedPositionsRequest = z.object({ source: z.string(), positions: z.array(z.int()).max(1000) });
export const FeedPositions = z.object({ positions: z.array(z.object({ own: z.int(), feed: z.int() })) });

/** `POST /internal/emails/preview` of notifications: which e-mails these events would cause. */
export const EmailPreviewRequest = z.object({
  events: z
    .array(
      z.object({
        id: Id,
        type: z.string(),
        subject: z.string(),
        aggregateVersion: z.int(),
        time: z.string(),
        data: z.unknown(),
      }),
    )
    .max(500),
});
export type EmailPreviewRequest = z.infer<typeof EmailPreviewRequest>;
export const EmailPreview = z.object({ emails: z.array(PlannedEmail) });
