-- The journal can be followed: its lines are numbered without gaps in the order of their commits, they lead to their documents and
-- events, and it can be locked through a day.

-- One row. Whoever posts takes the next numbers from it, last of all, and holds it until commit: numbers become visible in their
-- order, and nothing is posted beside a lock that is being set.
CREATE TABLE journal (
  singleton      boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  last_no        bigint NOT NULL DEFAULT 0 CHECK (last_no >= 0),
  -- Nothing is dated on or before it. The version counts the changes of the lock.
  locked_through date,
  version        integer NOT NULL DEFAULT 1 CHECK (version >= 1)
) WITH (fillfactor = 50);

ALTER TABLE journal_line
  ADD COLUMN no             bigint,
  -- The day on which the money moved: of receipts and reversals the payment's day, of refunds their own. Of everything else the day of posting.
  ADD COLUMN value_date     date,
  ADD COLUMN receipt_id     uuid REFERENCES receipt,
  ADD COLUMN invoice_id     uuid REFERENCES invoice,
  ADD COLUMN credit_note_id uuid REFERENCES credit_note,
  ADD COLUMN refund_id      uuid REFERENCES refund,
  -- The event that told of the entry.
  ADD COLUMN event_id       uuid;

-- What was posted before gets its numbers in the order in which it was written down, an entry's lines together.
ALTER TABLE journal_line DISABLE TRIGGER journal_line_frozen;
UPDATE journal_line l SET no = n.no, value_date = l.entry_date
  FROM (SELECT id, row_number() OVER (ORDER BY entry_id, id) AS no FROM journal_line) n WHERE n.id = l.id;

UPDATE journal_line l SET invoice_id = l.document_id FROM invoice i
  WHERE l.document_kind = 'INVOICE' AND i.id = l.document_id;
UPDATE journal_line l SET credit_note_id = n.id, invoice_id = n.invoice_id FROM credit_note n
  WHERE l.document_kind = 'CREDIT_NOTE' AND n.id = l.document_id;
UPDATE journal_line l SET receipt_id = r.id, value_date = r.payment_date FROM receipt r
  WHERE l.document_kind = 'RECEIPT' AND r.id = l.document_id;
UPDATE journal_line l SET receipt_id = r.id, value_date = r.payment_date FROM receipt_reversal v JOIN receipt r ON r.id = v.receipt_id
  WHERE l.document_kind = 'REVERSAL' AND v.id = l.document_id;
UPDATE journal_line l SET receipt_id = a.receipt_id, invoice_id = a.invoice_id FROM receipt_allocation a
  WHERE l.document_kind = 'ALLOCATION' AND a.id = l.document_id;
UPDATE journal_line l SET receipt_id = f.receipt_id, refund_id = f.id, value_date = f.refund_date FROM refund f
  WHERE l.document_kind = 'REFUND' AND f.id = l.document_id;
UPDATE journal_line l SET receipt_id = e.receipt_id FROM receipt_release e
  WHERE l.document_kind = 'RELEASE' AND e.id = l.document_id;

-- Which invoice a receipt's line settled: lines and allocations were written in one order. Only where both have as many, and of the same amounts.
WITH settled AS (
  SELECT l.id, l.document_id AS receipt_id, l.credit_minor AS minor, row_number() OVER (PARTITION BY l.document_id ORDER BY l.id) AS place
  FROM journal_line l WHERE l.document_kind = 'RECEIPT' AND l.account = 'RECEIVABLE'
), allocated AS (
  SELECT a.receipt_id, a.invoice_id, a.amount_minor AS minor, row_number() OVER (PARTITION BY a.receipt_id ORDER BY a.id) AS place
  FROM receipt_allocation a JOIN receipt r ON r.id = a.receipt_id
  WHERE a.created_at = r.issued_at AND a.credit_note_id IS NULL
), pairs AS (
  SELECT s.receipt_id, s.id, a.invoice_id, s.minor IS NOT DISTINCT FROM a.minor AS same
  FROM settled s FULL JOIN allocated a ON a.receipt_id = s.receipt_id AND a.place = s.place
), sure AS (
  SELECT receipt_id FROM pairs GROUP BY receipt_id HAVING bool_and(same)
)
UPDATE journal_line l SET invoice_id = p.invoice_id FROM pairs p JOIN sure USING (receipt_id) WHERE l.id = p.id;
-- A receipt that ever settled one invoice gave back what had settled that one; a credit note that released one receipt's money, that one's.
UPDATE journal_line l SET invoice_id = a.invoice_id FROM (
    SELECT receipt_id, min(invoice_id::text)::uuid AS invoice_id FROM receipt_allocation GROUP BY receipt_id HAVING count(DISTINCT invoice_id) = 1
  ) a WHERE l.document_kind = 'REVERSAL' AND l.account = 'RECEIVABLE' AND a.receipt_id = l.receipt_id;
UPDATE journal_line l SET receipt_id = a.receipt_id FROM (
    SELECT credit_note_id, min(receipt_id::text)::uuid AS receipt_id FROM receipt_allocation WHERE credit_note_id IS NOT NULL
    GROUP BY credit_note_id HAVING count(DISTINCT receipt_id) = 1
  ) a WHERE l.document_kind = 'CREDIT_NOTE' AND l.account = 'CUSTOMER_ADVANCES' AND a.credit_note_id = l.document_id;

-- Events of documents that have one of the kind. (Of allocations and releases there may be several.)
UPDATE journal_line l SET event_id = e.event_id FROM kit.event_log e
  WHERE e.subject = coalesce(l.credit_note_id, l.refund_id, l.receipt_id, l.invoice_id)::text
    AND e.type = CASE l.document_kind WHEN 'INVOICE' THEN 'billing.invoice-issued.v1' WHEN 'CREDIT_NOTE' THEN 'billing.credit-note-issued.v1'
      WHEN 'RECEIPT' THEN 'billing.receipt-issued.v1' WHEN 'REVERSAL' THEN 'billing.receipt-reversed.v1'
      WHEN 'REFUND' THEN 'billing.refund-issued.v1' END;
ALTER TABLE journal_line ENABLE TRIGGER journal_line_frozen;

INSERT INTO journal (last_no) SELECT count(*) FROM journal_line;
ALTER TABLE journal_line ALTER COLUMN no SET NOT NULL, ALTER COLUMN value_date SET NOT NULL;

CREATE UNIQUE INDEX journal_line_no ON journal_line (no);
CREATE INDEX journal_line_by_day ON journal_line (entry_date, no);
CREATE INDEX journal_line_of_account ON journal_line (account, entry_date, no);
CREATE INDEX journal_line_of_document ON journal_line (document_id, no);
CREATE INDEX journal_line_of_number ON journal_line (document_number, no);
CREATE INDEX journal_line_of_receipt ON journal_line (receipt_id, no) WHERE receipt_id IS NOT NULL;
CREATE INDEX journal_line_of_invoice ON journal_line (invoice_id, no) WHERE invoice_id IS NOT NULL;
CREATE INDEX journal_line_of_credit_note ON journal_line (credit_note_id, no) WHERE credit_note_id IS NOT NULL;
DROP INDEX journal_line_by_date, journal_line_by_account, journal_line_by_document;

-- Years have four digits, and no slip of a key dates a document into the year 206. What was issued before is kept as it is.
ALTER TABLE journal_line ADD CONSTRAINT journal_line_day CHECK (entry_date BETWEEN '2000-01-01' AND '9999-12-31') NOT VALID;
ALTER TABLE number_series ADD CONSTRAINT number_series_year CHECK (year BETWEEN 2000 AND 9999) NOT VALID;

-- ── guards ─────────────────────────────────────────────────────────────────────────────────────────
-- Lines take the numbers that their transaction took from the journal, and nothing is posted in a locked period.
CREATE FUNCTION journal_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  present journal;
BEGIN
  SELECT * INTO present FROM journal;
  IF (SELECT count(*) <> max(no) - min(no) + 1 OR max(no) <> present.last_no FROM added) THEN
    RAISE EXCEPTION 'journal lines do not have the next numbers'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_in_order', TABLE = 'journal_line';
  END IF;
  IF EXISTS (SELECT FROM added WHERE entry_date <= present.locked_through) THEN
    RAISE EXCEPTION 'the journal is locked through %', present.locked_through
      USING ERRCODE = 'check_violation', CONSTRAINT = 'period_closed', TABLE = 'journal_line';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER journal_in_order AFTER INSERT ON journal_line REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION journal_in_order();

CREATE FUNCTION journal_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.last_no < OLD.last_no THEN
    RAISE EXCEPTION 'a number of the journal is never given again'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_in_order', TABLE = 'journal';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER journal_goes_on BEFORE UPDATE ON journal FOR EACH ROW EXECUTE FUNCTION journal_goes_on();
CREATE TRIGGER journal_stays BEFORE DELETE ON journal FOR EACH ROW EXECUTE FUNCTION refuse_frozen();
CREATE TRIGGER journal_stays_whole BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
