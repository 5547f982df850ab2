-- Who works on a project, for the stream of hints: those on its team, and both who run it.
CREATE TABLE project_team (
  project_id uuid PRIMARY KEY,
  version int NOT NULL,
  member_ids uuid[] NOT NULL
);
ALTER TABLE project ADD COLUMN technical_manager_id uuid;
