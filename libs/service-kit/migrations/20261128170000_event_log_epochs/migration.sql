-- One of the kit's migrations; every service carries an identical copy, and a test compares them.
--
-- A database that comes back from its backup knows nothing of what it said since. Its positions and numbers have been
-- seen by others, who would take what it says next for what they know already. Logs therefore have epochs, services
-- remember how far they have seen each other's logs, and one whose log ends before that writes nothing until an
-- operator begins a new epoch above it.

-- The epochs of this service's own log. Positions go on over all of them.
CREATE TABLE kit.log_epoch (
  epoch uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  first_position bigint NOT NULL UNIQUE CHECK (first_position > 0),
  started_at timestamptz NOT NULL DEFAULT now(),
  reason text NOT NULL
);
INSERT INTO kit.log_epoch (first_position, reason) VALUES (1, 'the beginning');

-- Whether this log may go on. One row.
CREATE TABLE kit.log_state (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  -- Of the database in which it was last found in order; a restored or moved one has another.
  identity text,
  -- Since when others are known to have seen more than there is; null while all is well.
  restored_at timestamptz
);
INSERT INTO kit.log_state DEFAULT VALUES;

-- How far this service has seen the logs of the others, as a witness for them.
CREATE TABLE kit.seen (
  source text NOT NULL,
  epoch uuid NOT NULL,
  position bigint NOT NULL,
  event_id uuid NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (source, epoch)
);

-- Events of this service's that a backup did not hold, as the public feed has them. They are not said again.
CREATE TABLE kit.lost_event (
  position bigint PRIMARY KEY,
  event_id uuid NOT NULL,
  type text NOT NULL,
  subject text NOT NULL,
  aggregate_version integer NOT NULL,
  time timestamptz NOT NULL,
  data jsonb NOT NULL,
  found_at timestamptz NOT NULL DEFAULT now()
);

-- The code refuses first and says why; this is for everything that does not ask.
CREATE FUNCTION kit.log_may_go_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM kit.log_state WHERE restored_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the database was restored: others have seen more of this log than there is' USING ERRCODE = 'CL503';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER event_log_may_go_on BEFORE INSERT ON kit.event_log FOR EACH STATEMENT EXECUTE FUNCTION kit.log_may_go_on();
CREATE TRIGGER event_position_may_go_on BEFORE INSERT ON kit.event_position FOR EACH STATEMENT EXECUTE FUNCTION kit.log_may_go_on();

-- A relay that does not know of a new epoch yet must not go on with positions below it.
CREATE FUNCTION kit.positions_in_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT min(position) FROM given) < (SELECT max(first_position) FROM kit.log_epoch) THEN
    RAISE EXCEPTION 'these positions belong to an epoch that has ended' USING ERRCODE = 'CL503';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER event_position_in_epoch AFTER INSERT ON kit.event_position REFERENCING NEW TABLE AS given
  FOR EACH STATEMENT EXECUTE FUNCTION kit.positions_in_epoch();
