import { z } from 'zod';
import { Id, Instant, page, prose } from '../fields.js';
import { defineOperation, type Operation } from './operation.js';
import { serviceNames, type ServiceName } from '../services.js';
import { deadLetterStatuses } from '../vocabulary.js';
import { limits } from '../limits.js';

/** A message that a service could not apply, and that waits for a person's decision. */
export const DeadLetter = z.object({
  id: Id,
  source: z.string().nullable().meta({ description: 'The service that sent it, if that can be told' }),
  eventId: z.string().nullable(),
  type: z.string().nullable(),
  receivedAt: Instant,
  reason: z.string().meta({ description: 'Why it could not be applied' }),
  status: z.enum(deadLetterStatuses),
  resolvedAt: Instant.nullable(),
  resolvedBy: z.string().nullable(),
  resolution: z.string().nullable(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export const DeadLetterWithMessage = DeadLetter.extend({
  headers: z.record(z.string(), z.unknown()),
  body: z.object({ encoding: z.enum(['utf8', 'base64']), content: z.string() }),
});
export type DeadLetterWithMessage = z.infer<typeof DeadLetterWithMessage>;

/** Who did what, and when. */
export const AuditLine = z.object({
  id: z.string(),
  at: Instant,
  actor: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  action: z.string().meta({ description: 'The operation, e.g. `issueReceipt`' }),
  kind: z.string().meta({
    description:
      'What was changed, such as `project`, `stage` or `purchase-order`. Lines of earlier releases have the heading of the operation',
  }),
  recordId: z.string(),
  projectId: z
    .string()
    .nullable()
    .optional()
    .meta({ description: 'The project that the record belongs to, or is' }),
  detail: z.unknown(),
  requestId: z.string().nullable(),
});
export type AuditLine = z.infer<typeof AuditLine>;

/** How a service’s messaging fares. */
export const OperationsStatus = z.object({
  service: z.string(),
  broker: z.object({ publish: z.boolean(), consume: z.boolean() }),
  outbox: z.object({ size: z.int(), lagSeconds: z.number() }),
  inbox: z.object({
    applied: z.int().meta({ description: 'Estimated' }),
    waiting: z.int().meta({ description: 'Set aside until their next attempt' }),
    oldestSeconds: z.number().meta({ description: 'How long ago the oldest of them arrived' }),
    nextAttemptAt: Instant.nullable(),
  }),
  deadLetters: z.int(),
  oldestDeadLetterSeconds: z.number(),
});
export type OperationsStatus = z.infer<typeof OperationsStatus>;

const LogNumber = z.object({
  series: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .meta({ description: 'Such as `INV`' }),
  year: z.int().min(1900).max(9999),
  last: z.int().min(1).max(999_999_999),
});

/** Whether a service’s event log may go on: one that came back from a backup may not, until it was resynced. */
export const EventLog = z.object({
  service: z.string(),
  phase: z.enum(['serving', 'checking', 'restored']).meta({
    description:
      '`restored`: others have seen more than there is, so nothing is written until `resync`. `checking`: the database is another one than before, and not everybody has said yet what they have seen.',
  }),
  restoredAt: Instant.nullable(),
  head: z.int().meta({ description: 'The last position' }),
  findings: z.array(
    z.object({
      by: z.string().meta({ description: 'The service that has seen it' }),
      position: z.int(),
      problem: z.enum(['beyond-head', 'other-event', 'unknown-epoch']),
    }),
  ),
  waitingFor: z.array(z.string()).meta({ description: 'Services that cannot be asked now' }),
  numbers: z.array(LogNumber).meta({ description: 'The highest numbers that others know' }),
  lostNow: z.int().meta({ description: 'Events that the public feed has and the restored log has not' }),
  lost: z
    .array(
      z.object({
        position: z.int(),
        eventId: Id,
        type: z.string(),
        subject: z.string(),
        time: Instant,
      }),
    )
    .meta({ description: 'The latest 200, those of earlier restores too' }),
  epochs: z.array(z.object({ epoch: Id, firstPosition: z.int(), startedAt: Instant, reason: z.string() })),
});
export type EventLog = z.infer<typeof EventLog>;

export const ResyncLog = z.strictObject({
  reason: prose(limits.operation.reason).min(1),
  force: z.boolean().default(false).meta({
    description:
      'Also where nothing is wrong (all databases were brought to one earlier moment), or where a service cannot be asked',
  }),
  position: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0).meta({
    description: 'The highest position that is known outside: of notifications that of the public feed',
  }),
  numbers: z.array(LogNumber).max(100).default([]).meta({
    description: 'Numbers that are known outside, such as on paper: the series go on above them',
  }),
});

const limit = z.coerce.number().int().min(1).max(limits.pageSize).default(50);
const cursor = z.string().max(1000).optional().meta({ description: '`nextCursor` of the page before' });
const DeadLetterQuery = z.strictObject({ limit, cursor, status: DeadLetter.shape.status.optional() });
const AuditQuery = z.strictObject({
  limit,
  cursor,
  kind: z.string().max(100).optional().meta({ description: 'Of earlier releases’ lines, too' }),
  recordId: z.string().max(200).optional(),
  projectId: z.string().max(200).optional().meta({
    description:
      'The project and all that belongs to it. Lines of earlier releases are found for what was done to the project itself',
  }),
  actorId: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
});
const DeadLetterId = z.strictObject({ id: Id });
const Discard = z.strictObject({ reason: prose(limits.operation.reason).min(1) });

/** The operator’s API of one service; each has the same. */
export function operatorOperationsOf(service: ServiceName) {
  const name = service[0]?.toUpperCase() + service.slice(1);
  const common = { service, tag: 'operations', access: { permission: 'operations.manage' } } as const;
  const path = `/operations/${service}` as const;
  return {
    listDeadLetters: defineOperation({
      ...common,
      id: `list${name}DeadLetters`,
      method: 'get',
      path: `${path}/dead-letters`,
      summary: `Messages that ${service} could not apply, newest first`,
      query: DeadLetterQuery,
      status: 200,
      answer: page(DeadLetter),
      errors: ['bad-cursor'],
    }),
    getDeadLetter: defineOperation({
      ...common,
      id: `get${name}DeadLetter`,
      method: 'get',
      path: `${path}/dead-letters/{id}`,
      summary: 'One of them, with the message',
      params: DeadLetterId,
      status: 200,
      answer: DeadLetterWithMessage,
      errors: ['dead-letter-not-found'],
    }),
    replayDeadLetter: defineOperation({
      ...common,
      id: `replay${name}DeadLetter`,
      record: 'dead-letter',
      method: 'post',
      path: `${path}/dead-letters/{id}/replay`,
      summary: 'Have it tried again',
      params: DeadLetterId,
      status: 200,
      answer: DeadLetter,
      errors: ['dead-letter-not-found', 'dead-letter-resolved', 'dead-letter-unreadable'],
    }),
    discardDeadLetter: defineOperation({
      ...common,
      id: `discard${name}DeadLetter`,
      record: 'dead-letter',
      method: 'post',
      path: `${path}/dead-letters/{id}/discard`,
      summary: 'Give it up for good',
      params: DeadLetterId,
      body: Discard,
      status: 200,
      answer: DeadLetter,
      errors: ['dead-letter-not-found', 'dead-letter-resolved'],
    }),
    listAudit: defineOperation({
      ...common,
      id: `list${name}Audit`,
      method: 'get',
      path: `${path}/audit`,
      summary: `Who did what in ${service}, newest first`,
      query: AuditQuery,
      status: 200,
      answer: page(AuditLine),
      errors: ['bad-cursor'],
    }),
    getEventLog: defineOperation({
      ...common,
      id: `get${name}EventLog`,
      method: 'get',
      path: `${path}/event-log`,
      summary: `Whether the event log of ${service} may go on, and what a restore has lost`,
      status: 200,
      answer: EventLog,
      errors: [],
    }),
    resyncEventLog: defineOperation({
      ...common,
      id: `resync${name}EventLog`,
      record: 'event-log',
      method: 'post',
      path: `${path}/event-log/resync`,
      summary: 'Let the log of a restored database go on, above all that others have seen',
      description:
        'Begins a new epoch: positions go on above the highest that anybody has seen, series above the highest number that anybody knows, and records of which others know a later state are said again. See docs/restore.md.',
      body: ResyncLog,
      status: 200,
      answer: EventLog,
      errors: ['log-in-order', 'peers-away'],
    }),
    getStatus: defineOperation({
      ...common,
      id: `get${name}OperationsStatus`,
      method: 'get',
      path: `${path}/status`,
      summary: `How ${service}’s messaging fares`,
      status: 200,
      answer: OperationsStatus,
      errors: [],
    }),
  };
}

export const operatorOperations: readonly Operation[] = serviceNames.flatMap((service) =>
  Object.values(operatorOperationsOf(service)),
);
