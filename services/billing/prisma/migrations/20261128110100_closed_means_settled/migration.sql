-- What is due of a project.
CREATE INDEX invoice_due_of_project ON invoice (project_id, document_date, id) WHERE payment_status IN ('UNPAID', 'PARTIALLY_PAID');

-- A closure locks a ledger only when everything is settled: no invoice of the project is due, none of its money is left (unless it was
-- collected without one standing invoice), none of it has settled something else.
CREATE FUNCTION closed_means_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM invoice WHERE project_id = NEW.project_id AND payment_status IN ('UNPAID', 'PARTIALLY_PAID'))
     OR (NEW.invoiced_minor <> 0 AND EXISTS (SELECT FROM receipt WHERE project_id = NEW.project_id AND tied_minor > 0))
     OR EXISTS (SELECT FROM allocated_elsewhere WHERE project_id = NEW.project_id) THEN
    RAISE EXCEPTION 'something of project % is not settled', NEW.project_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_means_settled', TABLE = 'project_ledger';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER project_ledger_closed_means_settled BEFORE UPDATE ON project_ledger FOR EACH ROW
  WHEN (NEW.closure_id IS NOT NULL AND NEW.closure_id IS DISTINCT FROM OLD.closure_id) EXECUTE FUNCTION closed_means_settled();
