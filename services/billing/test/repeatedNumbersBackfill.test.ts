import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { newId } from '@closeout/service-kit/db';
import { createTestDatabase } from '@closeout/service-kit/testing';
import { migrations } from '../src/app.js';

const added = '20261128220000_search_without_punctuation';

it('order and VAT numbers that were apart before and count as one now are kept and reported; new ones are refused', async () => {
  const before = await mkdtemp(join(tmpdir(), 'migrations-'));
  for (const name of await readdir(migrations))
    if (name < added) await cp(join(migrations, name), join(before, name), { recursive: true });
  await cp(join(migrations, 'migration_lock.toml'), join(before, 'migration_lock.toml'));
  const database = await createTestDatabase({ migrations: before });
  const newCustomer = (id: string, vatNumber: string) =>
    database.query(
      `INSERT INTO customer (id, name, email, vat_number, currency, payment_terms_days, security_level, status, created_at, updated_at)
       VALUES ($1, 'Client', 'a@client.example', $2, 'EUR', 30, 0, 'ACTIVE', clock_timestamp(), now())`,
      [id, vatNumber],
    );
  const newOrder = (id: string, customerId: string, number: string) =>
    database.query(
      `SET LOCAL session_replication_role = replica; -- the order alone, without its versions
       INSERT INTO cpo (id, number, status, customer_id, currency, version_no, amount_minor, document_date, created_at, updated_at)
       VALUES ('${id}', '${number}', 'OPEN', '${customerId}', 'EUR', 1, 100, '2026-02-01', clock_timestamp(), now())`,
    );
  const refuseNew = async (index: string, entered: Promise<unknown>) =>
    expect(await entered.then(() => 'taken', String)).toContain(index);
  const [a, b, c, first, second] = Array.from({ length: 5 }, newId) as [
    string,
    string,
    string,
    string,
    string,
  ];
  await newCustomer(a, 'ATU 1234É');
  await newCustomer(b, 'ATU 1234E');
  await newCustomer(c, '---');
  await newOrder(first, a, 'DUP-842278');
  await newOrder(second, a, 'DUP\u2011842278');

  const sql = await readFile(join(migrations, added, 'migration.sql'), 'utf8');
  await database.query(sql);

  expect(await database.query('SELECT number FROM cpo ORDER BY created_at')).toEqual([
    { number: 'DUP-842278' },
    { number: 'DUP\u2011842278' },
  ]);
  await refuseNew('cpo_number_key', newOrder(newId(), a, 'DUP\u2013842278'));
  await refuseNew('customer_vat_number_key', newCustomer(newId(), 'atu-1234e'));
  await newOrder(newId(), b, 'DUP-842278');
  // What is kept can still be changed.
  await database.query(
    `SET LOCAL session_replication_role = replica; UPDATE cpo SET updated_at = now() WHERE id = '${second}'`,
  );
  await database.query(`UPDATE customer SET name = 'Client B' WHERE id IN ('${b}', '${c}')`);
  await database.drop();
  await rm(before, { recursive: true });
});
