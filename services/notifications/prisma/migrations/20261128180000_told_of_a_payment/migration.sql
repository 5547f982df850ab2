-- What an e-mail is about: who was told of a payment is told of its reversal too.
ALTER TABLE email ADD COLUMN about text;

UPDATE email SET about = e.subject FROM feed_event e
  WHERE email.event_type = 'billing.receipt-issued.v1' AND e.type = email.event_type AND e.event_id = email.event_id;

CREATE INDEX email_about_idx ON email (about);
