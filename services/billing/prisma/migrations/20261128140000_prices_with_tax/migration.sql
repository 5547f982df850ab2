-- Tax rates have three decimals.
ALTER TABLE invoice_line ALTER COLUMN tax_rate TYPE numeric(6, 3);
ALTER TABLE invoice_tax ALTER COLUMN tax_rate TYPE numeric(6, 3);
ALTER TABLE credit_note_line ALTER COLUMN tax_rate TYPE numeric(6, 3);
ALTER TABLE credit_note_tax ALTER COLUMN tax_rate TYPE numeric(6, 3);
ALTER TABLE journal_line ALTER COLUMN tax_rate TYPE numeric(6, 3);

-- A line may be priced with its tax: gross_minor is then what was agreed, and unit_price is gross.
ALTER TABLE invoice_line
  ADD COLUMN gross_minor bigint,
  ADD CONSTRAINT invoice_line_gross_holds_net CHECK (gross_minor >= net_minor);
ALTER TABLE credit_note_line ADD COLUMN price_includes_tax boolean NOT NULL DEFAULT false;
-- A cent can be all tax.
ALTER TABLE credit_note_line DROP CONSTRAINT credit_note_line_net_minor_check;
ALTER TABLE credit_note_line ADD CONSTRAINT credit_note_line_net_minor_check CHECK (net_minor >= 0);

-- A draft that was made when a payment was requested goes with its milestone until somebody edits it.
ALTER TABLE invoice
  ADD COLUMN follows_milestone boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT invoice_follows_its_milestone CHECK (
    NOT follows_milestone OR (status = 'DRAFT' AND milestone_id IS NOT NULL));

-- Drafts of a milestone's amount become what they were meant to be: one line that is priced with its tax. So do those whose tax is
-- not that of their net, which could not be issued any more.
UPDATE invoice_line l SET gross_minor = i.gross_minor,
    unit_price = round(i.gross_minor::numeric / power(10::numeric, scale(l.unit_price)), scale(l.unit_price))
  FROM invoice i
  WHERE i.id = l.invoice_id AND i.status = 'DRAFT' AND l.quantity = 1
    AND (SELECT count(*) FROM invoice_line o WHERE o.invoice_id = i.id) = 1
    AND (i.tax_minor <> round(i.net_minor * l.tax_rate * 0.01)
      OR EXISTS (SELECT FROM milestone_replica m WHERE m.milestone_id = i.milestone_id AND m.expected_minor = i.gross_minor));
UPDATE invoice i SET follows_milestone = true
  FROM payment_request r, milestone_replica m
  WHERE r.invoice_id = i.id AND i.status = 'DRAFT' AND i.version = 1
    AND m.milestone_id = i.milestone_id AND NOT m.removed AND m.expected_minor = i.gross_minor;

-- An invoice is issued with the totals of its lines: the tax of a rate is that of the nets which are priced before tax, and what the
-- other lines' agreed gross has in it.
CREATE OR REPLACE FUNCTION invoice_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.net_minor IS DISTINCT FROM (SELECT sum(taxable_minor) FROM invoice_tax WHERE invoice_id = NEW.id)
     OR NEW.tax_minor IS DISTINCT FROM (SELECT sum(tax_minor) FROM invoice_tax WHERE invoice_id = NEW.id)
     OR EXISTS (
       SELECT FROM (
         SELECT tax_rate, sum(net_minor) AS net, coalesce(sum(gross_minor - net_minor), 0)
           + round(coalesce(sum(net_minor) FILTER (WHERE gross_minor IS NULL), 0) * tax_rate * 0.01) AS tax
         FROM invoice_line WHERE invoice_id = NEW.id GROUP BY tax_rate
       ) AS line
       FULL JOIN (SELECT * FROM invoice_tax WHERE invoice_id = NEW.id) AS subtotal USING (tax_rate)
       WHERE line.net IS DISTINCT FROM subtotal.taxable_minor OR line.tax IS DISTINCT FROM subtotal.tax_minor) THEN
    RAISE EXCEPTION 'the totals of invoice % are not those of its lines', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_adds_up', TABLE = 'invoice';
  END IF;
  RETURN NEW;
END
$$;
