-- An order's number is the customer's own: it is found with and without the signs between its parts.
ALTER TABLE cpo DROP COLUMN search_text;
ALTER TABLE cpo ADD COLUMN search_text text GENERATED ALWAYS AS (
  ' ' || searchable(number || ' ' || regexp_replace(normalize(number, NFKC), '[\u0001-\u0020\u00a0!-/:-@\[-`{-~\u2010-\u2015]+', '', 'g'))
) STORED;

DO $$
BEGIN
  CREATE INDEX cpo_search ON cpo USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
EXCEPTION WHEN undefined_object THEN
  RAISE NOTICE 'pg_trgm is not available: orders are searched without an index';
END
$$;
