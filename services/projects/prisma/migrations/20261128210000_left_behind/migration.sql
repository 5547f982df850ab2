-- Who left a team sees the project as long as hours or expenses of theirs wait there: found by person.
CREATE INDEX time_entry_of_writer ON time_entry (user_id) INCLUDE (project_id) WHERE status IN ('DRAFT', 'SUBMITTED', 'REJECTED');
CREATE INDEX expense_of_writer ON expense (recorded_by) INCLUDE (project_id) WHERE status = 'RECORDED' AND recorded_by IS NOT NULL;
