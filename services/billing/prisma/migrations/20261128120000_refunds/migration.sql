-- Refunds, and money that moves from a project to its customer's credit.
--
-- What is left of a receipt lies in two pots. `tied` counts for the project (and milestone) that the receipt names and settles its
-- invoices only; `free` is the customer's credit. A receipt that names no project has only free money.

-- ── receipts ───────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE receipt
  ADD COLUMN refunded_minor bigint NOT NULL DEFAULT 0,
  -- Of a receipt that names a project: what was moved to the customer's credit, and what is still there.
  ADD COLUMN released_minor bigint NOT NULL DEFAULT 0,
  ADD COLUMN free_minor     bigint NOT NULL DEFAULT 0;
ALTER TABLE receipt
  ADD COLUMN tied_minor bigint NOT NULL GENERATED ALWAYS AS (
    CASE WHEN status = 'ISSUED' AND project_id IS NOT NULL
      THEN amount_minor - allocated_minor - refunded_minor - free_minor ELSE 0 END
  ) STORED;

ALTER TABLE receipt DROP CONSTRAINT receipt_never_allocated_beyond_amount;
ALTER TABLE receipt
  ADD CONSTRAINT receipt_never_allocated_beyond_amount
    CHECK (allocated_minor >= 0 AND refunded_minor >= 0 AND allocated_minor + refunded_minor + free_minor <= amount_minor),
  ADD CONSTRAINT receipt_free_was_released CHECK (free_minor BETWEEN 0 AND released_minor),
  ADD CONSTRAINT receipt_released_of_project CHECK (released_minor = 0 OR project_id IS NOT NULL),
  ADD CONSTRAINT receipt_draft_pays_nothing CHECK (status <> 'DRAFT' OR (refunded_minor = 0 AND released_minor = 0)),
  -- A reversal says that the payment never came: what was paid back of it would be gone for nothing.
  ADD CONSTRAINT receipt_refunded_stands CHECK (status <> 'REVERSED' OR refunded_minor = 0);

-- Generated columns are not there yet when a trigger compares.
DROP TRIGGER receipt_frozen ON receipt;
CREATE TRIGGER receipt_frozen BEFORE UPDATE ON receipt FOR EACH ROW WHEN (OLD.status <> 'DRAFT')
  EXECUTE FUNCTION freeze_except('version', 'allocated_minor', 'refunded_minor', 'released_minor', 'free_minor', 'tied_minor',
    'status', 'updated_at', 'search_text');

-- The same indexes as before, of what is left now.
DROP INDEX IF EXISTS receipt_with_credit, receipt_unallocated, receipt_to_allocate;
CREATE INDEX receipt_with_credit ON receipt (customer_id, issue_date, id)
  WHERE status = 'ISSUED' AND allocated_minor + refunded_minor < amount_minor;
CREATE INDEX receipt_unallocated ON receipt (payment_date, id)
  WHERE status = 'ISSUED' AND allocated_minor + refunded_minor < amount_minor;
CREATE INDEX receipt_tied ON receipt (project_id, id) WHERE tied_minor > 0;

-- ── allocations ────────────────────────────────────────────────────────────────────────────────────
-- How much of it came from the customer's credit. Of a receipt without project all of it did, whatever older rows say.
ALTER TABLE receipt_allocation ADD COLUMN from_free_minor bigint NOT NULL DEFAULT 0;
ALTER TABLE receipt_allocation ADD CONSTRAINT receipt_allocation_from_free CHECK (
  CASE WHEN amount_minor > 0 THEN from_free_minor BETWEEN 0 AND amount_minor ELSE from_free_minor BETWEEN amount_minor AND 0 END
);

-- Tied money settles invoices of its project only, and of its milestone or of none; the customer's credit settles any. What a
-- credit note gives back may have been allocated before this rule.
CREATE OR REPLACE FUNCTION allocation_matches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.amount_minor > 0 AND EXISTS (
    SELECT FROM receipt r, invoice i
    WHERE r.id = NEW.receipt_id AND i.id = NEW.invoice_id
      AND (i.status <> 'ISSUED' OR (
        r.project_id IS NOT NULL AND NEW.from_free_minor < NEW.amount_minor
        AND (i.project_id IS DISTINCT FROM r.project_id OR r.milestone_id <> i.milestone_id)))
  ) THEN
    RAISE EXCEPTION 'receipt % cannot settle invoice %', NEW.receipt_id, NEW.invoice_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_matches', TABLE = 'receipt_allocation';
  END IF;
  RETURN NEW;
END
$$;

-- As before, without the customer's credit, which may settle any invoice.
CREATE OR REPLACE VIEW allocated_elsewhere AS
  WITH elsewhere AS (
    SELECT r.project_id, r.id AS receipt_id, i.id AS invoice_id, sum(a.amount_minor - a.from_free_minor)::bigint AS amount_minor
    FROM receipt r JOIN receipt_allocation a ON a.receipt_id = r.id JOIN invoice i ON i.id = a.invoice_id
    WHERE r.status = 'ISSUED' AND r.project_id IS DISTINCT FROM i.project_id AND r.project_id IS NOT NULL
    GROUP BY r.project_id, r.id, i.id HAVING sum(a.amount_minor - a.from_free_minor) > 0
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

-- ── releases: from a project to the customer's credit ──────────────────────────────────────────────
CREATE TABLE receipt_release (
  id           uuid PRIMARY KEY,
  receipt_id   uuid NOT NULL REFERENCES receipt,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  reason       text NOT NULL,
  released_at  timestamptz(3) NOT NULL
);
CREATE INDEX receipt_release_by_receipt ON receipt_release (receipt_id, id);
CREATE TRIGGER receipt_release_frozen BEFORE UPDATE OR DELETE ON receipt_release FOR EACH ROW EXECUTE FUNCTION refuse_frozen();

-- ── refunds ────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE number_series DROP CONSTRAINT number_series_kind_check;
ALTER TABLE number_series ADD CONSTRAINT number_series_kind_check CHECK (kind IN ('INV', 'CRN', 'REC', 'REV', 'QUO', 'RFD'));

-- Born issued. Project and milestone are those of its receipt.
CREATE TABLE refund (
  id              uuid PRIMARY KEY,
  version         integer NOT NULL DEFAULT 1,
  legal_entity    text NOT NULL,
  number          text COLLATE "C" NOT NULL,
  receipt_id      uuid NOT NULL,
  customer_id     uuid NOT NULL,
  currency        char(3) NOT NULL,
  project_id      uuid,
  milestone_id    uuid,
  amount_minor    bigint NOT NULL CHECK (amount_minor > 0),
  -- The part that was the customer's credit; the rest counted for the receipt's project until now.
  from_free_minor bigint NOT NULL,
  -- The day on which the money went back.
  refund_date     date NOT NULL,
  method          text,
  reason          text NOT NULL,
  issue_date      date NOT NULL,
  issued_at       timestamptz(3) NOT NULL,
  seller          jsonb NOT NULL,
  buyer           jsonb NOT NULL,
  subject         jsonb NOT NULL,
  CONSTRAINT refund_from_free CHECK (
    CASE WHEN project_id IS NULL THEN from_free_minor = amount_minor ELSE from_free_minor BETWEEN 0 AND amount_minor END
  ),
  CONSTRAINT refund_number_key UNIQUE (number, legal_entity),
  CONSTRAINT refund_receipt_fkey FOREIGN KEY (receipt_id, customer_id, currency)
    REFERENCES receipt (id, customer_id, currency),
  CONSTRAINT refund_project_fkey FOREIGN KEY (project_id, customer_id, currency)
    REFERENCES project_replica (project_id, customer_id, currency),
  CONSTRAINT refund_milestone_fkey FOREIGN KEY (milestone_id, project_id)
    REFERENCES milestone_replica (milestone_id, project_id)
);
CREATE INDEX refund_by_date ON refund (refund_date, id);
CREATE INDEX refund_by_receipt ON refund (receipt_id, refund_date, id);
CREATE INDEX refund_by_customer ON refund (customer_id, refund_date, id);
CREATE INDEX refund_by_project ON refund (project_id, refund_date, id) WHERE project_id IS NOT NULL;
CREATE INDEX refund_by_milestone ON refund (milestone_id, refund_date, id) WHERE milestone_id IS NOT NULL;
CREATE INDEX refund_by_month ON refund (refund_date) INCLUDE (currency, customer_id, amount_minor);
CREATE TRIGGER refund_frozen BEFORE UPDATE OR DELETE ON refund FOR EACH ROW EXECUTE FUNCTION refuse_frozen();

-- Only what was received goes back, and not before it came.
CREATE FUNCTION refund_matches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM receipt r
    WHERE r.id = NEW.receipt_id AND r.status = 'ISSUED' AND r.payment_date <= NEW.refund_date
      AND r.project_id IS NOT DISTINCT FROM NEW.project_id AND r.milestone_id IS NOT DISTINCT FROM NEW.milestone_id
  ) THEN
    RAISE EXCEPTION 'refund % does not match receipt %', NEW.id, NEW.receipt_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_matches', TABLE = 'refund';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER refund_matches BEFORE INSERT ON refund FOR EACH ROW EXECUTE FUNCTION refund_matches();

-- ── what a receipt says of its money is what its rows say ──────────────────────────────────────────
CREATE FUNCTION receipt_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  receipt_of_row uuid;
  r receipt%ROWTYPE;
  allocated bigint;
  allocated_free bigint;
  refunded bigint;
  refunded_free bigint;
  released bigint;
BEGIN
  IF tg_table_name = 'receipt' THEN receipt_of_row := NEW.id; ELSE receipt_of_row := NEW.receipt_id; END IF;
  SELECT * INTO r FROM receipt WHERE id = receipt_of_row;
  SELECT coalesce(sum(amount_minor), 0), coalesce(sum(from_free_minor), 0) INTO allocated, allocated_free
    FROM receipt_allocation WHERE receipt_id = receipt_of_row;
  SELECT coalesce(sum(amount_minor), 0), coalesce(sum(from_free_minor), 0) INTO refunded, refunded_free
    FROM refund WHERE receipt_id = receipt_of_row;
  SELECT coalesce(sum(amount_minor), 0) INTO released FROM receipt_release WHERE receipt_id = receipt_of_row;
  IF (r.allocated_minor, r.refunded_minor, r.released_minor) IS DISTINCT FROM (allocated, refunded, released)
     OR (r.project_id IS NOT NULL AND r.free_minor <> released - allocated_free - refunded_free) THEN
    RAISE EXCEPTION 'the money of receipt % is not that of its allocations, refunds and releases', receipt_of_row
      USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_adds_up', TABLE = 'receipt';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER receipt_adds_up AFTER UPDATE ON receipt FOR EACH ROW
  WHEN ((OLD.allocated_minor, OLD.refunded_minor, OLD.released_minor, OLD.free_minor)
    IS DISTINCT FROM (NEW.allocated_minor, NEW.refunded_minor, NEW.released_minor, NEW.free_minor))
  EXECUTE FUNCTION receipt_adds_up();
CREATE TRIGGER receipt_allocation_adds_up AFTER INSERT ON receipt_allocation FOR EACH ROW EXECUTE FUNCTION receipt_adds_up();
CREATE TRIGGER refund_adds_up AFTER INSERT ON refund FOR EACH ROW EXECUTE FUNCTION receipt_adds_up();
CREATE TRIGGER receipt_release_adds_up AFTER INSERT ON receipt_release FOR EACH ROW EXECUTE FUNCTION receipt_adds_up();

-- ── journal ────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE journal_line DROP CONSTRAINT journal_line_document_kind_check;
ALTER TABLE journal_line ADD CONSTRAINT journal_line_document_kind_check
  CHECK (document_kind IN ('INVOICE', 'CREDIT_NOTE', 'RECEIPT', 'REVERSAL', 'ALLOCATION', 'REFUND', 'RELEASE'));
