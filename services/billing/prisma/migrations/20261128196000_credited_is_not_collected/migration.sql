-- A project whose invoices were all credited was not collected by receipts alone: what was paid of them is left, and keeps it open.
CREATE OR REPLACE FUNCTION closed_means_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM invoice WHERE project_id = NEW.project_id AND payment_status IN ('UNPAID', 'PARTIALLY_PAID'))
     OR (EXISTS (SELECT FROM invoice WHERE project_id = NEW.project_id AND status = 'ISSUED')
       AND EXISTS (SELECT FROM receipt WHERE project_id = NEW.project_id AND tied_minor > 0))
     OR EXISTS (SELECT FROM allocated_elsewhere WHERE project_id = NEW.project_id) THEN
    RAISE EXCEPTION 'something of project % is not settled', NEW.project_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_means_settled', TABLE = 'project_ledger';
  END IF;
  RETURN NEW;
END
$$;
-- Whether a project ever had an invoice, asked with every change of one of its orders.
CREATE INDEX invoice_issued_of_project ON invoice (project_id) WHERE status = 'ISSUED' AND project_id IS NOT NULL;
