-- One address is one, however its domain is spelled. The gateway gives addresses of international domains their key when it starts.
ALTER TABLE app_user ADD COLUMN email_key text;
UPDATE app_user SET email_key = email;
ALTER TABLE app_user ALTER COLUMN email_key SET NOT NULL;
DROP INDEX app_user_email_key;
CREATE UNIQUE INDEX app_user_email_key ON app_user (email_key);

ALTER TABLE app_user DROP COLUMN search_text;
ALTER TABLE app_user ADD COLUMN search_text text GENERATED ALWAYS AS (' ' || searchable(name || ' ' || email || ' ' || email_key)) STORED;
