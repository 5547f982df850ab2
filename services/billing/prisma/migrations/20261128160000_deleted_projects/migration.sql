-- Projects that were deleted where they are owned, or are about to be: news of this version and before brings none of them back.
-- A document for one that is about to be deleted finds no project; the documents' foreign keys refuse the deletion otherwise.
CREATE TABLE deleted_project (
  project_id uuid PRIMARY KEY,
  version int NOT NULL
);

-- News of a project that comes while it is being let go of must wait for that: neither transaction sees what the other has not committed.
-- The lock is one with `dropProject`; each statement in here sees what was committed before it.
CREATE FUNCTION refuse_deleted_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended(NEW.project_id::text, 0));
  IF EXISTS (SELECT FROM deleted_project WHERE project_id = NEW.project_id AND version >= NEW.version) THEN
    -- Tried once more, the statement sees for itself that there is nothing to do.
    RAISE EXCEPTION 'project % is deleted', NEW.project_id USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER project_replica_is_not_deleted AFTER INSERT ON project_replica
  FOR EACH ROW EXECUTE FUNCTION refuse_deleted_project();
