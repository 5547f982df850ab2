-- Who did what to an order and why; since when it waits for direction.

ALTER TABLE cpo_version ADD COLUMN created_by_name text, ADD COLUMN decided_by_name text;
DROP TRIGGER cpo_version_frozen ON cpo_version;
CREATE TRIGGER cpo_version_frozen BEFORE UPDATE OR DELETE ON cpo_version FOR EACH ROW
  EXECUTE FUNCTION cpo_version_frozen('status', 'decided_at', 'decided_by', 'decided_by_name', 'decision_reason');

ALTER TABLE cpo
  ADD COLUMN mismatch_reported_by uuid,
  ADD COLUMN mismatch_reported_by_name text,
  ADD COLUMN mismatch_reported_at timestamptz(3),
  ADD COLUMN mismatch_report_reason text,
  ADD COLUMN mismatch_decided_by_name text,
  ADD COLUMN waiting_since timestamptz(3);
UPDATE cpo SET waiting_since = updated_at WHERE status = 'DIRECTION_PENDING';
UPDATE cpo SET mismatch_report_reason = mismatch_reason WHERE mismatch_status = 'REPORTED';
ALTER TABLE cpo ADD CONSTRAINT cpo_waits_since CHECK ((status = 'DIRECTION_PENDING') = (waiting_since IS NOT NULL));
CREATE INDEX cpo_waiting ON cpo (waiting_since, id) WHERE status = 'DIRECTION_PENDING';
CREATE INDEX cpo_by_mismatch ON cpo (mismatch_status, document_date, id) WHERE mismatch_status IS NOT NULL;

CREATE TABLE cpo_change (
  cpo_id           uuid NOT NULL REFERENCES cpo,
  -- The version of the order (not of its amount) that the change made.
  no               integer NOT NULL CHECK (no >= 1),
  action           text NOT NULL,
  changed_at       timestamptz(3) NOT NULL,
  -- NULL: it followed by itself.
  changed_by       uuid,
  changed_by_name  text,
  reason           text,
  version_no       integer,
  amount_minor     bigint,
  difference_minor bigint,
  PRIMARY KEY (cpo_id, no)
);
-- What the versions still say of the time before this table.
INSERT INTO cpo_change (cpo_id, no, action, changed_at, changed_by, reason, version_no, amount_minor)
SELECT cpo_id, row_number() OVER (PARTITION BY cpo_id ORDER BY changed_at, version_no, step), action, changed_at, changed_by, reason, version_no, amount_minor
FROM (
  SELECT cpo_id, 0 AS step, CASE no WHEN 1 THEN 'entered' ELSE 'version-created' END AS action, created_at AS changed_at,
    created_by AS changed_by, reason, no AS version_no, amount_minor
  FROM cpo_version
  UNION ALL
  SELECT cpo_id, 1, CASE status WHEN 'APPROVED' THEN 'version-approved' ELSE 'version-rejected' END, decided_at, decided_by,
    decision_reason, no, amount_minor
  FROM cpo_version WHERE no > 1 AND decided_at IS NOT NULL
) AS known;
CREATE TRIGGER cpo_change_kept BEFORE UPDATE OR DELETE ON cpo_change FOR EACH ROW EXECUTE FUNCTION refuse_frozen();
