// Commands through gateway and service, with all that they do ÷ the same SQL by bare pg behind Express.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '../test/stack/dist/stack.js';
import { make, newCustomer, see } from '../test/stack/dist/stories.js';
import { recordingEnvironment, recordTransaction, startBareCommand } from './support/bareCommand.mjs';
import { answersPerSecond } from './support/load.mjs';
import { interleavedRounds, median, medianRatio } from './support/rounds.mjs';
import { isMain, partsFromEnvironment } from './support/messagingParts.mjs';

const floor = 0.5;
const pool = 4;
const perRound = 400;

export default async function commands({ databaseUrl, amqpUrl, rounds = 5 }) {
  process.env.TEST_DATABASE_URL = databaseUrl;
  process.env.TEST_AMQP_URL = amqpUrl;
  const folder = mkdtempSync(join(tmpdir(), 'closeout-bench-'));
  const stack = await startStack({
    replicas: 1,
    env: { ...recordingEnvironment(folder), DATABASE_POOL: String(pool) },
  });
  try {
    const context = {
      stack,
      folder,
      rounds,
      admin: await stack.as('admin'),
      token: await stack.token('admin'),
    };
    return [await createProject(context), await issueReceipt(context)];
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true });
  }
}

async function createProject({ stack, folder, rounds, admin, token }) {
  const customer = await newCustomer(admin, 'Bench Customer');
  const body = projectOf(customer);
  await make(admin, '/projects', body);
  const { answer, statements } = await recordTransaction(stack, {
    service: 'projects',
    folder,
    table: 'project',
    run: () => make(admin, '/projects', body),
  });
  const me = await see(admin, '/me');
  const known = [customer.id, me.user.id];
  const bare = await startBareCommand(folder, 'createProject', {
    databaseUrl: stack.databaseUrl('projects'),
    pool,
    statements,
    answer,
    known,
  });
  try {
    const ours = request('/api/v1/projects', body, token);
    return await compare('create a project', rounds, {
      ours: () => answersPerSecond(stack.url, () => ours, perRound),
      bare: () => answersPerSecond(bare.origin, () => request('/command', {}), perRound),
    });
  } finally {
    await bare.stop();
  }
}

async function issueReceipt({ stack, folder, rounds, admin, token }) {
  const customer = await newCustomer(admin, 'Paying Bench Customer');
  const templates = await Promise.all(Array.from({ length: 40 }, () => draftReceipt(admin, customer)));
  const [first] = templates;
  const issue = () => make(admin, `/receipts/${first.id}/issue`);
  const { answer, statements } = await recordTransaction(stack, {
    service: 'billing',
    folder,
    table: 'receipt',
    run: issue,
  });
  const me = await see(admin, '/me');
  const known = [customer.id, me.user.id];
  const bare = await startBareCommand(folder, 'issueReceipt', {
    databaseUrl: stack.databaseUrl('billing'),
    pool,
    statements,
    answer,
    known,
  });
  try {
    return await compare('issue a receipt', rounds, {
      async ours() {
        const drafts = await copyDrafts(stack, templates.slice(1));
        return answersPerSecond(
          stack.url,
          (n) => request(`/api/v1/receipts/${drafts[n].id}/issue`, {}, token),
          perRound,
        );
      },
      async bare() {
        const drafts = await copyDrafts(stack, templates.slice(1));
        const idsOf = ({ id, project_id, milestone_id }) => ({
          [first.id]: id,
          [first.projectId]: project_id,
          [first.milestoneId]: milestone_id,
        });
        return answersPerSecond(bare.origin, (n) => request('/command', { ids: idsOf(drafts[n]) }), perRound);
      },
    });
  } finally {
    await bare.stop();
  }
}

async function draftReceipt(admin, customer) {
  const project = await make(admin, '/projects', projectOf(customer));
  const { items } = await see(admin, `/projects/${project.id}/milestones`);
  return make(admin, '/receipts', {
    ...{ customerId: customer.id, currency: 'EUR', amount: '1.00', paymentDate: '2026-01-31' },
    ...{ projectId: project.id, milestoneId: items[0].id },
  });
}

/** As many drafts as a round issues, copied from the templates by SQL: making them is not what is measured. */
function copyDrafts(stack, templates) {
  return stack.sql(
    'billing',
    `INSERT INTO receipt
     SELECT (jsonb_populate_record(template, jsonb_build_object('id', gen_random_uuid()))).*
     FROM receipt template, generate_series(1, $2) AS copy
     WHERE template.id = ANY($1::uuid[])
     RETURNING id, project_id, milestone_id`,
    [templates.map(({ id }) => id), Math.ceil(perRound / templates.length)],
  );
}

async function compare(name, rounds, subjects) {
  await subjects.ours();
  await subjects.bare();
  const figures = await interleavedRounds(subjects, rounds);
  const ratio = medianRatio(figures.ours, figures.bare);
  return {
    name: `${name}, through gateway and service ÷ the same SQL by bare pg behind Express`,
    ...{
      ratio,
      floor,
      ok: ratio >= floor,
      unit: 'commands/s',
      ours: median(figures.ours),
      bare: median(figures.bare),
      rounds,
    },
  };
}

const projectOf = (customer) => ({
  ...{ customerId: customer.id, title: 'System Implementation', budgetTotal: '8000.00', currency: 'EUR' },
  ...{ startDate: '2026-01', endDate: '2026-03' },
  milestones: [
    { type: 'ADVANCE', expectedAmount: '3000.00' },
    { type: 'PROGRESS', expectedAmount: '1000.00' },
    { type: 'PROGRESS', expectedAmount: '1000.00' },
    { type: 'FINAL', expectedAmount: '3000.00' },
  ],
});

function request(path, body, token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  return { method: 'POST', path, headers, body: JSON.stringify(body) };
}

if (isMain(import.meta.url))
  for (const line of await commands(partsFromEnvironment())) console.log(JSON.stringify(line));
