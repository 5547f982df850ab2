-- Billing's own tables. Amounts are bigint minor units of the row's currency, columns named …_minor.

-- ── customers ──────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE customer (
  id                 uuid PRIMARY KEY,
  version            integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  name               text NOT NULL,
  email              text NOT NULL,
  phone              text,
  vat_number         text,
  address            text,
  currency           char(3) NOT NULL,
  payment_terms_days integer NOT NULL CHECK (payment_terms_days BETWEEN 0 AND 365),
  client_type        text,
  location           text,
  security_level     integer NOT NULL CHECK (security_level BETWEEN 0 AND 9),
  status             text NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE')),
  created_at         timestamptz(3) NOT NULL,
  updated_at         timestamptz(3) NOT NULL,
  search_text        text GENERATED ALWAYS AS (
    lower(name || ' ' || email || ' ' || coalesce(phone, '') || ' ' || coalesce(vat_number, ''))
  ) STORED
);
-- "DE 123 456 789" and "de123456789" are one number.
CREATE UNIQUE INDEX customer_vat_number_key
  ON customer (upper(regexp_replace(vat_number, '[^A-Za-z0-9]', '', 'g')))
  WHERE vat_number IS NOT NULL;
CREATE INDEX customer_by_name ON customer (lower(name), id);
CREATE INDEX customer_by_name_prefix ON customer (lower(name) text_pattern_ops);
CREATE INDEX customer_by_creation ON customer (created_at, id);
-- pg_trgm is a trusted extension: a database's owner may create it. Where it is not installed, search still works, but slower.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  -- Without the list of pending entries, which every search would have to read beside the index.
  CREATE INDEX customer_search ON customer USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
EXCEPTION WHEN undefined_file OR feature_not_supported OR insufficient_privilege THEN
  RAISE NOTICE 'pg_trgm is not available: customers are searched without an index';
  CREATE INDEX customer_search ON customer (search_text text_pattern_ops);
END
$$;

-- ── replicas of what projects owns ─────────────────────────────────────────────────────────────────
CREATE TABLE project_replica (
  project_id  uuid PRIMARY KEY,
  version     integer NOT NULL,
  number      text NOT NULL,
  title       text NOT NULL,
  customer_id uuid NOT NULL,
  currency    char(3) NOT NULL,
  CONSTRAINT project_replica_allocation_key UNIQUE (project_id, customer_id, currency)
);
-- A milestone may arrive before its project: no foreign key between the two.
CREATE TABLE milestone_replica (
  milestone_id   uuid PRIMARY KEY,
  version        integer NOT NULL,
  project_id     uuid NOT NULL,
  label          text NOT NULL,
  expected_minor bigint NOT NULL,
  removed        boolean NOT NULL,
  CONSTRAINT milestone_replica_allocation_key UNIQUE (milestone_id, project_id)
);
-- One row for each project. Whoever issues a document of a project holds it, so that a decision on all of a
-- project's figures can hold it too. The project's status stands here and not in the replica, so that it is read under that lock.
CREATE TABLE project_ledger (
  project_id     uuid PRIMARY KEY REFERENCES project_replica,
  version        integer NOT NULL DEFAULT 1,
  status         text NOT NULL,
  invoiced_minor bigint NOT NULL DEFAULT 0,
  received_minor bigint NOT NULL DEFAULT 0
);

-- ── numbers ────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE number_series (
  legal_entity text NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('INV', 'CRN', 'REC', 'REV')),
  year         integer NOT NULL,
  last_no      integer NOT NULL CHECK (last_no >= 1),
  last_date    date NOT NULL,
  PRIMARY KEY (legal_entity, kind, year)
);

-- ── invoices ───────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE invoice (
  id             uuid PRIMARY KEY,
  version        integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  status         text NOT NULL DEFAULT 'DRAFT' CHECK (status IN ('DRAFT', 'ISSUED')),
  legal_entity   text NOT NULL,
  number         text COLLATE "C",
  customer_id    uuid NOT NULL REFERENCES customer,
  currency       char(3) NOT NULL,
  project_id     uuid,
  milestone_id   uuid,
  document_date  date NOT NULL,
  issue_date     date,
  due_date       date,
  issued_at      timestamptz(3),
  seller         jsonb,
  buyer          jsonb,
  net_minor      bigint NOT NULL CHECK (net_minor >= 0),
  tax_minor      bigint NOT NULL CHECK (tax_minor >= 0),
  gross_minor    bigint NOT NULL,
  credited_minor bigint NOT NULL DEFAULT 0 CHECK (credited_minor >= 0),
  paid_minor     bigint NOT NULL DEFAULT 0 CHECK (paid_minor >= 0),
  payment_status text GENERATED ALWAYS AS (
    CASE
      WHEN status = 'DRAFT' THEN NULL
      WHEN credited_minor + paid_minor < gross_minor THEN CASE WHEN paid_minor > 0 THEN 'PARTIALLY_PAID' ELSE 'UNPAID' END
      WHEN credited_minor = gross_minor THEN 'CREDITED'
      ELSE 'PAID'
    END
  ) STORED,
  created_at     timestamptz(3) NOT NULL,
  updated_at     timestamptz(3) NOT NULL,
  CONSTRAINT invoice_gross_is_net_and_tax CHECK (gross_minor = net_minor + tax_minor),
  CONSTRAINT invoice_never_settled_beyond_gross CHECK (credited_minor + paid_minor <= gross_minor),
  CONSTRAINT invoice_milestone_needs_project CHECK (milestone_id IS NULL OR project_id IS NOT NULL),
  CONSTRAINT invoice_issued_is_complete CHECK (
    CASE WHEN status = 'DRAFT' THEN number IS NULL AND credited_minor = 0 AND paid_minor = 0
    ELSE num_nonnulls(number, issue_date, due_date, issued_at, seller, buyer) = 6 AND gross_minor > 0 END
  ),
  CONSTRAINT invoice_number_key UNIQUE (number, legal_entity),
  CONSTRAINT invoice_allocation_key UNIQUE (id, customer_id, currency),
  CONSTRAINT invoice_project_fkey FOREIGN KEY (project_id, customer_id, currency)
    REFERENCES project_replica (project_id, customer_id, currency),
  CONSTRAINT invoice_milestone_fkey FOREIGN KEY (milestone_id, project_id)
    REFERENCES milestone_replica (milestone_id, project_id)
);
CREATE INDEX invoice_by_date ON invoice (document_date, id);
CREATE INDEX invoice_by_customer ON invoice (customer_id, document_date, id);
CREATE INDEX invoice_by_project ON invoice (project_id, document_date, id) WHERE project_id IS NOT NULL;
CREATE INDEX invoice_by_milestone ON invoice (milestone_id, document_date, id) WHERE milestone_id IS NOT NULL;
CREATE INDEX invoice_by_status ON invoice (status, document_date, id);
CREATE INDEX invoice_by_payment_status ON invoice (payment_status, document_date, id) WHERE payment_status IS NOT NULL;

CREATE TABLE invoice_line (
  invoice_id     uuid NOT NULL REFERENCES invoice ON DELETE CASCADE,
  no             integer NOT NULL CHECK (no >= 1),
  description    text NOT NULL,
  quantity       numeric NOT NULL CHECK (quantity > 0 AND scale(quantity) <= 6),
  unit_price     numeric NOT NULL CHECK (unit_price >= 0 AND scale(unit_price) <= 6),
  tax_rate       numeric(5, 2) NOT NULL CHECK (tax_rate BETWEEN 0 AND 100),
  net_minor      bigint NOT NULL CHECK (net_minor >= 0),
  credited_minor bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (invoice_id, no),
  CONSTRAINT invoice_line_never_credited_beyond_net CHECK (credited_minor BETWEEN 0 AND net_minor)
);

CREATE TABLE invoice_tax (
  invoice_id         uuid NOT NULL REFERENCES invoice ON DELETE CASCADE,
  tax_rate           numeric(5, 2) NOT NULL,
  taxable_minor      bigint NOT NULL,
  tax_minor          bigint NOT NULL,
  credited_tax_minor bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (invoice_id, tax_rate),
  CONSTRAINT invoice_tax_never_credited_beyond_tax CHECK (credited_tax_minor BETWEEN 0 AND tax_minor)
);

-- ── credit notes ───────────────────────────────────────────────────────────────────────────────────
CREATE TABLE credit_note (
  id           uuid PRIMARY KEY,
  version      integer NOT NULL DEFAULT 1,
  legal_entity text NOT NULL,
  number       text COLLATE "C" NOT NULL,
  invoice_id   uuid NOT NULL,
  customer_id  uuid NOT NULL,
  currency     char(3) NOT NULL,
  project_id   uuid,
  milestone_id uuid,
  reason       text NOT NULL,
  issue_date   date NOT NULL,
  issued_at    timestamptz(3) NOT NULL,
  seller       jsonb NOT NULL,
  buyer        jsonb NOT NULL,
  net_minor    bigint NOT NULL CHECK (net_minor >= 0),
  tax_minor    bigint NOT NULL CHECK (tax_minor >= 0),
  gross_minor  bigint NOT NULL CHECK (gross_minor > 0),
  CONSTRAINT credit_note_gross_is_net_and_tax CHECK (gross_minor = net_minor + tax_minor),
  CONSTRAINT credit_note_number_key UNIQUE (number, legal_entity),
  CONSTRAINT credit_note_invoice_key UNIQUE (id, invoice_id),
  CONSTRAINT credit_note_invoice_fkey FOREIGN KEY (invoice_id, customer_id, currency)
    REFERENCES invoice (id, customer_id, currency),
  CONSTRAINT credit_note_project_fkey FOREIGN KEY (project_id, customer_id, currency)
    REFERENCES project_replica (project_id, customer_id, currency),
  CONSTRAINT credit_note_milestone_fkey FOREIGN KEY (milestone_id, project_id)
    REFERENCES milestone_replica (milestone_id, project_id)
);
CREATE INDEX credit_note_by_date ON credit_note (issue_date, id);
CREATE INDEX credit_note_by_invoice ON credit_note (invoice_id, issue_date, id);
CREATE INDEX credit_note_by_customer ON credit_note (customer_id, issue_date, id);
CREATE INDEX credit_note_by_project ON credit_note (project_id, issue_date, id) WHERE project_id IS NOT NULL;
CREATE INDEX credit_note_by_milestone ON credit_note (milestone_id, issue_date, id) WHERE milestone_id IS NOT NULL;

CREATE TABLE credit_note_line (
  credit_note_id uuid NOT NULL REFERENCES credit_note,
  no             integer NOT NULL CHECK (no >= 1),
  invoice_id     uuid NOT NULL,
  invoice_line   integer NOT NULL,
  description    text NOT NULL,
  quantity       numeric NOT NULL,
  unit_price     numeric NOT NULL,
  tax_rate       numeric(5, 2) NOT NULL,
  net_minor      bigint NOT NULL CHECK (net_minor > 0),
  PRIMARY KEY (credit_note_id, no),
  FOREIGN KEY (credit_note_id, invoice_id) REFERENCES credit_note (id, invoice_id),
  FOREIGN KEY (invoice_id, invoice_line) REFERENCES invoice_line (invoice_id, no)
);

CREATE TABLE credit_note_tax (
  credit_note_id uuid NOT NULL REFERENCES credit_note,
  tax_rate       numeric(5, 2) NOT NULL,
  taxable_minor  bigint NOT NULL,
  tax_minor      bigint NOT NULL,
  PRIMARY KEY (credit_note_id, tax_rate)
);

-- ── receipts ───────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE receipt (
  id              uuid PRIMARY KEY,
  version         integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  status          text NOT NULL DEFAULT 'DRAFT' CHECK (status IN ('DRAFT', 'ISSUED', 'REVERSED')),
  legal_entity    text NOT NULL,
  number          text COLLATE "C",
  customer_id     uuid NOT NULL REFERENCES customer,
  currency        char(3) NOT NULL,
  project_id      uuid,
  milestone_id    uuid,
  amount_minor    bigint NOT NULL CHECK (amount_minor > 0),
  allocated_minor bigint NOT NULL DEFAULT 0,
  payment_date    date NOT NULL,
  method          text,
  reference       text,
  issue_date      date,
  issued_at       timestamptz(3),
  -- What a draft is meant to settle: [{ invoiceId, amountMinor }]. Issuing turns it into receipt_allocation rows.
  plan            jsonb NOT NULL DEFAULT '[]',
  created_at      timestamptz(3) NOT NULL,
  updated_at      timestamptz(3) NOT NULL,
  CONSTRAINT receipt_never_allocated_beyond_amount CHECK (allocated_minor BETWEEN 0 AND amount_minor),
  CONSTRAINT receipt_milestone_needs_project CHECK (milestone_id IS NULL OR project_id IS NOT NULL),
  CONSTRAINT receipt_issued_is_complete CHECK (
    CASE WHEN status = 'DRAFT' THEN number IS NULL AND allocated_minor = 0
    ELSE num_nonnulls(number, issue_date, issued_at) = 3 AND plan = '[]' END
  ),
  CONSTRAINT receipt_number_key UNIQUE (number, legal_entity),
  CONSTRAINT receipt_allocation_key UNIQUE (id, customer_id, currency),
  CONSTRAINT receipt_project_fkey FOREIGN KEY (project_id, customer_id, currency)
    REFERENCES project_replica (project_id, customer_id, currency),
  CONSTRAINT receipt_milestone_fkey FOREIGN KEY (milestone_id, project_id)
    REFERENCES milestone_replica (milestone_id, project_id)
);
CREATE INDEX receipt_by_date ON receipt (payment_date, id);
CREATE INDEX receipt_by_customer ON receipt (customer_id, payment_date, id);
CREATE INDEX receipt_by_project ON receipt (project_id, payment_date, id) WHERE project_id IS NOT NULL;
CREATE INDEX receipt_by_milestone ON receipt (milestone_id, payment_date, id) WHERE milestone_id IS NOT NULL;
CREATE INDEX receipt_by_status ON receipt (status, payment_date, id);
CREATE INDEX receipt_with_credit ON receipt (customer_id, issue_date, id)
  WHERE status = 'ISSUED' AND allocated_minor < amount_minor;

-- Which money settles which invoice: only ever added to. A credit note that takes back what was settled adds a negative row.
CREATE TABLE receipt_allocation (
  id             uuid PRIMARY KEY,
  receipt_id     uuid NOT NULL,
  invoice_id     uuid NOT NULL,
  customer_id    uuid NOT NULL,
  currency       char(3) NOT NULL,
  amount_minor   bigint NOT NULL CHECK (amount_minor <> 0),
  credit_note_id uuid,
  created_at     timestamptz(3) NOT NULL,
  CONSTRAINT receipt_allocation_released_by_credit_note CHECK ((amount_minor < 0) = (credit_note_id IS NOT NULL)),
  CONSTRAINT receipt_allocation_receipt_fkey FOREIGN KEY (receipt_id, customer_id, currency)
    REFERENCES receipt (id, customer_id, currency),
  CONSTRAINT receipt_allocation_invoice_fkey FOREIGN KEY (invoice_id, customer_id, currency)
    REFERENCES invoice (id, customer_id, currency),
  CONSTRAINT receipt_allocation_credit_note_fkey FOREIGN KEY (credit_note_id, invoice_id)
    REFERENCES credit_note (id, invoice_id)
);
CREATE INDEX receipt_allocation_by_receipt ON receipt_allocation (receipt_id);
CREATE INDEX receipt_allocation_by_invoice ON receipt_allocation (invoice_id);

CREATE TABLE receipt_reversal (
  id            uuid PRIMARY KEY,
  receipt_id    uuid NOT NULL UNIQUE REFERENCES receipt,
  legal_entity  text NOT NULL,
  number        text COLLATE "C" NOT NULL,
  reason        text NOT NULL,
  reversal_date date NOT NULL,
  reversed_at   timestamptz(3) NOT NULL,
  CONSTRAINT receipt_reversal_number_key UNIQUE (number, legal_entity)
);

-- ── journal ────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE journal_line (
  id              uuid PRIMARY KEY,
  entry_id        uuid NOT NULL,
  entry_date      date NOT NULL,
  document_kind   text NOT NULL CHECK (document_kind IN ('INVOICE', 'CREDIT_NOTE', 'RECEIPT', 'REVERSAL', 'ALLOCATION')),
  document_id     uuid NOT NULL,
  document_number text NOT NULL,
  account         text NOT NULL CHECK (account IN ('BANK', 'RECEIVABLE', 'CUSTOMER_ADVANCES', 'REVENUE', 'VAT')),
  debit_minor     bigint NOT NULL CHECK (debit_minor >= 0),
  credit_minor    bigint NOT NULL CHECK (credit_minor >= 0),
  currency        char(3) NOT NULL,
  tax_rate        numeric(5, 2),
  customer_id     uuid NOT NULL REFERENCES customer,
  project_id      uuid,
  milestone_id    uuid,
  CONSTRAINT journal_line_debit_or_credit CHECK ((debit_minor = 0) <> (credit_minor = 0))
);
CREATE INDEX journal_line_by_date ON journal_line (entry_date, id);
CREATE INDEX journal_line_by_account ON journal_line (account, entry_date, id);
CREATE INDEX journal_line_by_document ON journal_line (document_id, entry_date, id);

-- ── guards: what no statement may do, whoever sends it ─────────────────────────────────────────────
-- Each raises with the constraint name 'issued_document_is_frozen', 'journal_balances' or 'allocation_matches'.

CREATE FUNCTION refuse_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a row of % belongs to an issued document and never changes', tg_table_name
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'issued_document_is_frozen', TABLE = tg_table_name;
END
$$;

-- Columns named as arguments may change; all others, also those that later migrations add, may not.
CREATE FUNCTION freeze_except() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - tg_argv::text[]) IS DISTINCT FROM (to_jsonb(OLD) - tg_argv::text[]) THEN
    RAISE EXCEPTION '% % is issued and never changes', tg_table_name, OLD.id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'issued_document_is_frozen', TABLE = tg_table_name;
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER invoice_frozen BEFORE UPDATE ON invoice FOR EACH ROW WHEN (OLD.status <> 'DRAFT')
  EXECUTE FUNCTION freeze_except('version', 'credited_minor', 'paid_minor', 'payment_status', 'updated_at');
CREATE TRIGGER invoice_kept BEFORE DELETE ON invoice FOR EACH ROW WHEN (OLD.status <> 'DRAFT')
  EXECUTE FUNCTION refuse_frozen();

-- An invoice is issued with the totals of its lines.
CREATE FUNCTION invoice_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.net_minor IS DISTINCT FROM (SELECT sum(net_minor) FROM invoice_line WHERE invoice_id = NEW.id)
     OR NEW.net_minor IS DISTINCT FROM (SELECT sum(taxable_minor) FROM invoice_tax WHERE invoice_id = NEW.id)
     OR NEW.tax_minor IS DISTINCT FROM (SELECT sum(tax_minor) FROM invoice_tax WHERE invoice_id = NEW.id) THEN
    RAISE EXCEPTION 'the totals of invoice % are not those of its lines', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_adds_up', TABLE = 'invoice';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER invoice_adds_up BEFORE UPDATE ON invoice FOR EACH ROW
  WHEN (OLD.status = 'DRAFT' AND NEW.status <> 'DRAFT') EXECUTE FUNCTION invoice_adds_up();

-- Lines and taxes of an issued invoice: only what was credited of them changes. FOR SHARE: not while another transaction is issuing it.
CREATE FUNCTION invoice_part_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parent_status text;
BEGIN
  IF tg_op = 'UPDATE' AND (to_jsonb(NEW) - tg_argv::text[]) = (to_jsonb(OLD) - tg_argv::text[]) THEN
    RETURN NEW;
  END IF;
  SELECT status INTO parent_status FROM invoice
    WHERE id = CASE WHEN tg_op = 'INSERT' THEN NEW.invoice_id ELSE OLD.invoice_id END FOR SHARE;
  IF parent_status <> 'DRAFT' THEN
    RAISE EXCEPTION 'a row of % belongs to an issued document and never changes', tg_table_name
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'issued_document_is_frozen', TABLE = tg_table_name;
  END IF;
  IF tg_op = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER invoice_line_frozen BEFORE INSERT OR UPDATE OR DELETE ON invoice_line FOR EACH ROW
  EXECUTE FUNCTION invoice_part_frozen('credited_minor');
CREATE TRIGGER invoice_tax_frozen BEFORE INSERT OR UPDATE OR DELETE ON invoice_tax FOR EACH ROW
  EXECUTE FUNCTION invoice_part_frozen('credited_tax_minor');

CREATE TRIGGER receipt_frozen BEFORE UPDATE ON receipt FOR EACH ROW WHEN (OLD.status <> 'DRAFT')
  EXECUTE FUNCTION freeze_except('version', 'allocated_minor', 'status', 'updated_at');
CREATE TRIGGER receipt_kept BEFORE DELETE ON receipt FOR EACH ROW WHEN (OLD.status <> 'DRAFT')
  EXECUTE FUNCTION refuse_frozen();
CREATE TRIGGER receipt_stays_issued BEFORE UPDATE ON receipt FOR EACH ROW
  WHEN (OLD.status = 'REVERSED' OR (OLD.status = 'ISSUED' AND NEW.status = 'DRAFT')) EXECUTE FUNCTION refuse_frozen();

CREATE TRIGGER credit_note_frozen BEFORE UPDATE OR DELETE ON credit_note FOR EACH ROW EXECUTE FUNCTION refuse_frozen();
CREATE TRIGGER credit_note_line_frozen BEFORE UPDATE OR DELETE ON credit_note_line FOR EACH ROW EXECUTE FUNCTION refuse_frozen();
CREATE TRIGGER credit_note_tax_frozen BEFORE UPDATE OR DELETE ON credit_note_tax FOR EACH ROW EXECUTE FUNCTION refuse_frozen();
CREATE TRIGGER receipt_reversal_frozen BEFORE UPDATE OR DELETE ON receipt_reversal FOR EACH ROW EXECUTE FUNCTION refuse_frozen();
CREATE TRIGGER receipt_allocation_frozen BEFORE UPDATE OR DELETE ON receipt_allocation FOR EACH ROW EXECUTE FUNCTION refuse_frozen();
CREATE TRIGGER journal_line_frozen BEFORE UPDATE OR DELETE ON journal_line FOR EACH ROW EXECUTE FUNCTION refuse_frozen();

-- Nothing is added to a credit note after the transaction that issued it.
CREATE FUNCTION credit_note_part_late() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM credit_note WHERE id = NEW.credit_note_id AND xmin <> pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'a row of % belongs to an issued document and never changes', tg_table_name
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'issued_document_is_frozen', TABLE = tg_table_name;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER credit_note_line_late BEFORE INSERT ON credit_note_line FOR EACH ROW EXECUTE FUNCTION credit_note_part_late();
CREATE TRIGGER credit_note_tax_late BEFORE INSERT ON credit_note_tax FOR EACH ROW EXECUTE FUNCTION credit_note_part_late();

-- Money given for one project or milestone settles no invoice of another; only issued invoices are settled.
CREATE FUNCTION allocation_matches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM receipt r, invoice i
    WHERE r.id = NEW.receipt_id AND i.id = NEW.invoice_id
      AND (i.status <> 'ISSUED' OR r.project_id <> i.project_id OR r.milestone_id <> i.milestone_id)
  ) THEN
    RAISE EXCEPTION 'receipt % cannot settle invoice %', NEW.receipt_id, NEW.invoice_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_matches', TABLE = 'receipt_allocation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER receipt_allocation_matches BEFORE INSERT ON receipt_allocation FOR EACH ROW EXECUTE FUNCTION allocation_matches();

-- Lines of one entry are inserted by one statement, and balance in each currency.
CREATE FUNCTION journal_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM added GROUP BY entry_id, currency HAVING sum(debit_minor) <> sum(credit_minor)
  ) THEN
    RAISE EXCEPTION 'the debits of a journal entry are not its credits'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_balances', TABLE = 'journal_line';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER journal_balances AFTER INSERT ON journal_line REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION journal_balances();

CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'issued documents and the journal are kept for ever'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'issued_document_is_frozen', TABLE = tg_table_name;
END
$$;
CREATE TRIGGER journal_kept BEFORE TRUNCATE ON journal_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
