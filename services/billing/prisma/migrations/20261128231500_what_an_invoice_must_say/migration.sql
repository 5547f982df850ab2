-- When what is invoiced was supplied, and why a line of it has no tax: both stand on the document, so both are frozen with it.
ALTER TABLE invoice
  ADD COLUMN supply_date date,
  ADD COLUMN exemption_reason text CHECK (char_length(exemption_reason) BETWEEN 1 AND 300);
