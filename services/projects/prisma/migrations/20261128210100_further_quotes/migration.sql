-- Quotes that were linked to a project after its first one, whose budget nodes came to it once.
CREATE TABLE further_quote (
  quote_id uuid NOT NULL,
  project_id uuid NOT NULL,
  PRIMARY KEY (quote_id, project_id)
);
