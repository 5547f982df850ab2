-- A phase of work. Every write holds the lock of its project's row.
CREATE TABLE stage (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  project_id uuid NOT NULL,
  name text NOT NULL,
  description text,
  -- its place in the order of the stages
  place integer NOT NULL,
  due_date date,
  weight integer NOT NULL DEFAULT 1,
  completion smallint NOT NULL DEFAULT 0,
  -- the due dates of which it was said that they passed: once for each, also when a date comes back
  overdue_said date[] NOT NULL DEFAULT '{}',
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT stage_project_id_fkey FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT stage_identity_key UNIQUE (id, project_id),
  -- Checked at the end of each statement: one that moves several stages passes through places that are taken.
  CONSTRAINT stage_place_key UNIQUE (project_id, place) DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT stage_place_check CHECK (place >= 0),
  CONSTRAINT stage_weight_check CHECK (weight BETWEEN 1 AND 1000),
  CONSTRAINT stage_completion_check CHECK (completion BETWEEN 0 AND 100)
) WITH (fillfactor = 85);
CREATE INDEX stage_overdue ON stage (due_date, id)
  WHERE due_date IS NOT NULL AND completion < 100 AND due_date <> ALL (overdue_said);

-- Which stages a stage waits for. Both are of one project; a stage that others wait for cannot be deleted. That
-- no stage waits for itself in a circle is decided under the project's lock.
CREATE TABLE stage_dependency (
  project_id uuid NOT NULL,
  stage_id uuid NOT NULL,
  depends_on uuid NOT NULL,
  PRIMARY KEY (stage_id, depends_on),
  CONSTRAINT stage_dependency_stage_fkey FOREIGN KEY (stage_id, project_id) REFERENCES stage (id, project_id) ON DELETE CASCADE,
  CONSTRAINT stage_dependency_depends_on_fkey FOREIGN KEY (depends_on, project_id) REFERENCES stage (id, project_id),
  CONSTRAINT stage_dependency_check CHECK (stage_id <> depends_on)
);
CREATE INDEX stage_dependency_by_prerequisite ON stage_dependency (depends_on);

ALTER TABLE milestone
  -- when its payment was requested, which happens once, however often its stage is completed
  ADD COLUMN payment_requested_at timestamptz(3),
  ADD COLUMN overdue_said date[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT milestone_stage_fkey FOREIGN KEY (stage_id, project_id) REFERENCES stage (id, project_id);
CREATE INDEX milestone_by_stage ON milestone (stage_id) WHERE stage_id IS NOT NULL;
CREATE INDEX milestone_overdue ON milestone (due_date, id)
  WHERE due_date IS NOT NULL AND removed_at IS NULL AND status <> 'PAID' AND due_date <> ALL (overdue_said);

-- The mean of the stages' completion by weight, in hundredths of a per cent, kept under the lock of this row.
ALTER TABLE project
  ADD COLUMN completion_hundredths smallint NOT NULL DEFAULT 0,
  ADD CONSTRAINT project_completion_check CHECK (completion_hundredths BETWEEN 0 AND 10000);

-- Replica of the gateway's users: what projects need of them. The newest version wins.
CREATE TABLE person (
  id uuid PRIMARY KEY,
  version integer NOT NULL,
  name text NOT NULL,
  active boolean NOT NULL,
  clearance integer NOT NULL
);

-- Who is on a project, besides those who run it.
CREATE TABLE team_member (
  project_id uuid NOT NULL,
  user_id uuid NOT NULL,
  role text,
  assigned_at timestamptz(3) NOT NULL,
  assigned_by uuid,
  PRIMARY KEY (project_id, user_id),
  CONSTRAINT team_member_project_id_fkey FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT team_member_user_id_fkey FOREIGN KEY (user_id) REFERENCES person (id)
);
CREATE INDEX team_member_by_user ON team_member (user_id, project_id);
