-- A payment's reference as receipts are compared by it: without blanks, in small letters.
CREATE FUNCTION receipt_reference(reference text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN lower(regexp_replace(reference, '\s', '', 'g'));
CREATE INDEX receipt_by_reference ON receipt (customer_id, amount_minor, receipt_reference(reference)) WHERE reference IS NOT NULL;
