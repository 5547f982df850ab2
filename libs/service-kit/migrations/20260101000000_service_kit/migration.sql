-- The tables that every service has for its plumbing, in a schema of their own. Every service carries
-- an identical copy of this file as its first migration; a check compares them.

CREATE SCHEMA kit;

-- Every event this service ever said, written in the transaction of the change that it tells of.
CREATE TABLE kit.event_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid NOT NULL UNIQUE,
  type text NOT NULL,
  subject text NOT NULL,
  aggregate_version integer NOT NULL,
  time timestamptz NOT NULL,
  data jsonb NOT NULL,
  correlation_id text,
  causation_id text,
  traceparent text
);

-- Events that have no place in the feed yet. The relay deletes a row in the statement that gives the event its
-- position. No foreign key: log and outbox are written by one statement, and checking it would cost a lookup
-- for each event.
CREATE TABLE kit.outbox (
  id bigint PRIMARY KEY
) WITH (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0);

-- The place of each event in this service's feed: dense, given by the one relay, so a reader that
-- remembers the last position it saw misses nothing. (The log's ids have gaps and commit out of order.)
CREATE TABLE kit.event_position (
  position bigint PRIMARY KEY,
  event_log_id bigint NOT NULL UNIQUE
);

-- Up to which position the broker has confirmed every event. One row: events are published in the order of their
-- positions, so one number says what a deleted row for each event would.
CREATE TABLE kit.relay_progress (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  published bigint NOT NULL DEFAULT 0
);
INSERT INTO kit.relay_progress DEFAULT VALUES;

-- One row for each event of another service that was applied here, that waits to be tried again, or that is
-- dead until an operator decides (the last two with reasons; a waiting one with the whole message).
CREATE TABLE kit.inbox (
  consumer text NOT NULL,
  source text NOT NULL,
  event_id uuid NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  status text NOT NULL DEFAULT 'applied' CHECK (status IN ('applied', 'retry', 'dead', 'discarded')),
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz,
  headers jsonb,
  body bytea,
  last_error text,
  PRIMARY KEY (consumer, source, event_id),
  CHECK (status <> 'retry' OR (next_at IS NOT NULL AND headers IS NOT NULL AND body IS NOT NULL))
);
CREATE INDEX inbox_due ON kit.inbox (next_at) WHERE status = 'retry';

-- Messages that will never be applied as they are. An operator replays or discards them.
CREATE TABLE kit.dead_letter (
  id uuid PRIMARY KEY,
  consumer text NOT NULL,
  source text,
  event_id text,
  type text,
  received_at timestamptz NOT NULL DEFAULT now(),
  headers jsonb NOT NULL,
  body bytea NOT NULL,
  reason text NOT NULL,
  status text NOT NULL DEFAULT 'dead' CHECK (status IN ('dead', 'replayed', 'discarded')),
  resolved_at timestamptz,
  resolved_by text,
  resolution text
);
CREATE INDEX dead_letter_by_status ON kit.dead_letter (status, received_at, id);

-- How far a consumer has compared its inbox with a producer's feed, for each type it subscribes to: a type
-- that is subscribed to later begins at the first event.
CREATE TABLE kit.reconciliation (
  consumer text NOT NULL,
  source text NOT NULL,
  type text NOT NULL,
  position bigint NOT NULL DEFAULT 0,
  compared_at timestamptz,
  PRIMARY KEY (consumer, source, type)
);

-- How far a producer's feed has been appended to a feed of this service.
CREATE TABLE kit.feed_cursor (
  source text PRIMARY KEY,
  position bigint NOT NULL DEFAULT 0
);

-- Work that one replica does at a time, until `until`; the holder renews it while it works.
CREATE TABLE kit.lease (
  name text PRIMARY KEY,
  holder uuid NOT NULL,
  until timestamptz NOT NULL
);

-- Answers of commands that were sent with an Idempotency-Key, written in the command's own transaction.
CREATE TABLE kit.idempotency_key (
  actor text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  status smallint NOT NULL,
  body text,
  created_at timestamptz NOT NULL,
  CONSTRAINT idempotency_key_pkey PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_key_by_age ON kit.idempotency_key (created_at);

-- Who did what, written in the transaction of the deed.
CREATE TABLE kit.audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  action text NOT NULL,
  record_kind text NOT NULL,
  record_id text NOT NULL,
  detail jsonb,
  request_id text
);
CREATE INDEX audit_log_by_record ON kit.audit_log (record_kind, record_id, id);
CREATE INDEX audit_log_by_actor ON kit.audit_log (actor_id, id);
