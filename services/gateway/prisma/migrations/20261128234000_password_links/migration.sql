-- Who was invited and has no password yet: until when the link of the last invitation works.
ALTER TABLE app_user ADD COLUMN invited_until timestamptz(3);
-- Of e-mails about the account; null: as the installation writes.
ALTER TABLE app_user ADD COLUMN language text CONSTRAINT app_user_language_check CHECK (language IN ('en', 'de'));

-- Links by which somebody chooses a password: an invitation, or for one that was forgotten.
CREATE TABLE password_link (
  id uuid CONSTRAINT password_link_pkey PRIMARY KEY,
  user_id uuid NOT NULL CONSTRAINT password_link_user_fk REFERENCES app_user (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  purpose text NOT NULL CONSTRAINT password_link_purpose_check CHECK (purpose IN ('invitation', 'reset')),
  -- SHA-256 of the token, which has 256 random bits.
  hash bytea NOT NULL CONSTRAINT password_link_hash_key UNIQUE,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  used boolean NOT NULL DEFAULT false,
  CONSTRAINT password_link_used_has_ended CHECK (NOT used OR ended_at IS NOT NULL)
);
-- A newer one ends those before it.
CREATE UNIQUE INDEX password_link_one_alive ON password_link (user_id) WHERE ended_at IS NULL;
CREATE INDEX password_link_expires_idx ON password_link (expires_at);

-- Asked for on the sign-in page. Looked into later, so that asking takes as long for an address that nobody has.
CREATE TABLE password_link_request (
  id uuid CONSTRAINT password_link_request_pkey PRIMARY KEY,
  email_key text NOT NULL,
  language text,
  asked_at timestamptz(3) NOT NULL
);

-- E-mails about accounts, until notifications has taken them.
CREATE TABLE account_email (
  id uuid CONSTRAINT account_email_pkey PRIMARY KEY,
  user_id uuid NOT NULL CONSTRAINT account_email_user_fk REFERENCES app_user (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind text NOT NULL,
  address text NOT NULL,
  name text NOT NULL,
  language text,
  link_id uuid CONSTRAINT account_email_link_fk REFERENCES password_link (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- Sealed with AES-256-GCM under KEY_SECRET: the table tells nobody a link.
  token bytea,
  expires_at timestamptz(3),
  invited_by text,
  created_at timestamptz(3) NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  -- Also how long whoever tries has it to themselves.
  next_attempt_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX account_email_due_idx ON account_email (next_attempt_at);
CREATE INDEX account_email_link_idx ON account_email (link_id);
