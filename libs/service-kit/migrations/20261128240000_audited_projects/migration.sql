-- Audit lines name the project that their record belongs to, so that all that happened to a project is found by its id.
-- Lines from before stay as they are: they are evidence.
ALTER TABLE kit.audit_log ADD COLUMN project_id text;
CREATE INDEX audit_log_by_project ON kit.audit_log (project_id, id) WHERE project_id IS NOT NULL;
