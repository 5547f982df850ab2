import type { Pending } from './pending.js';
import { statement, type Statement } from './statement.js';

const events = `
  logged AS (
    INSERT INTO kit.event_log (event_id, type, subject, aggregate_version, time, data, correlation_id, causation_id, traceparent)
    SELECT e.id, e.type, e.subject, e.version, e.time, e.data::jsonb, e.correlation, e.causation, e.trace
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[])
      WITH ORDINALITY AS e (id, type, subject, version, time, data, correlation, causation, trace, no)
    ORDER BY e.no
    RETURNING id
  ), outbox AS (INSERT INTO kit.outbox (id) SELECT id FROM logged)`;

const audits = (first: number) => `
  audited AS (
    INSERT INTO kit.audit_log (at, actor_kind, actor_id, actor_name, action, record_kind, record_id, project_id, detail, request_id)
    SELECT a.at, a.actor_kind, a.actor_id, a.actor_name, a.action, a.record, a.id, a.project, a.detail::jsonb, a.request
    FROM unnest($${first}::timestamptz[], ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `$${first + n}::text[]`).join(', ')})
      WITH ORDINALITY AS a (at, actor_kind, actor_id, actor_name, action, record, id, project, detail, request, no)
    ORDER BY a.no
  )`;

const answer = (first: number) => `
  kept AS (
    INSERT INTO kit.idempotency_key (actor, key, request_hash, status, body, created_at)
    VALUES ($${first}, $${first + 1}, $${first + 2}, $${first + 3}, $${first + 4}, now())
  )`;

const texts = new Map<string, string>();

/** All pending writes as one statement, or null when there are none. */
export function flushStatement(pending: Pending): Statement | null {
  const values: unknown[] = [];
  const parts: string[] = [];
  let shape = '';
  if (pending.events.length > 0) {
    shape += 'e';
    const of = pending.events;
    values.push(
      of.map((e) => e.id),
      of.map((e) => e.type),
      of.map((e) => e.subject),
      of.map((e) => e.aggregateVersion),
      of.map((e) => e.time),
      of.map((e) => e.data),
      of.map((e) => e.correlationId),
      of.map((e) => e.causationId),
      of.map((e) => e.traceparent),
    );
    parts.push(events);
  }
  if (pending.audits.length > 0) {
    shape += 'a';
    const of = pending.audits;
    parts.push(audits(values.length + 1));
    values.push(
      of.map((a) => a.at),
      of.map((a) => a.actorKind),
      of.map((a) => a.actorId),
      of.map((a) => a.actorName),
      of.map((a) => a.action),
      of.map((a) => a.record),
      of.map((a) => a.id),
      of.map((a) => a.projectId),
      of.map((a) => a.detail),
      of.map((a) => a.requestId),
    );
  }
  if (pending.answer) {
    shape += 'k';
    const { actor, key, requestHash, status, body } = pending.answer;
    parts.push(answer(values.length + 1));
    values.push(actor, key, requestHash, status, body);
  }
  if (shape === '') return null;
  let text = texts.get(shape);
  if (text === undefined) texts.set(shape, (text = `WITH ${parts.join(',')} SELECT`));
  return statement(text, values);
}
