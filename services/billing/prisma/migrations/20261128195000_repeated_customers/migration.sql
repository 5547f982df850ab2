-- What may have been entered twice is the same however it is typed: accents, blanks, forms of Unicode, and what nobody sees.

-- A payment's reference as receipts are compared by it: as it is searched, without blanks; as much of it as an index can hold.
DROP INDEX receipt_by_reference;
CREATE OR REPLACE FUNCTION receipt_reference(reference text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN left(replace(searchable(reference), ' ', ''), 400);
CREATE INDEX receipt_by_reference ON receipt (customer_id, amount_minor, receipt_reference(reference)) WHERE reference IS NOT NULL;

-- Few customers have one e-mail address: their names are compared one by one.
CREATE FUNCTION customer_email(email text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN left(lower(plain_text(email)), 400);
CREATE INDEX customer_by_email ON customer (customer_email(email));
