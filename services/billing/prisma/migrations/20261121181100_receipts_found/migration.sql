-- Receipts are found by a part of their number or of the reference that the bank gave, and those with money left are listed.
ALTER TABLE receipt ADD COLUMN search_text text
  GENERATED ALWAYS AS (lower(coalesce(number, '') || ' ' || coalesce(reference, ''))) STORED;
-- Generated columns are not there yet when a trigger compares.
DROP TRIGGER receipt_frozen ON receipt;
CREATE TRIGGER receipt_frozen BEFORE UPDATE ON receipt FOR EACH ROW WHEN (OLD.status <> 'DRAFT')
  EXECUTE FUNCTION freeze_except('version', 'allocated_minor', 'status', 'updated_at', 'search_text');
CREATE INDEX receipt_unallocated ON receipt (payment_date, id) WHERE status = 'ISSUED' AND allocated_minor < amount_minor;
DO $$
BEGIN
  CREATE INDEX receipt_search ON receipt USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
EXCEPTION WHEN undefined_object THEN
  RAISE NOTICE 'pg_trgm is not available: receipts are searched without an index';
END
$$;
