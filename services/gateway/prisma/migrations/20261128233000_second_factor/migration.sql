-- One authenticator app for each user (TOTP, RFC 6238).
CREATE TABLE authenticator_app (
  user_id uuid NOT NULL CONSTRAINT authenticator_app_user_fk REFERENCES app_user (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  -- Sealed with AES-256-GCM under KEY_SECRET.
  secret bytea NOT NULL,
  created_at timestamptz(3) NOT NULL,
  -- Until then it is being set up, and nobody is asked for it.
  confirmed_at timestamptz(3),
  last_used_at timestamptz(3),
  -- The 30 seconds of the last code that was taken: no code of these or of earlier ones works again.
  last_step bigint NOT NULL DEFAULT 0,
  CONSTRAINT authenticator_app_pkey PRIMARY KEY (user_id)
);

CREATE TABLE recovery_code (
  user_id uuid NOT NULL CONSTRAINT recovery_code_user_fk REFERENCES app_user (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  hash bytea NOT NULL,
  created_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  CONSTRAINT recovery_code_pkey PRIMARY KEY (user_id, hash)
);

-- What stands between the first and the second step.
CREATE TABLE challenge (
  -- SHA-256 of what the client holds.
  hash bytea NOT NULL,
  purpose text NOT NULL,
  user_id uuid CONSTRAINT challenge_user_fk REFERENCES app_user (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  -- SHA-256 of the stored password: with another password the challenge is over.
  password_mark bytea,
  -- Argon2id, of the password that is to be once the sign-in is complete.
  new_password_hash text,
  tries integer NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT challenge_pkey PRIMARY KEY (hash)
);
CREATE INDEX challenge_user_idx ON challenge (user_id);
CREATE INDEX challenge_expires_idx ON challenge (expires_at);

ALTER TABLE role ADD COLUMN requires_second_factor boolean NOT NULL DEFAULT false;
-- When its owner last showed that it is still them who use it.
ALTER TABLE session ADD COLUMN proved_at timestamptz(3);
