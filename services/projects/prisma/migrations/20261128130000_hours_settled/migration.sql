-- What becomes of approved billable hours that the product does not invoice itself. Existing hours are not marked.
ALTER TABLE time_entry
  ADD COLUMN settled_as text,
  ADD COLUMN settled_reason text,
  ADD COLUMN settled_by uuid,
  ADD COLUMN settled_by_name text,
  ADD COLUMN settled_at timestamptz(3),
  ADD CONSTRAINT time_entry_settled_as_check CHECK (settled_as IN ('INVOICED_ELSEWHERE', 'WRITTEN_OFF')),
  ADD CONSTRAINT time_entry_settled_check
    CHECK (settled_as IS NULL OR status = 'APPROVED' AND billable),
  ADD CONSTRAINT time_entry_settled_whole_check
    CHECK (num_nulls(settled_as, settled_reason, settled_by_name, settled_at) IN (0, 4) AND (settled_as IS NOT NULL OR settled_by IS NULL));

-- What keeps time and materials from being finalized is added up without reading the rest.
CREATE INDEX time_entry_unbilled ON time_entry (project_id) INCLUDE (quarters)
  WHERE status = 'APPROVED' AND billable AND settled_as IS NULL;
