-- One meaning of a search word in every list.

-- The same as `searchable` in the service kit, which says why: lower case, without accents, Unicode forms, and what nobody sees.
DO $$
DECLARE
  -- ICU knows the letters of all languages, whatever the locale of the database is.
  lower_case text := CASE WHEN EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu' AND collencoding IN (-1, pg_char_to_encoding('UTF8')))
    THEN 'lower(plain COLLATE "und-x-icu")' ELSE 'lower(plain)' END;
BEGIN
  EXECUTE format($create$
    CREATE FUNCTION searchable(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $body$
      SELECT btrim(regexp_replace(replace(replace(%s, 'ß', 'ss'), 'ς', 'σ'), '[\u0001-\u0020\u007f-\u00a0\u1680\u2028\u2029]+', ' ', 'g'))
      FROM (SELECT regexp_replace(normalize(value, NFKD),
        '[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u034f\u061c\ufe00-\ufe0f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]',
        '', 'g') AS plain) AS without_marks
    $body$ $create$, lower_case);
END
$$;

-- What is searched begins with a blank, so that short words can be looked for where a word begins. VAT and phone numbers are found with
-- and without the blanks and signs that people put into them.
ALTER TABLE customer DROP COLUMN search_text;
ALTER TABLE customer ADD COLUMN search_text text GENERATED ALWAYS AS (
  ' ' || searchable(name || ' ' || email || ' ' || coalesce(phone, '') || ' ' || coalesce(vat_number, '') || ' '
    || regexp_replace(coalesce(phone, ''), '[^0-9]+', ' ', 'g') || ' ' || regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g') || ' '
    || regexp_replace(normalize(coalesce(vat_number, ''), NFKC), '[^A-Za-z0-9]', '', 'g'))
) STORED;
DROP INDEX IF EXISTS customer_by_name_prefix;

DROP INDEX IF EXISTS project_replica_search;
ALTER TABLE project_replica ADD COLUMN search_text text GENERATED ALWAYS AS (' ' || searchable(number || ' ' || title)) STORED;

ALTER TABLE quote DROP COLUMN search_text;
ALTER TABLE quote ADD COLUMN search_text text GENERATED ALWAYS AS (' ' || searchable(coalesce(number, '') || ' ' || title)) STORED;
ALTER TABLE cpo DROP COLUMN search_text;
ALTER TABLE cpo ADD COLUMN search_text text GENERATED ALWAYS AS (' ' || searchable(number)) STORED;
ALTER TABLE receipt DROP COLUMN search_text;
ALTER TABLE receipt ADD COLUMN search_text text GENERATED ALWAYS AS (' ' || searchable(coalesce(number, '') || ' ' || coalesce(reference, ''))) STORED;

DO $$
BEGIN
  CREATE INDEX customer_search ON customer USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
  CREATE INDEX project_replica_search ON project_replica USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
  CREATE INDEX quote_search ON quote USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
  CREATE INDEX cpo_search ON cpo USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
  CREATE INDEX receipt_search ON receipt USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
  CREATE INDEX invoice_number_search ON invoice USING gin (number gin_trgm_ops) WITH (fastupdate = off);
  CREATE INDEX refund_number_search ON refund USING gin (number gin_trgm_ops) WITH (fastupdate = off);
  CREATE INDEX credit_note_number_search ON credit_note USING gin (number gin_trgm_ops) WITH (fastupdate = off);
EXCEPTION WHEN undefined_object THEN
  RAISE NOTICE 'pg_trgm is not available: lists are searched without an index';
END
$$;

-- An order number and a VAT number are the same however Unicode writes them, and with or without what nobody sees in them.
CREATE FUNCTION plain_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(normalize(value, NFKC), '[\u00ad\u034f\u061c\ufe00-\ufe0f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]', '', 'g')
$$;

DO $$
DECLARE
  repeated uuid[];
  kept_apart text;
BEGIN
  -- What was entered twice before they counted as the same stays; it is left out of the index by name.
  SELECT array_agg(id) INTO repeated FROM (
    SELECT id, row_number() OVER (PARTITION BY customer_id, lower(plain_text(number)) ORDER BY created_at, id) AS nth
    FROM cpo WHERE status <> 'CANCELLED') AS known WHERE nth > 1;
  kept_apart := CASE WHEN repeated IS NULL THEN '' ELSE format(' AND id <> ALL (%L::uuid[])', repeated) END;
  DROP INDEX cpo_number_key;
  EXECUTE 'CREATE UNIQUE INDEX cpo_number_key ON cpo (customer_id, lower(plain_text(number))) WHERE status <> ''CANCELLED''' || kept_apart;

  SELECT array_agg(id) INTO repeated FROM (
    SELECT id, row_number() OVER (
      PARTITION BY upper(regexp_replace(normalize(vat_number, NFKC), '[^A-Za-z0-9]', '', 'g')) ORDER BY created_at, id) AS nth
    FROM customer WHERE vat_number IS NOT NULL) AS known WHERE nth > 1;
  kept_apart := CASE WHEN repeated IS NULL THEN '' ELSE format(' AND id <> ALL (%L::uuid[])', repeated) END;
  DROP INDEX customer_vat_number_key;
  EXECUTE 'CREATE UNIQUE INDEX customer_vat_number_key ON customer (upper(regexp_replace(normalize(vat_number, NFKC), ''[^A-Za-z0-9]'', '''', ''g'')))
    WHERE vat_number IS NOT NULL' || kept_apart;
END
$$;
