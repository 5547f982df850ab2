import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Tx } from '@closeout/service-kit/db';
import { createTestDatabase, type TestDatabase } from '@closeout/service-kit/testing';
import { migrations } from '../src/app.js';
import { findUnsettled } from '../src/closures/findUnsettled.js';
import { findCpo, findProjectCpos } from '../src/cpos/cpoStore.js';
import { lockCpos } from '../src/cpos/lockCpos.js';
import { findSpreads } from '../src/cpos/spreadStore.js';
import { findTwins } from '../src/customers/customerWarnings.js';
import {
  lockByInvoice,
  lockByReceipt,
  lockByReceiptAndInvoice,
  lockToSettle,
} from '../src/documents/lockDocuments.js';
import { findKnown } from '../src/projects/projectStore.js';
import { findQuote } from '../src/quotes/quoteStore.js';
import { findReceipt } from '../src/receipts/receiptStore.js';
import { findReceiptWarnings } from '../src/receipts/receiptWarnings.js';

/** Prepared statements keep the plan that was made while the tables were empty, until they are analyzed: it must bear growth. */
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrations });
});
afterAll(() => database.drop());

const id = '0199d3a0-6c1e-7c39-b6f4-000000000001';
type Query = Pick<Tx, 'query'>;

it.each<[string, (tx: Query) => Promise<unknown>]>([
  ['locking by invoice', (tx) => lockByInvoice(tx as Tx, id)],
  ['locking by receipt', (tx) => lockByReceipt(tx as Tx, id)],
  ['locking by receipt and invoice', (tx) => lockByReceiptAndInvoice(tx as Tx, id, id)],
  ['locking what settles a project', (tx) => lockToSettle(tx as Tx, 'project', id)],
  ['locking what settles an invoice', (tx) => lockToSettle(tx as Tx, 'invoice', id)],
  ['locking what a receipt can settle', (tx) => lockToSettle(tx as Tx, 'receipt', id)],
  ['what of a project is not settled', (tx) => findUnsettled(tx, id)],
  ['reading a receipt', (tx) => findReceipt(tx, id)],
  [
    'whether a receipt repeats another, or exceeds its milestone',
    (tx) =>
      findReceiptWarnings(tx, {
        ...{ id, status: 'DRAFT', customerId: id, currency: 'EUR', amountMinor: 1n },
        ...{ reference: 'RF18', milestoneId: id },
      }),
  ],
  [
    'whether a customer repeats another',
    (tx) => findTwins(tx, { id, name: 'Client A', email: 'a@client.example' }, { clearance: 5 }),
  ],
  ['locking orders', (tx) => lockCpos(tx as Tx, { id, projectId: id })],
  ['reading an order', (tx) => findCpo(tx, id)],
  ['reading the orders of a project', (tx) => findProjectCpos(tx, id)],
  ['what the orders of projects have drawn', (tx) => findSpreads(tx, [id])],
  ['reading a quote', (tx) => findQuote(tx, id)],
  [
    'looking up whom an invoice is for, and against which order',
    (tx) => {
      const wanted = { customerId: id, currency: 'EUR', projectId: null, milestoneId: id };
      return findKnown(tx, wanted, { pins: true });
    },
  ],
  [
    'looking up whom a draft is for',
    (tx) => findKnown(tx, { customerId: id, currency: 'EUR', projectId: id, milestoneId: id }),
  ],
])('%s goes by keys from the first document on', async (_what, run) => {
  const texts: string[] = [];
  const query = async (text: string) => {
    texts.push(text);
    return [];
  };
  await run({ query } as Query);
  for (const text of texts) {
    const rows = await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN) ${text}`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toMatch(/Seq Scan|_by_status|_by_date/);
  }
});
