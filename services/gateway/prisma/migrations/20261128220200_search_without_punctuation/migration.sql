-- A search word means the same with and without punctuation.

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

ALTER TABLE app_user DROP COLUMN search_text, ADD COLUMN search_text text GENERATED ALWAYS AS (' ' || searchable(name || ' ' || email || ' ' || email_key)) STORED;
ALTER TABLE api_key DROP COLUMN search_text, ADD COLUMN search_text text GENERATED ALWAYS AS (' ' || searchable(name)) STORED;
