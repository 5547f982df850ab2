-- Raised with each change of what a user or an API key may do: tokens carry it, and older ones are refused.
ALTER TABLE app_user ADD COLUMN rights_version integer NOT NULL DEFAULT 1;
ALTER TABLE api_key ADD COLUMN rights_version integer NOT NULL DEFAULT 1;
-- Tokens with an older version of the rights are over; null: all of the subject's.
ALTER TABLE revocation ADD COLUMN below integer;
-- Until now a user's id here meant that tokens were to be made anew, not that all of them are over.
DELETE FROM revocation r USING app_user u WHERE u.id = r.subject;
