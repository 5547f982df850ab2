-- Quotes, customers' purchase orders (CPOs) with their versions, and what invoices draw on them.

ALTER TABLE number_series DROP CONSTRAINT number_series_kind_check;
ALTER TABLE number_series ADD CONSTRAINT number_series_kind_check CHECK (kind IN ('INV', 'CRN', 'REC', 'REV', 'QUO'));

-- ── quotes ─────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE quote (
  id                 uuid PRIMARY KEY,
  version            integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  status             text NOT NULL DEFAULT 'DRAFT' CHECK (status IN ('DRAFT', 'SENT', 'APPROVED', 'DECLINED')),
  legal_entity       text NOT NULL,
  number             text COLLATE "C",
  customer_id        uuid NOT NULL REFERENCES customer,
  currency           char(3) NOT NULL,
  title              text NOT NULL,
  project_manager_id uuid,
  -- The company that the project will belong to; the series of numbers is that of legal_entity.
  legal_entity_id    text,
  -- As events carry them: [{ no, description, quantity, unitPrice, taxRate, net }], [{ code, parent, name, amount }].
  lines              jsonb NOT NULL,
  budget_nodes       jsonb NOT NULL DEFAULT '[]',
  net_minor          bigint NOT NULL CHECK (net_minor >= 0),
  tax_minor          bigint NOT NULL CHECK (tax_minor >= 0),
  gross_minor        bigint NOT NULL,
  cpo_id             uuid,
  project_id         uuid,
  document_date      date NOT NULL,
  sent_at            timestamptz(3),
  approved_at        timestamptz(3),
  declined_at        timestamptz(3),
  decline_reason     text,
  created_at         timestamptz(3) NOT NULL,
  updated_at         timestamptz(3) NOT NULL,
  search_text        text GENERATED ALWAYS AS (lower(coalesce(number, '') || ' ' || title)) STORED,
  CONSTRAINT quote_gross_is_net_and_tax CHECK (gross_minor = net_minor + tax_minor),
  CONSTRAINT quote_sent_is_complete CHECK (
    CASE WHEN status = 'DRAFT' THEN number IS NULL AND sent_at IS NULL
    ELSE num_nonnulls(number, sent_at) = 2 AND gross_minor > 0 END
  ),
  CONSTRAINT quote_approved_has_cpo CHECK ((status = 'APPROVED') = (cpo_id IS NOT NULL) AND (cpo_id IS NULL) = (approved_at IS NULL)),
  CONSTRAINT quote_declined_is_dated CHECK ((status = 'DECLINED') = (declined_at IS NOT NULL)),
  CONSTRAINT quote_number_key UNIQUE (number, legal_entity),
  CONSTRAINT quote_allocation_key UNIQUE (id, customer_id, currency),
  CONSTRAINT quote_project_fkey FOREIGN KEY (project_id, customer_id, currency)
    REFERENCES project_replica (project_id, customer_id, currency)
);
CREATE INDEX quote_by_date ON quote (document_date, id);
CREATE INDEX quote_by_customer ON quote (customer_id, document_date, id);
CREATE INDEX quote_by_status ON quote (status, document_date, id);
CREATE INDEX quote_by_project ON quote (project_id) WHERE project_id IS NOT NULL;

CREATE TRIGGER quote_frozen BEFORE UPDATE ON quote FOR EACH ROW WHEN (OLD.status <> 'DRAFT')
  EXECUTE FUNCTION freeze_except('version', 'status', 'cpo_id', 'project_id', 'approved_at', 'declined_at', 'decline_reason', 'updated_at', 'search_text');
CREATE TRIGGER quote_kept BEFORE DELETE ON quote FOR EACH ROW WHEN (OLD.status <> 'DRAFT') EXECUTE FUNCTION refuse_frozen();
CREATE TRIGGER quote_stays_decided BEFORE UPDATE OF status ON quote FOR EACH ROW
  WHEN (OLD.status IN ('APPROVED', 'DECLINED') AND NEW.status <> OLD.status) EXECUTE FUNCTION refuse_frozen();

-- ── customers' purchase orders ─────────────────────────────────────────────────────────────────────
CREATE TABLE cpo (
  id                      uuid PRIMARY KEY,
  version                 integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  status                  text NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'DIRECTION_PENDING', 'FINALIZED', 'CANCELLED')),
  number                  text COLLATE "C" NOT NULL,
  customer_id             uuid NOT NULL REFERENCES customer,
  currency                char(3) NOT NULL,
  project_id              uuid,
  quote_id                uuid,
  -- A node of the project's budget, which projects owns and billing only passes on.
  budget_node_id          uuid,
  -- The version that counts, and its amount.
  version_no              integer NOT NULL,
  amount_minor            bigint NOT NULL CHECK (amount_minor > 0),
  -- Of the issued invoices pinned to it: gross less credited, and what is paid of them.
  invoiced_minor          bigint NOT NULL DEFAULT 0 CHECK (invoiced_minor >= 0),
  received_minor          bigint NOT NULL DEFAULT 0 CHECK (received_minor >= 0),
  mismatch_status         text CHECK (mismatch_status IN ('FOUND', 'REPORTED', 'ACCEPTED', 'REJECTED')),
  mismatch_ordered_minor  bigint,
  mismatch_invoiced_minor bigint,
  mismatch_received_minor bigint,
  mismatch_reason         text,
  mismatch_decided_by     uuid,
  mismatch_decided_at     timestamptz(3),
  document_date           date NOT NULL,
  created_at              timestamptz(3) NOT NULL,
  updated_at              timestamptz(3) NOT NULL,
  search_text             text GENERATED ALWAYS AS (lower(number)) STORED,
  CONSTRAINT cpo_budget_node_needs_project CHECK (budget_node_id IS NULL OR project_id IS NOT NULL),
  CONSTRAINT cpo_mismatch_is_whole CHECK (
    num_nonnulls(mismatch_status, mismatch_ordered_minor, mismatch_invoiced_minor, mismatch_received_minor) IN (0, 4)
  ),
  CONSTRAINT cpo_mismatch_fits_status CHECK (
    CASE mismatch_status
      WHEN 'FOUND' THEN status = 'FINALIZED'
      WHEN 'ACCEPTED' THEN status = 'FINALIZED'
      WHEN 'REPORTED' THEN status = 'DIRECTION_PENDING'
      WHEN 'REJECTED' THEN status <> 'FINALIZED'
      ELSE true
    END
  ),
  CONSTRAINT cpo_allocation_key UNIQUE (id, customer_id, currency),
  CONSTRAINT cpo_project_key UNIQUE (id, project_id),
  CONSTRAINT cpo_project_fkey FOREIGN KEY (project_id, customer_id, currency)
    REFERENCES project_replica (project_id, customer_id, currency),
  CONSTRAINT cpo_quote_fkey FOREIGN KEY (quote_id, customer_id, currency) REFERENCES quote (id, customer_id, currency)
);
-- One order for each approval, whoever approves at the same time.
CREATE UNIQUE INDEX cpo_quote_key ON cpo (quote_id) WHERE quote_id IS NOT NULL;
CREATE UNIQUE INDEX cpo_number_key ON cpo (customer_id, lower(number)) WHERE status <> 'CANCELLED';
CREATE INDEX cpo_by_date ON cpo (document_date, id);
CREATE INDEX cpo_by_customer ON cpo (customer_id, document_date, id);
CREATE INDEX cpo_by_project ON cpo (project_id, document_date, id) WHERE project_id IS NOT NULL;
CREATE INDEX cpo_by_status ON cpo (status, document_date, id);

CREATE TABLE cpo_version (
  cpo_id          uuid NOT NULL REFERENCES cpo,
  no              integer NOT NULL CHECK (no >= 1),
  amount_minor    bigint NOT NULL CHECK (amount_minor > 0),
  status          text NOT NULL CHECK (status IN ('DIRECTION_PENDING', 'APPROVED', 'REJECTED')),
  reason          text,
  created_at      timestamptz(3) NOT NULL,
  created_by      uuid,
  decided_at      timestamptz(3),
  decided_by      uuid,
  decision_reason text,
  PRIMARY KEY (cpo_id, no),
  CONSTRAINT cpo_version_amount_key UNIQUE (cpo_id, no, amount_minor),
  CONSTRAINT cpo_version_decided_is_dated CHECK ((status = 'DIRECTION_PENDING') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX cpo_version_pending_key ON cpo_version (cpo_id) WHERE status = 'DIRECTION_PENDING';

-- The two are made in one transaction, and refer to each other. What an order amounts to is what its version says.
ALTER TABLE cpo ADD CONSTRAINT cpo_counts_fkey FOREIGN KEY (id, version_no, amount_minor)
  REFERENCES cpo_version (cpo_id, no, amount_minor) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE quote ADD CONSTRAINT quote_cpo_fkey FOREIGN KEY (cpo_id, customer_id, currency)
  REFERENCES cpo (id, customer_id, currency);

-- A version is decided once, and its amount never changes.
CREATE FUNCTION cpo_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF tg_op = 'UPDATE' AND OLD.status = 'DIRECTION_PENDING'
     AND (to_jsonb(NEW) - tg_argv::text[]) = (to_jsonb(OLD) - tg_argv::text[]) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'version % of order % never changes', OLD.no, OLD.cpo_id
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'issued_document_is_frozen', TABLE = tg_table_name;
END
$$;
CREATE TRIGGER cpo_version_frozen BEFORE UPDATE OR DELETE ON cpo_version FOR EACH ROW
  EXECUTE FUNCTION cpo_version_frozen('status', 'decided_at', 'decided_by', 'decision_reason');
CREATE TRIGGER cpo_kept BEFORE DELETE ON cpo FOR EACH ROW EXECUTE FUNCTION refuse_frozen();
-- What a customer ordered stays that customer's order, in its currency; a project is given once.
CREATE FUNCTION cpo_identity_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'order % keeps its number, customer, currency, quote and project', OLD.id
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'issued_document_is_frozen', TABLE = tg_table_name;
END
$$;
CREATE TRIGGER cpo_identity_frozen BEFORE UPDATE ON cpo FOR EACH ROW
  WHEN (OLD.status = 'CANCELLED' OR OLD.number <> NEW.number OR OLD.customer_id <> NEW.customer_id OR OLD.currency <> NEW.currency
    OR OLD.quote_id IS DISTINCT FROM NEW.quote_id
    OR (OLD.project_id IS NOT NULL AND OLD.project_id IS DISTINCT FROM NEW.project_id))
  EXECUTE FUNCTION cpo_identity_frozen();

-- ── invoices are pinned to an order, and when issued to the version of it that counts ──────────────
ALTER TABLE invoice
  ADD COLUMN cpo_id uuid,
  ADD COLUMN cpo_version_no integer,
  ADD CONSTRAINT invoice_cpo_fkey FOREIGN KEY (cpo_id, customer_id, currency) REFERENCES cpo (id, customer_id, currency),
  -- Only of use where both are known: a project of another order, or of none, is refused.
  ADD CONSTRAINT invoice_cpo_project_fkey FOREIGN KEY (cpo_id, project_id) REFERENCES cpo (id, project_id),
  ADD CONSTRAINT invoice_cpo_version_fkey FOREIGN KEY (cpo_id, cpo_version_no) REFERENCES cpo_version (cpo_id, no),
  ADD CONSTRAINT invoice_cpo_version_when_issued CHECK (
    (cpo_version_no IS NOT NULL) = (cpo_id IS NOT NULL AND status <> 'DRAFT')
  );
CREATE INDEX invoice_by_cpo ON invoice (cpo_id, document_date, id) WHERE cpo_id IS NOT NULL;

-- ── payments that projects requested ───────────────────────────────────────────────────────────────
-- One for each milestone, for ever: its draft may be thrown away, and does not come again.
CREATE TABLE payment_request (
  milestone_id uuid PRIMARY KEY,
  project_id   uuid NOT NULL,
  outcome      text NOT NULL CHECK (outcome IN ('DRAFTED', 'NOT_DRAFTED')),
  -- Why nothing was drafted: an error code.
  reason       text,
  -- No foreign key: the draft may be gone.
  invoice_id   uuid,
  requested_at timestamptz(3) NOT NULL,
  created_at   timestamptz(3) NOT NULL,
  CONSTRAINT payment_request_says_what_became_of_it CHECK (
    CASE outcome WHEN 'DRAFTED' THEN invoice_id IS NOT NULL AND reason IS NULL ELSE invoice_id IS NULL AND reason IS NOT NULL END
  )
);

DO $$
BEGIN
  CREATE INDEX quote_search ON quote USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
  CREATE INDEX cpo_search ON cpo USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
EXCEPTION WHEN undefined_object THEN
  RAISE NOTICE 'pg_trgm is not available: quotes and orders are searched without an index';
END
$$;
