-- A deletion under way: billing is asked between two transactions (src/deletions). Whoever takes the row away under the project's
-- lock decides what becomes of it: the deletion that it was approved for, or the job that gives it up.
CREATE TABLE project_deletion (
  project_id uuid PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
  project_version int NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  approved boolean NOT NULL DEFAULT false
);

-- The history stays as it was written, for as long as there is the project.
CREATE OR REPLACE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM project_deletion WHERE project_id = OLD.project_id AND approved) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the history of projects is kept as it was written';
END $$;
