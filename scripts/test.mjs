import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal, runCommand, say } from './console/progress.mjs';
import { build } from './prepare/build.mjs';
import { install } from './prepare/install.mjs';
import { endWithUs } from './prepare/run.mjs';
import { requireNode } from './prepare/nodeVersion.mjs';
import { dataFolder, root } from './root.mjs';
import { chromium, reachesBrowserTests } from './test/chromium.mjs';

// The last line is for whoever reads only that one: it is there however the run ends.
const lastLine = (/** @type {number} */ passed, /** @type {number} */ failed) =>
  console.log(`${passed} passed, ${failed} failed`);

runCommand(async () => {
  try {
    const { passed, failed, ok } = await runTests();
    say(ok ? 'Every test passed.' : passed + failed === 0 ? 'No test was run.' : 'Not every test passed.');
    lastLine(passed, failed);
    return ok ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    lastLine(0, 1);
    return 1;
  }
});

async function runTests() {
  requireNode();
  await install();
  await build();
  // Not before `npm ci`: these import packages.
  const { startTestInfra } = await import('./test/testInfra.mjs');
  const { summarise } = await import('./test/jestSummary.mjs');
  const args = process.argv.slice(2);
  const browser = reachesBrowserTests(args) ? await chromium() : undefined;
  const dir = join(dataFolder(), 'tests', String(process.pid));
  const infra = await startTestInfra(dir);
  try {
    const resultFile = join(dir, 'result.json');
    // --forceExit: a failed test may leave a connection open, for which jest would wait for ever.
    await jest(['--json', '--forceExit', `--outputFile=${resultFile}`, ...args], {
      // Goes with this run, and what tests leave in it too.
      TEST_FOLDER: dir,
      TEST_DATABASE_URL: infra.databaseUrl,
      TEST_AMQP_URL: infra.amqpUrl,
      TEST_BROKER_ACCOUNTS: infra.brokerAccounts ? '1' : '',
      ...(browser && { CHROMIUM: browser }),
    });
    return summarise(existsSync(resultFile) ? JSON.parse(readFileSync(resultFile, 'utf8')) : undefined);
  } finally {
    await infra.stop();
  }
}

/** @param {string[]} args @param {Record<string, string>} env */
function jest(args, env) {
  const bin = join(root, 'node_modules/jest/bin/jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const workers = args.some((arg) => /^(--maxWorkers|-w|--runInBand|-i)/.test(arg)) ? [] : ['--maxWorkers=2'];
  // With --json jest prints the result on standard output; it is in the file, and the story goes to standard error.
  const child = spawn(process.execPath, [...flags, bin, ...workers, ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  });
  endWithUs(child);
  return new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
}
