-- :count projects of :count / 50 customers over eleven years, as a consulting house would have them: the old ones mostly closed,
-- titles of common, less common and rare words. Straight into the tables, in the order in which they were created.
INSERT INTO customer (id, version, name, name_search, status, security_level, contact_searched)
SELECT gen_random_uuid(), 1, initcap(x.name), x.name, 'ACTIVE', CASE WHEN i % 100 = 0 THEN 5 ELSE 0 END, true
FROM generate_series(1, greatest(20, :count / 50)) AS i,
  LATERAL (SELECT abs(hashint8(i)::bigint) AS a, abs(hashint8(i::bigint * 104729)::bigint) AS b) AS h,
  LATERAL (SELECT string_agg(substr('bcdfghjklmnprstvwz', (1 + k % 18)::int, 1) || substr('aeiou', (1 + k / 18 % 5)::int, 1)
      || substr('lnrstkm', (1 + k / 90 % 7)::int, 1), '') || ' ' || (ARRAY['gmbh','ltd','ag','inc','sarl','oy','bv','kft'])[1 + i % 8] AS name
    FROM unnest(ARRAY[h.a % 630, h.b % 630]) AS k) AS x;

-- A million rows are sooner there without the indexes, and nobody looks at the checklists of these.
ALTER TABLE project DISABLE TRIGGER project_checklist;
CREATE TEMPORARY TABLE dropped_index AS
SELECT indexname AS name, indexdef AS definition FROM pg_indexes
WHERE tablename = 'project' AND indexname NOT IN (SELECT conname FROM pg_constraint);
DO $$ DECLARE index record; BEGIN
  FOR index IN SELECT * FROM dropped_index LOOP EXECUTE format('DROP INDEX %I', index.name); END LOOP;
END $$;

WITH words AS (SELECT
  ARRAY['migration','implementation','relaunch','audit','maintenance','training','integration','assessment','rollout','upgrade',
        'redesign','optimisation','consolidation','research','prototype','support','review','automation','analysis','setup'] AS activity,
  ARRAY['billing platform','warehouse system','customer portal','intranet','payroll','data warehouse','mobile app','web shop','network',
        'telephony','security concept','document archive','reporting','identity management','production line','booking engine',
        'field service','contact centre','procurement','treasury','fleet tracking','energy dashboard','laboratory software','tax engine',
        'risk register','ticketing','backup site','cloud landing zone','access control','quality handbook'] AS subject,
  ARRAY['north','south','east','west','harbour','airport','campus','headquarters','phase one','phase two','pilot','branch offices'] AS place),
customers AS (SELECT id, name_search, row_number() OVER (ORDER BY name_search, id) - 1 AS c FROM customer),
numbered AS (
  SELECT i, 2016 + ((i - 1)::bigint * 11 / :count)::int AS year, abs(hashint8(i)::bigint) AS h, abs(hashint8(i::bigint * 7919)::bigint) AS g FROM generate_series(1, :count) AS i
), counted AS (
  SELECT *, row_number() OVER (PARTITION BY year ORDER BY i) AS no FROM numbered
), made AS (
  SELECT counted.*, h % greatest(20, :count / 50) AS c,
    words.activity[1 + h % 20] || ' ' || words.subject[1 + g % 30] || ' ' || words.place[1 + (h / 20) % 12] || ' lot ' || (g / 30) % 90000 AS title,
    CASE WHEN i > :count * 0.85 THEN (ARRAY['ACTIVE','ACTIVE','ACTIVE','ACTIVE','ACTIVE','ACTIVE','ON_HOLD','TECHNICALLY_CLOSED','FINALIZED','CANCELLED'])[1 + g % 10]
         ELSE (ARRAY['FINALIZED','FINALIZED','FINALIZED','FINALIZED','FINALIZED','FINALIZED','FINALIZED','FINALIZED','CANCELLED','ACTIVE'])[1 + g % 10] END AS status
  FROM counted, words
)
INSERT INTO project (id, number, number_order, status, archived, customer_id, currency, title, budget_minor, start_date, project_manager_id,
  technical_manager_id, created_at, updated_at, milestones_expected_minor, milestone_count, received_minor, invoiced_minor, next_due_date, title_search, customer_search)
SELECT gen_random_uuid(), 'PRJ-' || year || '-' || lpad(no::text, greatest(4, length(no::text)), '0'), year * 1000000000::bigint + no, status,
  status IN ('FINALIZED', 'CANCELLED') AND g % 3 = 0, customers.id, 'EUR', initcap(title), 100 * (g % 100000), make_date(year, 1, 1),
  ('00000000-0000-7000-8000-' || lpad((1 + g % 200)::text, 12, '0'))::uuid, CASE WHEN h % 2 = 0 THEN ('00000000-0000-7000-8000-' || lpad((1 + h / 2 % 200)::text, 12, '0'))::uuid END,
  make_timestamptz(year, 1, 1, 0, 0, 0) + no * interval '250 seconds', now(), 100 * (g % 100000), 4, 50 * (g % 100000), 60 * (g % 100000),
  CASE WHEN status IN ('ACTIVE', 'ON_HOLD') THEN DATE '2026-03-01' + (h % 400 - 100)::int END, title, customers.name_search
FROM made JOIN customers USING (c)
ORDER BY i;

DO $$ DECLARE index record; BEGIN
  FOR index IN SELECT * FROM dropped_index LOOP EXECUTE index.definition; END LOOP;
END $$;
DROP TABLE dropped_index;
ALTER TABLE project ENABLE TRIGGER project_checklist;
ANALYZE customer;
ANALYZE project;
