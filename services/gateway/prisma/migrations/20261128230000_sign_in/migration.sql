-- Chosen by somebody else: to be replaced at the next sign-in.
ALTER TABLE app_user ADD COLUMN password_given boolean NOT NULL DEFAULT false;
-- Made with the demo's published password, whatever it is called now.
ALTER TABLE app_user ADD COLUMN demo boolean NOT NULL DEFAULT false;
UPDATE app_user SET demo = true
 WHERE email IN ('admin@closeout.test', 'sales@closeout.test', 'pm@closeout.test', 'tech@closeout.test',
                 'finance@closeout.test', 'direction@closeout.test', 'member@closeout.test', 'accounting@closeout.test');

-- Where a session was begun, for its owner to recognise.
ALTER TABLE session ADD COLUMN address text;
ALTER TABLE session ADD COLUMN program text;

-- Browsers that signed in to an account before: their wrong passwords count apart from strangers'.
CREATE TABLE known_device (
  user_id uuid NOT NULL CONSTRAINT known_device_user_fk REFERENCES app_user (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  hash bytea NOT NULL,
  signed_in_at timestamptz(3) NOT NULL,
  CONSTRAINT known_device_pkey PRIMARY KEY (user_id, hash)
);
CREATE INDEX known_device_signed_in_idx ON known_device (signed_in_at);
