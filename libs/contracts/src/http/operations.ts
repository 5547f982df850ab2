import { z } from 'zod';
import { Instant } from '../dates.js';
import { Id } from '../ids.js';
import { defineOperation, type Operation } from '../operation.js';
import { page } from '../page.js';

/** A message that a service could not apply, and that waits for a person's decision. */
export const DeadLetter = z.object({
  id: Id,
  source: z.string().nullable().meta({ description: 'The service that sent it, if that can be told' }),
  eventId: z.string().nullable(),
  type: z.string().nullable(),
  receivedAt: Instant,
  reason: z.string().meta({ description: 'Why it could not be applied' }),
  status: z.enum(['dead', 'replayed', 'discarded']),
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
  kind: z.string().meta({ description: 'Kind of the record' }),
  recordId: z.string(),
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

const limit = z.coerce.number().int().min(1).max(200).default(50);
const cursor = z.string().max(1000).optional().meta({ description: '`nextCursor` of the page before' });
const DeadLetterQuery = z.strictObject({ limit, cursor, status: DeadLetter.shape.status.optional() });
const AuditQuery = z.strictObject({
  limit,
  cursor,
  kind: z.string().max(100).optional(),
  recordId: z.string().max(200).optional(),
  actorId: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
});
const DeadLetterId = z.strictObject({ id: Id });
const Discard = z.strictObject({ reason: z.string().trim().min(1).max(1000) });

/** The operator’s API of one service; each has the same. */
export function operatorOperationsOf(service: Operation['service']) {
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

export const operatorOperations: readonly Operation[] = (
  ['gateway', 'projects', 'billing', 'notifications'] as const
).flatMap((service) => Object.values(operatorOperationsOf(service)));
