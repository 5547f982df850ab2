-- Projects that were deleted where they are owned: news of this version and before, which may come at the same moment or later, brings
-- none of them back.
CREATE TABLE deleted_project (
  project_id uuid PRIMARY KEY,
  version int NOT NULL
);

-- News that is being applied while the project goes must wait for that: neither transaction sees what the other has not committed.
-- The lock is one with `onProjectDeleted`; each statement in here sees what was committed before it.
CREATE FUNCTION refuse_deleted_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended(NEW.id::text, 0));
  IF EXISTS (SELECT FROM deleted_project WHERE project_id = NEW.id AND version >= NEW.version) THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER project_is_not_deleted BEFORE INSERT ON project
  FOR EACH ROW EXECUTE FUNCTION refuse_deleted_project();
