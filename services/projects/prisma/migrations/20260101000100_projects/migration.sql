-- Trigrams: the search of the project list looks for parts of words.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Replica of billing's customers: what projects need of them. The newest version wins.
CREATE TABLE customer (
  id uuid PRIMARY KEY,
  version integer NOT NULL,
  name text NOT NULL,
  -- the name as it is searched for: lower case, without accents
  name_search text NOT NULL,
  status text NOT NULL,
  security_level smallint NOT NULL
);

-- The last number given in each year. One row for a year: its lock is what makes numbers consecutive.
CREATE TABLE project_counter (
  year integer PRIMARY KEY,
  last integer NOT NULL
);

CREATE TABLE project (
  id uuid PRIMARY KEY,
  -- year × 10^9 + count: sorts as people expect, also past 9999, which the text does not
  number_order bigint NOT NULL,
  customer_id uuid NOT NULL,
  archived boolean NOT NULL DEFAULT false,
  -- What a search reads: the count of the number (its year is looked for by number_order), title and customer. Every word follows a blank, so that short words can be looked for by their beginning. Up here,
  -- because to get at a column PostgreSQL walks over all before it, and a search for a common word reads many rows.
  search text GENERATED ALWAYS AS (' ' || split_part(number, '-', 3) || ' ' || title_search || ' ' || customer_search) STORED,
  version integer NOT NULL DEFAULT 1,
  number text NOT NULL,
  status text NOT NULL DEFAULT 'ACTIVE',
  currency char(3) NOT NULL,
  title text NOT NULL,
  description text,
  budget_minor bigint NOT NULL,
  start_date date NOT NULL,
  end_date date,
  type text,
  revenue_model text,
  project_manager_id uuid,
  technical_manager_id uuid,
  business_unit_id text,
  legal_entity_id text,
  hourly_rate_minor bigint,
  internal_notes text,
  created_at timestamptz(3) NOT NULL,
  created_by uuid,
  updated_at timestamptz(3) NOT NULL,
  -- the number that the newest PROGRESS milestone got; numbers are not used twice
  last_progress_no integer NOT NULL DEFAULT 0,
  -- Sums of this project's milestones and documents, kept under the lock of this row, so that a list shows
  -- amounts without adding up anything.
  milestones_expected_minor bigint NOT NULL DEFAULT 0,
  milestone_count integer NOT NULL DEFAULT 0,
  received_minor bigint NOT NULL DEFAULT 0,
  invoiced_minor bigint NOT NULL DEFAULT 0,
  -- the earliest due date of a milestone that is not paid
  next_due_date date,
  title_search text NOT NULL,
  customer_search text NOT NULL,
  CONSTRAINT project_number_key UNIQUE (number),
  CONSTRAINT project_number_order_key UNIQUE (number_order),
  -- what a milestone refers to: it has its project's customer and currency
  CONSTRAINT project_identity_key UNIQUE (id, customer_id, currency),
  CONSTRAINT project_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer (id),
  CONSTRAINT project_status_check CHECK (status IN ('ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED', 'FINALIZED', 'CANCELLED')),
  CONSTRAINT project_archived_check CHECK (NOT archived OR status IN ('FINALIZED', 'CANCELLED')),
  CONSTRAINT project_dates_check CHECK (end_date >= start_date),
  CONSTRAINT project_amounts_check CHECK (budget_minor >= 0 AND hourly_rate_minor >= 0)
) WITH (fillfactor = 85); -- room on the page: a change of sums then touches no index

-- Lists: each sort order of what is not archived, and each filter in the order that lists have by default.
CREATE INDEX project_open_by_number ON project (number_order) WHERE NOT archived;
CREATE INDEX project_open_by_creation ON project (created_at, id) WHERE NOT archived;
CREATE INDEX project_open_by_title ON project (title_search COLLATE "C", id) WHERE NOT archived;
CREATE INDEX project_archived_by_number ON project (number_order) WHERE archived;
CREATE INDEX project_by_creation ON project (created_at, id);
CREATE INDEX project_by_title ON project (title_search COLLATE "C", id);
CREATE INDEX project_by_status ON project (status, number_order);
CREATE INDEX project_by_customer ON project (customer_id, number_order);
CREATE INDEX project_by_manager ON project (project_manager_id, number_order) WHERE project_manager_id IS NOT NULL;
CREATE INDEX project_by_technical_manager ON project (technical_manager_id, number_order) WHERE technical_manager_id IS NOT NULL;
CREATE INDEX project_by_due_date ON project (next_due_date) WHERE next_due_date IS NOT NULL;
-- Without a pending list: one would have to be read through by every search after a burst of new projects.
CREATE INDEX project_search ON project USING gin (search gin_trgm_ops) WITH (fastupdate = off);
-- How often a word occurs decides between the search index and the list's own order; a hundred samples are too few.
ALTER TABLE project ALTER COLUMN search SET STATISTICS 1000;

CREATE TABLE milestone (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  project_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  currency char(3) NOT NULL,
  type text NOT NULL,
  no integer,
  label text NOT NULL,
  expected_minor bigint NOT NULL,
  stage_id uuid,
  due_date date,
  -- derived from the replica of documents, never set otherwise
  received_minor bigint NOT NULL DEFAULT 0,
  status text NOT NULL DEFAULT 'PLANNED',
  paid_date date,
  removed_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT milestone_identity_key UNIQUE (id, project_id),
  CONSTRAINT milestone_project_fkey FOREIGN KEY (project_id, customer_id, currency) REFERENCES project (id, customer_id, currency),
  CONSTRAINT milestone_type_check CHECK (type IN ('ADVANCE', 'PROGRESS', 'FINAL')),
  CONSTRAINT milestone_no_check CHECK ((type = 'PROGRESS') = (no IS NOT NULL) AND no > 0),
  CONSTRAINT milestone_expected_check CHECK (expected_minor > 0),
  CONSTRAINT milestone_status_check CHECK (status IN ('PLANNED', 'INVOICED', 'PARTIALLY_PAID', 'PAID'))
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX milestone_one_advance ON milestone (project_id) WHERE type = 'ADVANCE' AND removed_at IS NULL;
CREATE UNIQUE INDEX milestone_one_final ON milestone (project_id) WHERE type = 'FINAL' AND removed_at IS NULL;
-- Also of removed ones: their numbers stand in documents, and a late document may bring one back.
CREATE UNIQUE INDEX milestone_progress_no ON milestone (project_id, no) WHERE type = 'PROGRESS';
CREATE INDEX milestone_by_project ON milestone (project_id);

-- Every status change, for ever.
CREATE TABLE project_history (
  id uuid PRIMARY KEY,
  project_id uuid NOT NULL REFERENCES project (id),
  action text NOT NULL,
  from_status text,
  to_status text NOT NULL,
  reason text,
  effective_date date NOT NULL,
  changed_by uuid,
  changed_by_name text NOT NULL,
  changed_at timestamptz(3) NOT NULL
);
CREATE INDEX project_history_by_project ON project_history (project_id, id);

CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history of projects is kept as it was written';
END $$;
CREATE TRIGGER project_history_is_kept BEFORE UPDATE OR DELETE ON project_history
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();

-- Replica of billing's issued documents. The newest version wins.
CREATE TABLE document (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('INVOICE', 'CREDIT_NOTE', 'RECEIPT')),
  version integer NOT NULL,
  number text NOT NULL,
  status text NOT NULL,
  payment_status text,
  currency char(3) NOT NULL,
  document_date date NOT NULL,
  issued_at timestamptz(3) NOT NULL,
  -- of invoices: gross less credited, what counts as invoiced
  invoiced_minor bigint NOT NULL DEFAULT 0,
  -- The newest version whose shares are known. A reversal has none; what the receipt had been is still shown.
  shares_version integer NOT NULL DEFAULT 0
);

-- What of a document belongs to which project and milestone: one row for an invoice or credit note, any number for a receipt.
-- Rows of an older version than the document's shares_version no longer count. The foreign keys say that document,
-- project and milestone have one customer and one currency: no sum can mix them.
CREATE TABLE document_share (
  document_id uuid NOT NULL REFERENCES document (id),
  version integer NOT NULL,
  no integer NOT NULL,
  project_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  currency char(3) NOT NULL,
  milestone_id uuid,
  amount_minor bigint NOT NULL,
  PRIMARY KEY (document_id, version, no),
  CONSTRAINT document_share_project_fkey FOREIGN KEY (project_id, customer_id, currency) REFERENCES project (id, customer_id, currency),
  CONSTRAINT document_share_milestone_fkey FOREIGN KEY (milestone_id, project_id) REFERENCES milestone (id, project_id)
);
CREATE INDEX document_share_by_project ON document_share (project_id);
CREATE INDEX document_share_by_milestone ON document_share (milestone_id) WHERE milestone_id IS NOT NULL;
