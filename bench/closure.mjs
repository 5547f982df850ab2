// Financial closure: from the request to FINALIZED, over two services and the broker; and what a preview costs with ten
// thousand documents, beside one with ten.

import { setTimeout as sleep } from 'node:timers/promises';
import { startStack } from '../test/stack/dist/stack.js';
import { make, newCustomer, newProject, paidProject, see } from '../test/stack/dist/stories.js';
import { isMain, partsFromEnvironment } from './support/messagingParts.mjs';
import { interleavedRounds, median, medianRatio, percentile } from './support/rounds.mjs';

const ceiling = 3;
const perRound = 30;
const previewsPerRound = 200;

export default async function closure({ databaseUrl, amqpUrl, rounds = 5 }) {
  process.env.TEST_DATABASE_URL = databaseUrl;
  process.env.TEST_AMQP_URL = amqpUrl;
  const stack = await startStack({ replicas: 1 });
  try {
    const admin = await stack.as('admin');
    const customer = await newCustomer(admin, 'Client A');
    return [...(await closures(admin, customer, rounds)), await previews(stack, admin, customer, rounds)];
  } finally {
    await stack.stop();
  }
}

async function closures(admin, customer, rounds) {
  const measure = async () => {
    const projects = [];
    for (let i = 0; i < perRound; i += 1) projects.push(await paidProject(admin, customer.id));
    const times = [];
    for (const project of projects) times.push(await timeToFinalize(admin, project));
    return times;
  };
  await measure(); // until the services' code is compiled
  const figures = [];
  for (let round = 0; round < rounds; round += 1) figures.push(await measure());
  return [0.5, 0.99].map((share) => ({
    name: `financial closure, request → FINALIZED, p${share * 100}`,
    unit: 'ms',
    ours: median(figures.map((times) => percentile(times, share))),
    rounds,
  }));
}

async function timeToFinalize(admin, { id }) {
  const path = `/projects/${id}/financial-closure`;
  const began = performance.now();
  const { closureId } = await make(admin, path);
  for (;;) {
    const { status, report } = await see(admin, `${path}/${closureId}`);
    if (status === 'FINALIZED') return performance.now() - began;
    if (status !== 'PENDING') throw new Error(`${status}: ${JSON.stringify(report?.blockers)}`);
    await sleep(1);
  }
}

async function previews(stack, admin, customer, rounds) {
  const [small, large] = [await newProject(admin, customer.id), await newProject(admin, customer.id)];
  for (const project of [small, large]) await see(admin, `/projects/${project.id}/financial-closure`);
  await withDocuments(stack, small, 10);
  await withDocuments(stack, large, 10_000);
  const measure = async ({ id }) => {
    const times = [];
    for (let i = 0; i < previewsPerRound; i += 1) {
      const began = performance.now();
      await see(admin, `/projects/${id}/financial-closure`);
      times.push(performance.now() - began);
    }
    return median(times);
  };
  await measure(small);
  await measure(large);
  const figures = await interleavedRounds(
    { large: () => measure(large), small: () => measure(small) },
    rounds,
  );
  const ratio = medianRatio(figures.large, figures.small);
  return {
    name: 'preview of a closure, with 10,000 documents ÷ with 10',
    ratio,
    ceiling,
    ok: ratio <= ceiling,
    unit: 'ms',
    ours: median(figures.large),
    bare: median(figures.small),
    rounds,
  };
}

/** Issued invoices and receipts, half and half, written as the service would have written them. */
async function withDocuments({ sql }, { id, customerId }, count) {
  const half = count / 2;
  const number = (kind) => `'${kind}-${count}-' || g`;
  await sql(
    'billing',
    `INSERT INTO invoice (id, version, status, legal_entity, number, customer_id, currency, project_id, document_date, issue_date,
       due_date, issued_at, seller, buyer, subject, net_minor, tax_minor, gross_minor, paid_minor, created_at, updated_at)
     SELECT gen_random_uuid(), 2, 'ISSUED', 'bench', ${number('INV')}, $1, 'EUR', $2, '2026-01-31', '2026-01-31',
       '2026-02-28', now(), '{}', '{}', '{}', 100, 0, 100, 100, now(), now() FROM generate_series(1, $3::int) g`,
    [customerId, id, half],
  );
  await sql(
    'billing',
    `INSERT INTO receipt (id, version, status, legal_entity, number, customer_id, currency, project_id, amount_minor, payment_date,
       issue_date, issued_at, seller, buyer, subject, created_at, updated_at)
     SELECT gen_random_uuid(), 2, 'ISSUED', 'bench', ${number('REC')}, $1, 'EUR', $2, 100, '2026-01-31',
       '2026-01-31', now(), '{}', '{}', '{}', now(), now() FROM generate_series(1, $3::int) g`,
    [customerId, id, half],
  );
  await sql(
    'billing',
    'UPDATE project_ledger SET invoiced_minor = $2::bigint * 100, received_minor = $2::bigint * 100 WHERE project_id = $1',
    [id, half],
  );
  await sql('billing', 'ANALYZE');
}

if (isMain(import.meta.url))
  for (const line of await closure(partsFromEnvironment())) console.log(JSON.stringify(line));
