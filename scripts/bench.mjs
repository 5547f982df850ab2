import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal, runCommand, say, step } from './console/progress.mjs';
import { benchTable } from './bench/benchTable.mjs';
import { build, buildStack } from './prepare/build.mjs';
import { install } from './prepare/install.mjs';
import { requireNode } from './prepare/nodeVersion.mjs';
import { run } from './prepare/run.mjs';
import { dataFolder, root } from './root.mjs';

const folder = join(root, 'bench');

// Every bench is a program of its own, which prints its figures as JSON, a line each: none of them can disturb the next.
runCommand(async () => {
  requireNode();
  const wanted = process.argv.slice(2).filter((arg) => arg !== '--');
  const benches = readdirSync(folder)
    .filter(
      (file) => file.endsWith('.mjs') && /^export default/m.test(readFileSync(join(folder, file), 'utf8')),
    )
    .filter((file) => wanted.length === 0 || wanted.some((name) => file.includes(name)));
  if (benches.length === 0)
    throw new Refusal(`No bench is called ${wanted.join(' or ')}; they are in bench/.`);
  await install();
  await build();
  await buildStack();
  // Not before `npm ci`: it imports packages.
  const { startTestInfra } = await import('./test/testInfra.mjs');
  const infra = await startTestInfra(join(dataFolder(), 'tests', String(process.pid)));
  try {
    const env = { ...process.env, BENCH_DATABASE_URL: infra.databaseUrl, BENCH_AMQP_URL: infra.amqpUrl };
    /** @type {import('./bench/benchTable.mjs').Figure[]} */
    const figures = [];
    for (const file of benches) {
      const output = await step(file, () => run(file, process.execPath, [join(folder, file)], { env }));
      figures.push(
        ...output
          .split('\n')
          .filter((line) => line.startsWith('{'))
          .map((line) => JSON.parse(line)),
      );
    }
    const short = figures.filter(({ ok }) => ok === false).length;
    console.log(`\n${benchTable(figures)}\n`);
    say(
      short === 0 ? 'Every figure is within its bound.' : `${short} of ${figures.length} figures fall short.`,
    );
    return short === 0 ? 0 : 1;
  } finally {
    await infra.stop();
  }
});
