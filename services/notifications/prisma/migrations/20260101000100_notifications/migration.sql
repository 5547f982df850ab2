-- Replicas of what others own, kept by their events: the newest version wins.

CREATE TABLE person (
  id uuid PRIMARY KEY,
  version integer NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  active boolean NOT NULL,
  clearance integer NOT NULL,
  roles text[] NOT NULL
);
CREATE INDEX person_roles_idx ON person USING gin (roles) WHERE active;

CREATE TABLE role (
  key text PRIMARY KEY,
  version integer NOT NULL,
  permissions text[] NOT NULL
);

CREATE TABLE customer (
  id uuid PRIMARY KEY,
  version integer NOT NULL,
  name text NOT NULL,
  security_level integer NOT NULL
);

-- project_manager_id refers to a person without a foreign key: the two replicas are fed by different services.
CREATE TABLE project (
  id uuid PRIMARY KEY,
  version integer NOT NULL,
  number text NOT NULL,
  title text NOT NULL,
  customer_id uuid NOT NULL,
  project_manager_id uuid
);

-- Every e-mail and its fate.
CREATE TABLE email (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  event_type text NOT NULL,
  event_id uuid NOT NULL,
  kind text NOT NULL,
  recipient_id uuid NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL,
  text text NOT NULL,
  html text NOT NULL,
  link text NOT NULL,
  message_id text NOT NULL,
  status text NOT NULL DEFAULT 'QUEUED' CONSTRAINT email_status_check CHECK (status IN ('QUEUED', 'SENT', 'FAILED')),
  attempts integer NOT NULL DEFAULT 0,
  -- How often a mail server answered "not now": the limit counts these, not the times when none was reached.
  refusals integer NOT NULL DEFAULT 0,
  queued_at timestamptz(3) NOT NULL,
  at timestamptz(3) NOT NULL,
  next_attempt_at timestamptz(3),
  -- Whose hands it is in. A lease that ran out is a sender that died.
  lease_holder uuid,
  lease_until timestamptz(3),
  last_error text,
  CONSTRAINT email_once_per_event_and_recipient UNIQUE (event_id, recipient),
  CONSTRAINT email_queued_has_next_attempt CHECK ((status = 'QUEUED') = (next_attempt_at IS NOT NULL))
);
CREATE INDEX email_due_idx ON email (next_attempt_at) WHERE status = 'QUEUED';
CREATE INDEX email_recipient_idx ON email (recipient, id DESC);
CREATE INDEX email_recipient_id_idx ON email (recipient_id, id DESC);
CREATE INDEX email_event_type_idx ON email (event_type, id DESC);
CREATE INDEX email_status_idx ON email (status, id DESC);

-- Told of everything, except what is muted here.
CREATE TABLE notification_preferences (
  user_id uuid PRIMARY KEY,
  version integer NOT NULL,
  muted text[] NOT NULL
);
