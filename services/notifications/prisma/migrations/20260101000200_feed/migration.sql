-- The public feed: every event of every service, in one dense order of its own, kept for ever.
--
-- A unique index of a partitioned table cannot go across its partitions, so density and uniqueness rest on
-- feed_head: whoever appends locks its one row, takes the next positions, and holds the lock until commit.
-- Positions therefore become visible in their order, and a reader that remembers the last one misses nothing.

CREATE TABLE feed_head (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  position bigint NOT NULL DEFAULT 0,
  -- Never goes back, also when the clock does: so months hold consecutive positions.
  month date NOT NULL DEFAULT '-infinity'
);
INSERT INTO feed_head DEFAULT VALUES;

CREATE TABLE feed_event (
  -- The first day of the month (UTC) in which the event was appended.
  month date NOT NULL,
  position bigint NOT NULL,
  source text NOT NULL,
  source_position bigint NOT NULL,
  event_id uuid NOT NULL,
  type text NOT NULL,
  subject text NOT NULL,
  time timestamptz(3) NOT NULL,
  aggregate_version integer NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (month, position),
  CONSTRAINT feed_event_once UNIQUE (month, source, source_position)
) PARTITION BY RANGE (month);

-- Where each month begins, so that a reader opens no partition in vain.
CREATE TABLE feed_month (
  month date PRIMARY KEY,
  first_position bigint NOT NULL UNIQUE
);

-- Makes the partitions of a month and of `ahead` months after it, as far as they are missing.
CREATE FUNCTION feed_partitions(first_month date, ahead integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  start date;
BEGIN
  FOR i IN 0..ahead LOOP
    start := (date_trunc('month', first_month::timestamp) + make_interval(months => i))::date;
    IF to_regclass(format('feed_event_%s', to_char(start, 'YYYY_MM'))) IS NULL THEN
      -- Two replicas may come here at once; the one that waits finds the table there.
      PERFORM pg_advisory_xact_lock(hashtext('feed_partitions'));
      EXECUTE format(
        'CREATE TABLE IF NOT EXISTS feed_event_%s PARTITION OF feed_event FOR VALUES FROM (%L) TO (%L)',
        to_char(start, 'YYYY_MM'), start, (start + interval '1 month')::date
      );
    END IF;
  END LOOP;
END $$;

SELECT feed_partitions((now() AT TIME ZONE 'UTC')::date, 2);
