import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { newId } from '@closeout/service-kit/db';
import { createTestDatabase } from '@closeout/service-kit/testing';
import { migrations } from '../src/app.js';

const added = '20261128140000_prices_with_tax';

it('drafts of milestones that were made before prices could have tax in them keep their amount, and can be issued', async () => {
  const before = await mkdtemp(join(tmpdir(), 'migrations-'));
  for (const name of await readdir(migrations))
    if (name < added) await cp(join(migrations, name), join(before, name), { recursive: true });
  await cp(join(migrations, 'migration_lock.toml'), join(before, 'migration_lock.toml'));
  const database = await createTestDatabase({ migrations: before });
  const [customer, project, milestone, made, edited, hours] = Array.from({ length: 6 }, newId);
  const draft = (id: string | undefined, version: number, of: string, [net, tax, rate]: number[]) => `
    INSERT INTO invoice (id, version, legal_entity, customer_id, currency, project_id, milestone_id, document_date,
      net_minor, tax_minor, gross_minor, created_at, updated_at)
      VALUES ('${id}', ${version}, 'main', '${customer}', 'EUR', '${project}', ${of}, '2026-02-01',
      ${net}, ${tax}, ${net! + tax!}, now(), now());
    INSERT INTO invoice_line VALUES ('${id}', 1, 'x', 1, ${(net! / 100).toFixed(2)}, ${rate}, ${net}, 0);
    INSERT INTO invoice_tax VALUES ('${id}', ${rate}, ${net}, ${tax}, 0);`;
  await database.query(`
    INSERT INTO customer (id, name, email, currency, payment_terms_days, security_level, status, created_at, updated_at)
      VALUES ('${customer}', 'Client A', 'a@client.example', 'EUR', 30, 0, 'ACTIVE', now(), now());
    INSERT INTO project_replica VALUES ('${project}', 1, 'PRJ-2026-0001', 'Website', '${customer}', 'EUR');
    INSERT INTO milestone_replica VALUES ('${milestone}', 1, '${project}', 'Advance', 35390, false);
    INSERT INTO payment_request VALUES ('${milestone}', '${project}', 'DRAFTED', NULL, '${made}', now(), now());
    ${draft(made, 1, `'${milestone}'`, [35390, 0, 0])}
    ${draft(edited, 2, `'${milestone}'`, [29739, 5651, 19])}
    ${draft(hours, 1, 'NULL', [10000, 1900, 19])}`);

  await database.query(await readFile(join(migrations, added, 'migration.sql'), 'utf8'));
  const lines = await database.query(
    `SELECT i.follows_milestone AS follows, l.unit_price AS price, l.gross_minor AS gross, l.net_minor AS net, l.tax_rate AS rate
     FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id ORDER BY i.id`,
  );
  expect(lines).toEqual([
    { follows: true, price: '353.90', gross: 35390n, net: 35390n, rate: '0.000' },
    { follows: false, price: '353.90', gross: 35390n, net: 29739n, rate: '19.000' },
    { follows: false, price: '100.00', gross: null, net: 10000n, rate: '19.000' },
  ]);
  await database.query(
    `UPDATE invoice SET status = 'ISSUED', number = id::text, issue_date = '2026-02-10', due_date = '2026-02-10', issued_at = now(),
       seller = '{}', buyer = '{}', subject = '{}', follows_milestone = false`,
  );
  await database.drop();
  await rm(before, { recursive: true });
});
