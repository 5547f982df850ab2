-- In which language somebody reads their e-mails; null: none was chosen.
ALTER TABLE notification_preferences ADD COLUMN language text;
