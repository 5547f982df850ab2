-- Financial closure: what a project is reconciled with, the lock on its ledger, and what was decided.

-- Of rows from before, null until the project's next event or until its owner was asked.
ALTER TABLE project_replica
  ADD COLUMN budget_minor bigint,
  ADD COLUMN revenue_model text;
CREATE INDEX project_replica_incomplete ON project_replica (project_id) WHERE budget_minor IS NULL;

ALTER TABLE project_ledger
  -- The project's version at its newest known change of status other than to FINALIZED: closures that were asked for before
  -- it belong to an earlier stay in TECHNICALLY_CLOSED, and lock nothing any more.
  ADD COLUMN status_version integer NOT NULL DEFAULT 0,
  -- The closure that was approved, and the version of the project that it was asked for.
  ADD COLUMN closure_id uuid,
  ADD COLUMN closure_version integer,
  ADD CONSTRAINT project_ledger_closure_is_whole CHECK ((closure_id IS NULL) = (closure_version IS NULL)),
  ADD CONSTRAINT project_ledger_closure_is_current CHECK (closure_version >= status_version),
  ADD CONSTRAINT project_ledger_closure_fits_status CHECK (
    closure_id IS NULL OR status IN ('TECHNICALLY_CLOSED', 'FINALIZED')
  );

-- The same request always gets the same answer. A withdrawal may come first: then there never is an answer.
CREATE TABLE closure_decision (
  closure_id   uuid PRIMARY KEY,
  project_id   uuid NOT NULL,
  verdict      text CHECK (verdict IN ('APPROVED', 'REJECTED')),
  report       jsonb,
  decided_at   timestamptz(3),
  withdrawn_at timestamptz(3),
  CONSTRAINT closure_decision_is_whole CHECK (num_nonnulls(verdict, report, decided_at) IN (0, 3)),
  CONSTRAINT closure_decision_says_something CHECK (num_nonnulls(decided_at, withdrawn_at) > 0),
  CONSTRAINT closure_decision_approved_without_blockers CHECK (verdict <> 'APPROVED' OR report -> 'blockers' = '[]')
);
CREATE TRIGGER closure_decision_frozen BEFORE UPDATE ON closure_decision FOR EACH ROW
  WHEN ((OLD.closure_id, OLD.project_id, OLD.verdict, OLD.report, OLD.decided_at)
    IS DISTINCT FROM (NEW.closure_id, NEW.project_id, NEW.verdict, NEW.report, NEW.decided_at))
  EXECUTE FUNCTION refuse_frozen();
CREATE TRIGGER closure_decision_kept BEFORE DELETE ON closure_decision FOR EACH ROW EXECUTE FUNCTION refuse_frozen();

-- Whatever issues, credits, reverses or allocates books its sums here: a locked ledger takes none.
CREATE FUNCTION ledger_is_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger of project % is locked by closure %', OLD.project_id, OLD.closure_id
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ledger_is_locked', TABLE = tg_table_name;
END
$$;
CREATE TRIGGER project_ledger_locked BEFORE UPDATE ON project_ledger FOR EACH ROW
  WHEN (OLD.closure_id IS NOT NULL
    AND (OLD.invoiced_minor, OLD.received_minor) IS DISTINCT FROM (NEW.invoiced_minor, NEW.received_minor))
  EXECUTE FUNCTION ledger_is_locked();
