-- Lists of what is still to be paid, and what of it is overdue: the newest first, as the list walks it.
CREATE INDEX invoice_open ON invoice (document_date, id) WHERE payment_status IN ('UNPAID', 'PARTIALLY_PAID');

-- Documents are found by their project's number and title as well.
DO $$
BEGIN
  CREATE INDEX project_replica_search ON project_replica USING gin (lower(number || ' ' || title) gin_trgm_ops) WITH (fastupdate = off);
EXCEPTION WHEN undefined_object THEN
  RAISE NOTICE 'pg_trgm is not available: projects are searched without an index';
END
$$;
