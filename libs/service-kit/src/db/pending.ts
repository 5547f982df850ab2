import type { EventDraft } from '@closeout/contracts/events';
import { eventCatalog } from '@closeout/contracts/events/catalog';
import type { RecordName } from '@closeout/contracts/records';
import { currentContext } from '../observability/context.js';
import { activeTraceparent } from '../observability/tracing.js';
import type { Clock } from './clock.js';
import { newId } from './newId.js';
import type { AuditLine, Tx } from './Tx.js';

/** An answer kept for a repeated request with the same Idempotency-Key. */
export interface KeptAnswer {
  actor: string;
  key: string;
  requestHash: Buffer;
  status: number;
  body: string | null;
}

interface PendingEvent {
  id: string;
  type: string;
  subject: string;
  aggregateVersion: number;
  time: string;
  data: string;
  correlationId: string | null;
  causationId: string | null;
  traceparent: string | null;
}

interface PendingAudit {
  at: string;
  actorKind: string;
  actorId: string;
  actorName: string;
  action: string;
  record: RecordName;
  id: string;
  projectId: string | null;
  detail: string | null;
  requestId: string | null;
}

/** What a transaction has yet to write for the kit. */
export class Pending {
  readonly events: PendingEvent[] = [];
  readonly audits: PendingAudit[] = [];
  answer: KeptAnswer | null = null;
  /** Scheduled jobs that have something to do once it is committed. */
  readonly jobs = new Set<string>();
  /** This transaction is the one that lets the log go on. */
  resyncs = false;
  #open = true;
  readonly #clock: Clock;
  readonly #service: string;

  constructor(clock: Clock, service: string) {
    this.#clock = clock;
    this.#service = service;
  }

  /** Ids of request and cause are taken now: a batch of messages shares one transaction, not one context. */
  emit(event: EventDraft): void {
    this.assertOpen();
    const definition = eventCatalog.get(event.type);
    if (!definition) throw new Error(`${event.type} is not in the event catalog`);
    const data = definition.schema.safeParse(event.data);
    if (!data.success) throw new Error(`${event.type} breaks its schema: ${data.error.message}`);
    const context = currentContext();
    this.events.push({
      id: event.id ?? newId(),
      type: event.type,
      subject: event.subject,
      aggregateVersion: event.aggregateVersion,
      time: this.#clock.now().toISOString(),
      data: JSON.stringify(data.data),
      correlationId: context.correlationId ?? context.requestId ?? null,
      causationId: context.causationId ?? null,
      traceparent: activeTraceparent() ?? context.traceparent ?? null,
    });
  }

  audit(line: AuditLine): void {
    this.assertOpen();
    const { actor, requestId } = currentContext();
    this.audits.push({
      at: this.#clock.now().toISOString(),
      actorKind: actor?.kind ?? 'service',
      actorId: actor?.id ?? this.#service,
      actorName: actor?.name ?? this.#service,
      action: line.action,
      record: line.record,
      id: line.id,
      projectId: line.projectId ?? (line.record === 'project' ? line.id : null),
      detail: line.detail === undefined ? null : JSON.stringify(line.detail),
      requestId: requestId ?? null,
    });
  }

  close(): void {
    this.#open = false;
  }

  /** A statement sent after the end (a forgotten await) would run outside the transaction, on another's connection. */
  assertOpen(): void {
    if (!this.#open) throw new Error('the transaction is over: something in it was not awaited');
  }
}

const pendingOf = new WeakMap<Tx, Pending>();

/** Remembers which pending writes belong to a Tx, without showing them to use cases. */
export function attachPending(tx: Tx, pending: Pending): void {
  pendingOf.set(tx, pending);
}

/** @throws Error for a Tx that did not come from this kit's transaction functions */
export function pendingWrites(tx: Tx): Pending {
  const pending = pendingOf.get(tx);
  if (!pending) throw new Error('this Tx was not made by openDatabase().transaction or prismaTransaction');
  return pending;
}

/** Has a scheduled job run once the transaction is committed, for what it wrote. A replica that dies before leaves it to the job's next run. */
export function wakeJob(tx: Tx, name: string): void {
  pendingWrites(tx).jobs.add(name);
}
