-- What an issued document says of its project, milestone and order, and a receipt of who paid whom, as it was when it was issued:
-- { projectNumber, projectTitle, milestoneLabel, cpoNumber }. Replicas and customers change; documents do not.
ALTER TABLE invoice ADD COLUMN subject jsonb;
ALTER TABLE credit_note ADD COLUMN subject jsonb;
ALTER TABLE receipt ADD COLUMN subject jsonb, ADD COLUMN seller jsonb, ADD COLUMN buyer jsonb;

-- Documents of before are given what is known now; the triggers would take that for a change of what they say.
ALTER TABLE invoice DISABLE TRIGGER invoice_frozen;
ALTER TABLE credit_note DISABLE TRIGGER credit_note_frozen;
ALTER TABLE receipt DISABLE TRIGGER receipt_frozen;
ALTER TABLE receipt DISABLE TRIGGER receipt_stays_issued;

UPDATE invoice SET subject = jsonb_build_object(
    'projectNumber', (SELECT number FROM project_replica p WHERE p.project_id = invoice.project_id),
    'projectTitle', (SELECT title FROM project_replica p WHERE p.project_id = invoice.project_id),
    'milestoneLabel', (SELECT label FROM milestone_replica m WHERE m.milestone_id = invoice.milestone_id),
    'cpoNumber', (SELECT number FROM cpo WHERE cpo.id = invoice.cpo_id))
  WHERE status <> 'DRAFT';
UPDATE credit_note SET subject = (SELECT i.subject FROM invoice i WHERE i.id = credit_note.invoice_id);
-- The seller is that of the latest invoice of the legal entity, if there is one.
WITH latest AS (
  SELECT DISTINCT ON (legal_entity) legal_entity, seller FROM invoice WHERE status <> 'DRAFT' ORDER BY legal_entity, issued_at DESC
)
UPDATE receipt SET
    subject = jsonb_build_object(
      'projectNumber', (SELECT number FROM project_replica p WHERE p.project_id = receipt.project_id),
      'projectTitle', (SELECT title FROM project_replica p WHERE p.project_id = receipt.project_id),
      'milestoneLabel', (SELECT label FROM milestone_replica m WHERE m.milestone_id = receipt.milestone_id),
      'cpoNumber', NULL),
    seller = (SELECT l.seller FROM latest l WHERE l.legal_entity = receipt.legal_entity),
    buyer = (SELECT jsonb_build_object('name', c.name, 'vatNumber', c.vat_number, 'address', c.address, 'email', c.email)
      FROM customer c WHERE c.id = receipt.customer_id)
  WHERE status <> 'DRAFT';

ALTER TABLE invoice ENABLE TRIGGER invoice_frozen;
ALTER TABLE credit_note ENABLE TRIGGER credit_note_frozen;
ALTER TABLE receipt ENABLE TRIGGER receipt_frozen;
ALTER TABLE receipt ENABLE TRIGGER receipt_stays_issued;

ALTER TABLE invoice ADD CONSTRAINT invoice_issued_says_its_subject CHECK (status = 'DRAFT' OR subject IS NOT NULL);
ALTER TABLE credit_note ALTER COLUMN subject SET NOT NULL;
-- Not the seller: of a receipt from before the first invoice nobody wrote it down.
ALTER TABLE receipt ADD CONSTRAINT receipt_issued_says_its_subject CHECK (status = 'DRAFT' OR num_nonnulls(subject, buyer) = 2);
