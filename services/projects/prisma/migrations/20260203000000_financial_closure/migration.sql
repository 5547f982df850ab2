-- Every attempt to finalize a project with a reconciliation. Billing decides; the report that it decided on is kept.
CREATE TABLE financial_closure (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  project_id uuid NOT NULL REFERENCES project (id),
  project_version integer NOT NULL,
  status text NOT NULL DEFAULT 'PENDING',
  reason text,
  effective_date date NOT NULL,
  requested_by uuid,
  requested_by_name text NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  attempts integer NOT NULL DEFAULT 1,
  ask_again_at timestamptz(3),
  stalled_at timestamptz(3),
  concluded_at timestamptz(3),
  withdrawn_because text,
  report jsonb,
  CONSTRAINT financial_closure_identity_key UNIQUE (id, project_id),
  CONSTRAINT financial_closure_status_check CHECK (status IN ('PENDING', 'FINALIZED', 'REJECTED', 'WITHDRAWN')),
  CONSTRAINT financial_closure_pending_check CHECK (
    (status = 'PENDING') = (concluded_at IS NULL) AND (status = 'PENDING') = (ask_again_at IS NOT NULL)
  ),
  CONSTRAINT financial_closure_report_check CHECK ((status IN ('FINALIZED', 'REJECTED')) = (report IS NOT NULL)),
  CONSTRAINT financial_closure_finalized_check CHECK (status <> 'FINALIZED' OR report -> 'blockers' = '[]'),
  CONSTRAINT financial_closure_withdrawn_check CHECK ((status = 'WITHDRAWN') = (withdrawn_because IS NOT NULL))
);
CREATE UNIQUE INDEX financial_closure_one_pending ON financial_closure (project_id) WHERE status = 'PENDING';
CREATE INDEX financial_closure_by_project ON financial_closure (project_id, requested_at, id);
CREATE INDEX financial_closure_due ON financial_closure (ask_again_at) WHERE status = 'PENDING';

CREATE FUNCTION refuse_change_of_closure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a closure that came to its end is evidence and stays as it is';
END $$;
CREATE TRIGGER financial_closure_is_kept BEFORE UPDATE OR DELETE ON financial_closure
  FOR EACH ROW WHEN (OLD.status <> 'PENDING') EXECUTE FUNCTION refuse_change_of_closure();

-- The closure that is pending stands in the project's own row, so that whoever holds that row knows of it.
-- A status cannot change under it: whoever changes the status has to withdraw the closure.
ALTER TABLE project
  ADD COLUMN closure_id uuid,
  ADD COLUMN quote_id uuid,
  -- of the quote, when it said so; the newest wins
  ADD COLUMN quote_version integer,
  ADD CONSTRAINT project_closure_fkey FOREIGN KEY (closure_id, id) REFERENCES financial_closure (id, project_id),
  ADD CONSTRAINT project_closure_check CHECK (closure_id IS NULL OR status = 'TECHNICALLY_CLOSED'),
  ADD CONSTRAINT project_quote_check CHECK ((quote_id IS NULL) = (quote_version IS NULL));
-- One approval makes one project, whatever is delivered twice.
CREATE UNIQUE INDEX project_quote_key ON project (quote_id) WHERE quote_id IS NOT NULL;
