-- What settles an invoice counts where that invoice belongs. A receipt that names a project settles invoices of that project only,
-- one that names a milestone, such of that milestone or of the project as a whole. What a credit note gives back may be of an older rule.
CREATE OR REPLACE FUNCTION allocation_matches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM receipt r, invoice i
    WHERE r.id = NEW.receipt_id AND i.id = NEW.invoice_id
      AND (i.status <> 'ISSUED'
        OR (NEW.amount_minor > 0 AND (
          (r.project_id IS NOT NULL AND r.project_id IS DISTINCT FROM i.project_id)
          OR r.milestone_id <> i.milestone_id)))
  ) THEN
    RAISE EXCEPTION 'receipt % cannot settle invoice %', NEW.receipt_id, NEW.invoice_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_matches', TABLE = 'receipt_allocation';
  END IF;
  RETURN NEW;
END
$$;

-- Money of a project that settles an invoice of none, as the older rule allowed. It counts for the project until it is taken back;
-- `received_by_rule_minor` is what the project received without it.
CREATE VIEW allocated_elsewhere AS
  WITH elsewhere AS (
    SELECT r.project_id, r.id AS receipt_id, i.id AS invoice_id, sum(a.amount_minor)::bigint AS amount_minor
    FROM receipt r JOIN receipt_allocation a ON a.receipt_id = r.id JOIN invoice i ON i.id = a.invoice_id
    WHERE r.status = 'ISSUED' AND r.project_id IS DISTINCT FROM i.project_id AND r.project_id IS NOT NULL
    GROUP BY r.project_id, r.id, i.id HAVING sum(a.amount_minor) > 0
  )
  SELECT e.project_id, p.number AS project_number, l.status AS project_status, e.receipt_id, r.number AS receipt_number,
    e.invoice_id, i.number AS invoice_number, r.customer_id, r.currency, e.amount_minor,
    l.received_minor,
    (l.received_minor - sum(e.amount_minor) OVER (PARTITION BY e.project_id))::bigint AS received_by_rule_minor
  FROM elsewhere e
  JOIN receipt r ON r.id = e.receipt_id
  JOIN invoice i ON i.id = e.invoice_id
  JOIN project_replica p ON p.project_id = e.project_id
  JOIN project_ledger l ON l.project_id = e.project_id;

-- Only told; nothing is changed. The same at any time: GET /api/v1/billing/allocated-elsewhere.
DO $$
DECLARE
  found record;
BEGIN
  FOR found IN SELECT * FROM allocated_elsewhere ORDER BY project_number, receipt_number, invoice_number LOOP
    RAISE WARNING '% (%): % of receipt % settle invoice % of no project (% minor units); received % before, % by the rule',
      found.project_number, found.project_status, found.currency, found.receipt_number, found.invoice_number,
      found.amount_minor, found.received_minor, found.received_by_rule_minor;
  END LOOP;
END
$$;
