import { join } from 'node:path';
import { runCommand, say } from './console/progress.mjs';
import { build } from './prepare/build.mjs';
import { install } from './prepare/install.mjs';
import { requireNode } from './prepare/nodeVersion.mjs';
import { capture } from './prepare/run.mjs';
import { addressesInLockFile, machinePaths } from './check/repositoryChecks.mjs';
import { firstLoadOfWebUi } from './check/webUiSize.mjs';
import { root } from './root.mjs';

/**
 * @typedef {{ name: string, check: () => Promise<string> }} Check what is wrong, or '' when nothing is
 */

/** @param {string} name @param {string} script in node_modules @param {...string} args @returns {Check} */
const tool = (name, script, ...args) => ({
  name,
  check: async () => {
    const { code, output } = await capture(process.execPath, [join(root, 'node_modules', script), ...args]);
    return code === 0 ? '' : output.trim() || `exit code ${code}`;
  },
});

/** @param {string} name @param {() => Promise<string[]>} find @returns {Check} */
const search = (name, find) => ({ name, check: async () => (await find()).join('\n') });

const tsc = 'typescript-native/bin/tsc';
const importers = ['libs/contracts/src', 'libs/service-kit/src', 'services'];

// The first one takes as long as the others together; two run at a time.
/** @type {Check[]} */
const checks = [
  tool('lint', 'eslint/bin/eslint.js', '.', '--max-warnings', '0'),
  tool('format', 'prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  tool('types of the tests', tsc, '-p', 'tsconfig.tests.json'),
  tool('types of the scripts', tsc, '-p', 'tsconfig.scripts.json'),
  tool(
    'imports',
    'dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err',
    ...importers,
  ),
  search('lock file without addresses', addressesInLockFile),
  search('no paths of one machine', machinePaths),
  search('first load of the web UI', firstLoadOfWebUi),
];

runCommand(async () => {
  requireNode();
  await install();
  await build(); // the types of the sources
  const waiting = [...checks];
  let wrong = 0;
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const began = Date.now();
      const found = await next.check();
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      say(`${found ? 'WRONG' : 'ok   '}  ${next.name} (${seconds} s)`);
      if (found) {
        wrong += 1;
        console.log(`${found}\n`);
      }
    }
  };
  await Promise.all([worker(), worker()]);
  say(wrong === 0 ? 'Everything is in order.' : `${wrong} of ${checks.length} checks found something.`);
  return wrong === 0 ? 0 : 1;
});
