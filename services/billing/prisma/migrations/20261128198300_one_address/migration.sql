-- One address is one, however its domain is spelled. Billing gives the addresses that are there their key when it has started.
ALTER TABLE customer ADD COLUMN email_key text;
DROP INDEX customer_by_email;
DROP FUNCTION customer_email(text);
CREATE INDEX customer_by_email ON customer (left(email_key, 400));
CREATE INDEX customer_without_email_key ON customer (id) WHERE email_key IS NULL;

ALTER TABLE customer DROP COLUMN search_text;
ALTER TABLE customer ADD COLUMN search_text text GENERATED ALWAYS AS (
  ' ' || searchable(name || ' ' || email || ' ' || coalesce(email_key, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(vat_number, '') || ' '
    || regexp_replace(coalesce(phone, ''), '[^0-9]+', ' ', 'g') || ' ' || regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g') || ' '
    || regexp_replace(normalize(coalesce(vat_number, ''), NFKC), '[^A-Za-z0-9]', '', 'g'))
) STORED;

DO $$
BEGIN
  CREATE INDEX customer_search ON customer USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
EXCEPTION WHEN undefined_object THEN
  RAISE NOTICE 'pg_trgm is not available: customers are searched without an index';
END
$$;
