-- What the dashboard counts and adds up. Each is read from an index of what is open, however much is closed.

-- How many lines of the completion checklist are not ticked: so that what is ready to be closed is found without a look at
-- the lines of every active project. Kept under the lock of the project's row, which every tick holds.
ALTER TABLE project ADD COLUMN checklist_open smallint NOT NULL DEFAULT 3;
UPDATE project p SET checklist_open = open.lines
FROM (SELECT project_id, count(*) FILTER (WHERE NOT done) AS lines FROM checklist_item GROUP BY project_id) open
WHERE open.project_id = p.id AND open.lines <> p.checklist_open;
CREATE FUNCTION count_open_checklist() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE project SET checklist_open = checklist_open + CASE WHEN NEW.done THEN -1 ELSE 1 END WHERE id = NEW.project_id;
  RETURN NULL;
END $$;
CREATE TRIGGER checklist_item_open AFTER UPDATE OF done ON checklist_item
  FOR EACH ROW WHEN (OLD.done <> NEW.done) EXECUTE FUNCTION count_open_checklist();
CREATE INDEX project_ticked_off ON project (id) WHERE status = 'ACTIVE' AND checklist_open = 0;

CREATE INDEX project_to_finalize ON project (id) WHERE status = 'TECHNICALLY_CLOSED' AND closure_id IS NULL;

CREATE INDEX project_shown_by_status ON project (status, customer_id) WHERE NOT archived;
-- Projects that are not over, by themselves and by those who run them: few, beside all that ever were.
CREATE INDEX project_not_over ON project (id) INCLUDE (customer_id, currency, status) WHERE status IN ('ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED');
CREATE INDEX project_not_over_by_manager ON project (project_manager_id) INCLUDE (id)
  WHERE project_manager_id IS NOT NULL AND status IN ('ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED');
CREATE INDEX project_not_over_by_technical_manager ON project (technical_manager_id) INCLUDE (id)
  WHERE technical_manager_id IS NOT NULL AND status IN ('ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED');
CREATE INDEX customer_restricted ON customer (security_level, id) WHERE security_level > 0;
CREATE INDEX milestone_unpaid ON milestone (due_date) INCLUDE (project_id, currency, expected_minor, received_minor)
  WHERE due_date IS NOT NULL AND removed_at IS NULL AND status <> 'PAID';
CREATE INDEX time_entry_submitted ON time_entry (project_id) INCLUDE (user_id, quarters, entry_date) WHERE status = 'SUBMITTED';
CREATE INDEX time_entry_to_submit ON time_entry (user_id) WHERE status IN ('DRAFT', 'REJECTED');
CREATE INDEX financial_closure_rejected ON financial_closure (project_id, requested_at) WHERE status = 'REJECTED';
