-- What the dashboard counts and adds up: drafts, what is open, and the documents of some months, each from an index alone.
CREATE INDEX invoice_issued_by_month ON invoice (issue_date) INCLUDE (currency, customer_id, gross_minor, credited_minor)
  WHERE status = 'ISSUED';
CREATE INDEX invoice_unpaid ON invoice (due_date) INCLUDE (currency, customer_id, gross_minor, credited_minor, paid_minor)
  WHERE payment_status IN ('UNPAID', 'PARTIALLY_PAID');
CREATE INDEX receipt_issued_by_month ON receipt (payment_date) INCLUDE (currency, customer_id, amount_minor) WHERE status = 'ISSUED';
-- Money that nobody has said the purpose of: neither an invoice nor a project.
CREATE INDEX receipt_to_allocate ON receipt (payment_date, id)
  WHERE status = 'ISSUED' AND allocated_minor < amount_minor AND project_id IS NULL;
CREATE INDEX cpo_mismatch_found ON cpo (document_date, id) WHERE mismatch_status = 'FOUND';
CREATE INDEX customer_restricted ON customer (security_level, id) WHERE security_level > 0;
