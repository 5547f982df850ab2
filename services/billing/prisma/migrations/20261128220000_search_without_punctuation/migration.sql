-- A search word means the same with and without punctuation, and an identifier however its parts are set apart.

-- What is compared by these functions is indexed again below.
DROP INDEX receipt_by_reference, cpo_number_key, customer_vat_number_key;

-- The same as `searchable` in the service kit, which says why: lower case, without accents and punctuation, Unicode forms, and what nobody sees.
DO $$
DECLARE
  -- ICU knows the letters of all languages, whatever the locale of the database is.
  lower_case text := CASE WHEN EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu' AND collencoding IN (-1, pg_char_to_encoding('UTF8')))
    THEN 'lower(plain COLLATE "und-x-icu")' ELSE 'lower(plain)' END;
BEGIN
  EXECUTE format($create$
    CREATE OR REPLACE FUNCTION searchable(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $body$
      SELECT btrim(regexp_replace(
        replace(replace(replace(replace(translate(%s, 'łđðɖøħŧıŋĸς', 'ldddohtinkσ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb-\u00bf\u00d7\u00f7\u02c2-\u02df\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f4\u0606-\u060f\u061b\u061d-\u061f\u066a-\u066d\u06d4\u0700-\u070d\u0964\u0965\u0970\u0df4\u0e3f\u0e4f\u0e5a\u0e5b\u10fb\u1360-\u1368\u1400\u166d\u166e\u1680\u1800-\u180a\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u3036\u3037\u303d-\u303f\u30a0\u30fb\ufd3e\ufd3f\ufe10-\ufe19\ufe30-\ufe6f\ufffc\ufffd\U0001f000-\U0001faff]+',
        ' ', 'g'))
      FROM (SELECT regexp_replace(normalize(replace(value, '´', ''''), NFKD),
        '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff''`\u02b9-\u02bc\u05f3\u2018-\u201b\u2032]',
        '', 'g') AS plain) AS without_marks
    $body$ $create$, lower_case);
END
$$;

-- An identifier as it is compared: letters and digits alone.
CREATE FUNCTION identifier(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN replace(searchable(value), ' ', '');

-- What is searched begins with a blank, so that short words can be looked for where a word begins. Identifiers are searched by their parts
-- and as one.
ALTER TABLE customer DROP COLUMN search_text, ADD COLUMN search_text text GENERATED ALWAYS AS (
  ' ' || searchable(name || ' ' || email || ' ' || coalesce(email_key, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(vat_number, ''))
    || ' ' || identifier(coalesce(phone, '')) || ' ' || identifier(coalesce(vat_number, ''))
) STORED;
ALTER TABLE project_replica DROP COLUMN search_text, ADD COLUMN search_text text GENERATED ALWAYS AS (
  ' ' || searchable(number || ' ' || title) || ' ' || identifier(number)
) STORED;
ALTER TABLE quote DROP COLUMN search_text, ADD COLUMN search_text text GENERATED ALWAYS AS (
  ' ' || searchable(coalesce(number, '') || ' ' || title) || ' ' || identifier(coalesce(number, ''))
) STORED;
ALTER TABLE cpo DROP COLUMN search_text, ADD COLUMN search_text text GENERATED ALWAYS AS (
  ' ' || searchable(number) || ' ' || identifier(number)
) STORED;
ALTER TABLE receipt DROP COLUMN search_text, ADD COLUMN search_text text GENERATED ALWAYS AS (
  ' ' || searchable(coalesce(number, '') || ' ' || coalesce(reference, '')) || ' ' || identifier(coalesce(number, ''))
    || ' ' || identifier(coalesce(reference, ''))
) STORED;

DO $$
BEGIN
  CREATE INDEX customer_search ON customer USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
  CREATE INDEX project_replica_search ON project_replica USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
  CREATE INDEX quote_search ON quote USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
  CREATE INDEX cpo_search ON cpo USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
  CREATE INDEX receipt_search ON receipt USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
  -- The journal is searched by the numbers of its documents.
  CREATE INDEX receipt_number_search ON receipt USING gin (number gin_trgm_ops) WITH (fastupdate = off);
  CREATE INDEX receipt_reversal_number_search ON receipt_reversal USING gin (number gin_trgm_ops) WITH (fastupdate = off);
EXCEPTION WHEN undefined_object THEN
  RAISE NOTICE 'pg_trgm is not available: lists are searched without an index';
END
$$;

-- References of punctuation alone are compared as they are.
CREATE OR REPLACE FUNCTION receipt_reference(reference text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN left(coalesce(nullif(identifier(reference), ''), reference), 400);
CREATE INDEX receipt_by_reference ON receipt (customer_id, amount_minor, receipt_reference(reference)) WHERE reference IS NOT NULL;

-- An order number is the same however Unicode writes it, with or without what nobody sees in it, whichever dash and however many blanks
-- are typed.
CREATE OR REPLACE FUNCTION plain_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(regexp_replace(regexp_replace(normalize(value, NFKC),
    '[\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]', '', 'g'),
    '[\u02d7\u058a\u05be\u1400\u1806\u2010-\u2015\u2043\u2212\u2796\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d\u301c\u3030\u30a0\U00010d6e\U00010ead]', '-', 'g'),
    '[\u0001-\u0020\u007f-\u00a0\u1680\u2028\u2029]+', ' ', 'g'))
$$;

DO $$
DECLARE
  repeated uuid[];
  said text;
  kept_apart text;
BEGIN
  -- What was entered twice before they counted as the same stays; it is left out of the index by name, and reported.
  SELECT array_agg(id ORDER BY id), string_agg(format('%s (%s)', number, id), ', ' ORDER BY id) INTO repeated, said FROM (
    SELECT id, number, row_number() OVER (PARTITION BY customer_id, lower(plain_text(number)) ORDER BY created_at, id) AS nth
    FROM cpo WHERE status <> 'CANCELLED') AS known WHERE nth > 1;
  kept_apart := CASE WHEN repeated IS NULL THEN '' ELSE format(' AND id <> ALL (%L::uuid[])', repeated) END;
  IF repeated IS NOT NULL THEN
    RAISE WARNING 'purchase orders that repeat another number of their customer are kept: %', said;
  END IF;
  EXECUTE 'CREATE UNIQUE INDEX cpo_number_key ON cpo (customer_id, lower(plain_text(number))) WHERE status <> ''CANCELLED''' || kept_apart;

  -- A VAT number without a letter or digit, which is refused now, is nobody's.
  SELECT array_agg(id ORDER BY id), string_agg(format('%s (%s)', vat_number, id), ', ' ORDER BY id) INTO repeated, said FROM (
    SELECT id, vat_number, row_number() OVER (PARTITION BY identifier(vat_number) ORDER BY created_at, id) AS nth
    FROM customer WHERE identifier(vat_number) <> '') AS known WHERE nth > 1;
  kept_apart := CASE WHEN repeated IS NULL THEN '' ELSE format(' AND id <> ALL (%L::uuid[])', repeated) END;
  IF repeated IS NOT NULL THEN
    RAISE WARNING 'customers that repeat the VAT number of another are kept: %', said;
  END IF;
  EXECUTE 'CREATE UNIQUE INDEX customer_vat_number_key ON customer (identifier(vat_number)) WHERE identifier(vat_number) <> ''''' || kept_apart;
END
$$;
