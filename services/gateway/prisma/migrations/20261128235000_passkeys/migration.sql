-- Key pairs of which the user's device or password store holds the private half (Web Authentication).
CREATE TABLE passkey (
  id uuid NOT NULL,
  user_id uuid NOT NULL CONSTRAINT passkey_user_fk REFERENCES app_user (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  name text NOT NULL,
  credential_id bytea NOT NULL,
  -- COSE.
  public_key bytea NOT NULL,
  -- Of its signatures, where the device counts: one that goes back is a copy's.
  counter bigint NOT NULL DEFAULT 0,
  transports text[] NOT NULL DEFAULT '{}',
  created_at timestamptz(3) NOT NULL,
  last_used_at timestamptz(3),
  CONSTRAINT passkey_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX passkey_credential_key ON passkey (credential_id);
CREATE INDEX passkey_user_idx ON passkey (user_id);
