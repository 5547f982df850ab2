// Example A whole: customer, project, four milestones, four invoices issued, four receipts issued. Per second, and per core.

import { availableParallelism } from 'node:os';
import { startStack } from '../test/stack/dist/stack.js';
import { runExampleA } from './support/exampleA.mjs';
import { startMailSink } from './support/mailSink.mjs';
import { isMain, partsFromEnvironment } from './support/messagingParts.mjs';
import { median } from './support/rounds.mjs';

const perRound = 60;
const concurrency = 8;
export default async function exampleA({ databaseUrl, amqpUrl, rounds = 5 }) {
  process.env.TEST_DATABASE_URL = databaseUrl;
  process.env.TEST_AMQP_URL = amqpUrl;
  const mail = await startMailSink();
  const stack = await startStack({ replicas: 1, env: { SMTP_URL: mail.url } });
  try {
    const admin = await stack.as('admin');
    await runMany(admin, 2 * perRound); // until the services' code is compiled
    const figures = [];
    for (let round = 0; round < rounds; round += 1) figures.push(await runMany(admin, perRound));
    const perSecond = median(figures);
    return [
      {
        name: 'Example A whole',
        unit: 'projects/s',
        ours: perSecond,
        perCore: perSecond / availableParallelism(),
        rounds,
      },
    ];
  } finally {
    await stack.stop();
    await mail.stop();
  }
}

async function runMany(admin, count) {
  let begun = 0;
  const started = performance.now();
  const worker = async () => {
    while (begun < count) await runExampleA(admin, (begun += 1));
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return count / ((performance.now() - started) / 1000);
}

if (isMain(import.meta.url))
  for (const line of await exampleA(partsFromEnvironment())) console.log(JSON.stringify(line));
