import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { migrations } from '../src/app.js';
import { must, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const added = '20261128150000_journal_in_order';

/** The journal as it was before that migration. */
const undo = `
  DROP TRIGGER journal_in_order ON journal_line;
  DROP FUNCTION journal_in_order();
  DROP TABLE journal;
  DROP FUNCTION journal_goes_on();
  ALTER TABLE number_series DROP CONSTRAINT number_series_year;
  ALTER TABLE journal_line DROP CONSTRAINT journal_line_day, DROP COLUMN no, DROP COLUMN value_date, DROP COLUMN receipt_id,
    DROP COLUMN invoice_id, DROP COLUMN credit_note_id, DROP COLUMN refund_id, DROP COLUMN event_id;
  CREATE INDEX journal_line_by_date ON journal_line (entry_date, id);
  CREATE INDEX journal_line_by_account ON journal_line (account, entry_date, id);
  CREATE INDEX journal_line_by_document ON journal_line (document_id, entry_date, id);`;

it('what was posted before lines had numbers gets those, and leads to the documents, that it would have been given', async () => {
  const { api, database } = world;
  const customer = await world.customer();
  const project = world.projects.project(customer.id);
  const first = await world.invoice(customer.id, '100.00');
  const second = await world.invoice(customer.id, '60.00');
  const settles = [first, second].map(({ id }) => ({ invoiceId: id, amount: '50.00' }));
  const receipt = await world.receipt(customer.id, '130.00', {
    paymentDate: '2026-01-30',
    allocations: settles,
  });
  must(
    await api.post(`/api/v1/receipts/${receipt.id}/allocations`, { invoiceId: second.id, amount: '10.00' }),
    201,
  );
  must(await api.post(`/api/v1/invoices/${second.id}/credit-notes`, { reason: 'All' }), 201);
  const back = { amount: '20.00', refundDate: '2026-02-09', reason: 'Too much' };
  must(await api.post(`/api/v1/receipts/${receipt.id}/refunds`, back), 201);
  const bounced = await world.receipt(customer.id, '10.00', {
    allocations: [{ invoiceId: first.id, amount: '10.00' }],
  });
  must(await api.post(`/api/v1/receipts/${bounced.id}/reverse`, { reason: 'Bounced' }), 200);
  const tied = await world.receipt(customer.id, '5.00', { projectId: project.id });
  must(await api.post(`/api/v1/receipts/${tied.id}/release`, { amount: '5.00', reason: 'Overpaid' }), 200);

  const lines = () =>
    database.query<{ document_kind: string; event_id: string | null }>(
      'SELECT * FROM journal_line ORDER BY no',
    );
  const before = await lines();
  const state = await database.query('SELECT * FROM journal');
  await database.query(undo);
  await database.query(await readFile(join(migrations, added, 'migration.sql'), 'utf8'));
  // Of an allocation or a release there may be several events: which one it was is not known any more.
  const expected = before.map((line) =>
    ['ALLOCATION', 'RELEASE'].includes(line.document_kind) ? { ...line, event_id: null } : line,
  );
  expect(before.length).toBeGreaterThan(20);
  expect(await lines()).toEqual(expected);
  expect(await database.query('SELECT * FROM journal')).toEqual(state);
  await world.invoice(customer.id, '1.00');
  expect(await lines()).toHaveLength(before.length + 2);
});
