-- E-mails about somebody's own account hold a link that is as good as a password. They say when it ends: later they are not sent.
ALTER TABLE email ADD COLUMN confidential boolean NOT NULL DEFAULT false;
ALTER TABLE email ADD COLUMN expires_at timestamptz(3);

-- Whoever settles an e-mail, of this release or the one before: what is confidential is gone once it need not be sent any more.
CREATE FUNCTION email_forget_confidential() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.confidential AND NEW.status <> 'QUEUED' THEN
    NEW.text := '';
    NEW.html := '';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER email_forget_confidential BEFORE INSERT OR UPDATE OF status ON email
  FOR EACH ROW EXECUTE FUNCTION email_forget_confidential();
-- And nobody puts an e-mail back into the queue whose text is gone.
ALTER TABLE email ADD CONSTRAINT email_confidential_text
  CHECK (NOT confidential OR (status = 'QUEUED') = (text <> ''));
