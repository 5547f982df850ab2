-- Any part of a project's number is found. What is searched of titles and names is now the same as in the other services: marks that
-- make another letter (as in Japanese and Hindi) stay.
DO $$
BEGIN
  CREATE INDEX project_number_search ON project USING gin (number gin_trgm_ops) WITH (fastupdate = off);
EXCEPTION WHEN undefined_object THEN
  RAISE NOTICE 'pg_trgm is not available: project numbers are searched without an index';
END
$$;

DO $$
DECLARE
  -- ICU knows the letters of all languages, whatever the locale of the database is.
  lower_case text := CASE WHEN EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu' AND collencoding IN (-1, pg_char_to_encoding('UTF8')))
    THEN 'lower(plain COLLATE "und-x-icu")' ELSE 'lower(plain)' END;
BEGIN
  EXECUTE format($create$
    CREATE FUNCTION pg_temp.searchable(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $body$
      SELECT btrim(regexp_replace(replace(replace(%s, 'ß', 'ss'), 'ς', 'σ'), '[\u0001-\u0020\u007f-\u00a0\u1680\u2028\u2029]+', ' ', 'g'))
      FROM (SELECT regexp_replace(normalize(value, NFKD),
        '[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u034f\u061c\ufe00-\ufe0f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]',
        '', 'g') AS plain) AS without_marks
    $body$ $create$, lower_case);
END
$$;

UPDATE project SET title_search = left(pg_temp.searchable(title), 200)
  WHERE title ~ '[^\u0001-\u024f]' AND title_search <> left(pg_temp.searchable(title), 200);
UPDATE customer SET name_search = pg_temp.searchable(name)
  WHERE name ~ '[^\u0001-\u024f]' AND name_search <> pg_temp.searchable(name);
UPDATE project p SET customer_search = c.name_search
  FROM customer c WHERE c.id = p.customer_id AND p.customer_search <> c.name_search;
