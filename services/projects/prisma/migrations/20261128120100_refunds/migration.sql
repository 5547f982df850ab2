-- Refunds are documents of a project too. They are only shown: their receipt's shares say what is still received.
ALTER TABLE document DROP CONSTRAINT document_kind_check;
ALTER TABLE document ADD CONSTRAINT document_kind_check CHECK (kind IN ('INVOICE', 'CREDIT_NOTE', 'RECEIPT', 'REFUND'));
