-- What is to be handed over.
CREATE TABLE deliverable (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  project_id uuid NOT NULL,
  name text NOT NULL,
  description text,
  due_date date,
  status text NOT NULL DEFAULT 'INITIAL',
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT deliverable_project_id_fkey FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT deliverable_status_check CHECK (status IN ('INITIAL', 'READY', 'DELIVERED', 'CANCELLED'))
);
CREATE INDEX deliverable_by_project ON deliverable (project_id, id);

-- A budget is a tree. Amounts are in the project's currency, which is why no currency stands here: none could differ.
CREATE TABLE budget_node (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  project_id uuid NOT NULL,
  -- never changes, so that there can be no cycle
  parent_id uuid,
  depth smallint NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  amount_minor bigint NOT NULL,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT budget_node_identity_key UNIQUE (id, project_id),
  CONSTRAINT budget_node_code_key UNIQUE (project_id, code),
  CONSTRAINT budget_node_project_id_fkey FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT budget_node_parent_fkey FOREIGN KEY (parent_id, project_id) REFERENCES budget_node (id, project_id),
  CONSTRAINT budget_node_depth_check CHECK (depth BETWEEN 1 AND 8 AND (depth = 1) = (parent_id IS NULL)),
  CONSTRAINT budget_node_amount_check CHECK (amount_minor >= 0)
);
CREATE INDEX budget_node_by_parent ON budget_node (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE expense (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  project_id uuid NOT NULL,
  kind text NOT NULL,
  description text NOT NULL,
  -- in the project's currency
  amount_minor bigint NOT NULL,
  expense_date date NOT NULL,
  budget_node_id uuid,
  status text NOT NULL DEFAULT 'RECORDED',
  recorded_by uuid,
  recorded_by_name text NOT NULL,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz(3),
  reason text,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT expense_project_id_fkey FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT expense_budget_node_fkey FOREIGN KEY (budget_node_id, project_id) REFERENCES budget_node (id, project_id),
  CONSTRAINT expense_kind_check CHECK (kind IN ('REFUND', 'LOGISTICS', 'PURCHASE')),
  CONSTRAINT expense_amount_check CHECK (amount_minor > 0),
  CONSTRAINT expense_status_check CHECK (status IN ('RECORDED', 'SETTLED', 'REJECTED')),
  CONSTRAINT expense_decision_check CHECK ((status = 'RECORDED') = (decided_at IS NULL) AND (status = 'REJECTED') = (reason IS NOT NULL))
);
CREATE INDEX expense_by_date ON expense (project_id, expense_date, id);
-- What was spent on each node is added up from this index alone.
CREATE INDEX expense_use ON expense (project_id, budget_node_id, status) INCLUDE (amount_minor);
CREATE INDEX expense_undecided ON expense (project_id, id) WHERE status = 'RECORDED';

-- Each threshold is said once; the unique index is what makes it so.
CREATE TABLE budget_threshold (
  id uuid PRIMARY KEY,
  project_id uuid NOT NULL,
  -- null: the project's whole budget
  node_id uuid,
  percent smallint NOT NULL,
  passed_at timestamptz(3) NOT NULL,
  CONSTRAINT budget_threshold_project_id_fkey FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT budget_threshold_node_fkey FOREIGN KEY (node_id, project_id) REFERENCES budget_node (id, project_id) ON DELETE CASCADE,
  CONSTRAINT budget_threshold_percent_check CHECK (percent IN (80, 100))
);
CREATE UNIQUE INDEX budget_threshold_once
  ON budget_threshold (project_id, percent, coalesce(node_id, '00000000-0000-0000-0000-000000000000'));
CREATE INDEX budget_threshold_by_node ON budget_threshold (node_id) WHERE node_id IS NOT NULL;

CREATE TABLE time_entry (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  project_id uuid NOT NULL,
  user_id uuid NOT NULL,
  user_name text NOT NULL,
  entry_date date NOT NULL,
  -- of an hour
  quarters smallint NOT NULL,
  description text NOT NULL,
  task_type text,
  billable boolean NOT NULL,
  status text NOT NULL DEFAULT 'DRAFT',
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz(3),
  reason text,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT time_entry_project_id_fkey FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT time_entry_quarters_check CHECK (quarters BETWEEN 1 AND 96),
  CONSTRAINT time_entry_status_check CHECK (status IN ('DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED')),
  CONSTRAINT time_entry_decision_check
    CHECK ((status IN ('APPROVED', 'REJECTED')) = (decided_at IS NOT NULL) AND (status = 'REJECTED') = (reason IS NOT NULL))
);
CREATE INDEX time_entry_by_date ON time_entry (project_id, entry_date, id);
CREATE INDEX time_entry_by_person ON time_entry (project_id, user_id, entry_date, id);
CREATE INDEX time_entry_open ON time_entry (project_id, id) WHERE status IN ('DRAFT', 'SUBMITTED');

-- The hours of a person on a day, over all projects. Projects are locked one by one, so it is this row's lock that makes
-- entries of one person and day wait for each other, and its check that keeps the day at 24 hours.
CREATE TABLE person_day (
  user_id uuid NOT NULL,
  day date NOT NULL,
  quarters smallint NOT NULL,
  PRIMARY KEY (user_id, day),
  CONSTRAINT person_day_hours_check CHECK (quarters BETWEEN 0 AND 96)
);
CREATE FUNCTION count_person_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE person_day SET quarters = quarters - OLD.quarters WHERE user_id = OLD.user_id AND day = OLD.entry_date;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO person_day AS d (user_id, day, quarters) VALUES (NEW.user_id, NEW.entry_date, NEW.quarters)
    ON CONFLICT (user_id, day) DO UPDATE SET quarters = d.quarters + EXCLUDED.quarters;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER time_entry_person_day AFTER INSERT OR DELETE OR UPDATE OF user_id, entry_date, quarters ON time_entry
  FOR EACH ROW EXECUTE FUNCTION count_person_day();

-- Every project has the same completion checklist from its first moment on, whoever inserts it; those that are there get it now.
CREATE TABLE checklist_item (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  project_id uuid NOT NULL,
  no smallint NOT NULL,
  code text NOT NULL,
  text text NOT NULL,
  done boolean NOT NULL DEFAULT false,
  done_by uuid,
  done_by_name text,
  done_at timestamptz(3),
  CONSTRAINT checklist_item_code_key UNIQUE (project_id, code),
  CONSTRAINT checklist_item_project_id_fkey FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT checklist_item_done_check CHECK (done = (done_at IS NOT NULL) AND done = (done_by_name IS NOT NULL))
);
CREATE FUNCTION checklist_lines() RETURNS TABLE (no smallint, code text, text text) LANGUAGE sql IMMUTABLE AS $$
  VALUES (1::smallint, 'deliverables-accepted', 'All deliverables are completed, and the client has accepted them'),
         (2::smallint, 'issues-resolved', 'Outstanding issues are resolved or documented'),
         (3::smallint, 'client-sign-off', 'The client has signed off')
$$;
CREATE FUNCTION give_checklist() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO checklist_item (id, project_id, no, code, text)
  SELECT gen_random_uuid(), p.id, l.no, l.code, l.text FROM made p, checklist_lines() l;
  RETURN NULL;
END $$;
CREATE TRIGGER project_checklist AFTER INSERT ON project REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION give_checklist();
INSERT INTO checklist_item (id, project_id, no, code, text)
SELECT gen_random_uuid(), p.id, l.no, l.code, l.text FROM project p, checklist_lines() l;
