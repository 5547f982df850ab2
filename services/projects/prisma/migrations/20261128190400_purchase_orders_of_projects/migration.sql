-- A project's documents show its purchase orders too.
ALTER TABLE document DROP CONSTRAINT document_kind_check;
ALTER TABLE document ADD CONSTRAINT document_kind_check CHECK (kind IN ('INVOICE', 'CREDIT_NOTE', 'RECEIPT', 'REFUND', 'CPO'));
