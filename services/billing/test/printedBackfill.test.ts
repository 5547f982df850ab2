import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { newId } from '@closeout/service-kit/db';
import { createTestDatabase } from '@closeout/service-kit/testing';
import { migrations } from '../src/app.js';

const added = '20261121181000_printed_documents';

it('documents that were issued before PDFs say what was known when the service was brought up to date', async () => {
  const before = await mkdtemp(join(tmpdir(), 'migrations-'));
  for (const name of await readdir(migrations))
    if (name < added) await cp(join(migrations, name), join(before, name), { recursive: true });
  await cp(join(migrations, 'migration_lock.toml'), join(before, 'migration_lock.toml'));
  const database = await createTestDatabase({ migrations: before });
  const [customer, project, milestone, invoice, note, receipt, draft] = Array.from({ length: 7 }, newId);
  await database.query(`
    SET LOCAL session_replication_role = replica;
    INSERT INTO customer (id, name, email, currency, payment_terms_days, security_level, status, created_at, updated_at)
      VALUES ('${customer}', 'Client A', 'a@client.example', 'EUR', 30, 0, 'ACTIVE', now(), now());
    INSERT INTO project_replica VALUES ('${project}', 1, 'PRJ-2026-0001', 'Website', '${customer}', 'EUR');
    INSERT INTO milestone_replica VALUES ('${milestone}', 1, '${project}', 'Advance', 100, false);
    INSERT INTO invoice (id, version, status, legal_entity, number, customer_id, currency, project_id, milestone_id, document_date,
      issue_date, due_date, issued_at, seller, buyer, net_minor, tax_minor, gross_minor, created_at, updated_at)
      VALUES ('${invoice}', 2, 'ISSUED', 'main', 'INV-2026-0001', '${customer}', 'EUR', '${project}', '${milestone}', '2026-02-01',
      '2026-02-01', '2026-02-01', now(), '{"name":"Seller"}', '{"name":"Client A"}', 100, 0, 100, now(), now());
    INSERT INTO credit_note (id, legal_entity, number, invoice_id, customer_id, currency, reason, issue_date, issued_at, seller, buyer,
      net_minor, tax_minor, gross_minor)
      VALUES ('${note}', 'main', 'CRN-2026-0001', '${invoice}', '${customer}', 'EUR', 'x', '2026-02-01', now(), '{}', '{}', 1, 0, 1);
    INSERT INTO receipt (id, version, status, legal_entity, number, customer_id, currency, amount_minor, payment_date, issue_date,
      issued_at, created_at, updated_at)
      VALUES ('${receipt}', 3, 'REVERSED', 'main', 'REC-2026-0001', '${customer}', 'EUR', 100, '2026-02-01', '2026-02-01', now(), now(), now());
    INSERT INTO receipt (id, legal_entity, customer_id, currency, amount_minor, payment_date, created_at, updated_at)
      VALUES ('${draft}', 'main', '${customer}', 'EUR', 100, '2026-02-01', now(), now());`);

  await database.query(await readFile(join(migrations, added, 'migration.sql'), 'utf8'));
  const subject = {
    projectNumber: 'PRJ-2026-0001',
    projectTitle: 'Website',
    milestoneLabel: 'Advance',
    cpoNumber: null,
  };
  expect(
    await database.query('SELECT subject FROM invoice UNION ALL SELECT subject FROM credit_note'),
  ).toEqual([{ subject }, { subject }]);
  expect(await database.query('SELECT status, seller, buyer FROM receipt ORDER BY status DESC')).toEqual([
    {
      status: 'REVERSED',
      seller: { name: 'Seller' },
      buyer: { name: 'Client A', vatNumber: null, address: null, email: 'a@client.example' },
    },
    { status: 'DRAFT', seller: null, buyer: null },
  ]);
  await expect(database.query(`UPDATE receipt SET seller = '{}' WHERE id = '${receipt}'`)).rejects.toThrow();
  await database.drop();
  await rm(before, { recursive: true });
});
