-- Whether a customer's search text holds their e-mail address and VAT number. Those known from before are asked for once more.
ALTER TABLE customer ADD COLUMN contact_searched boolean NOT NULL DEFAULT false;
CREATE INDEX customer_without_contact ON customer (id) WHERE NOT contact_searched;
