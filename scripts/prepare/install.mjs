import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { step } from '../console/progress.mjs';
import { run } from './run.mjs';

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} LockedPackage */

/**
 * Whether what npm installed is what the lock file asks for. npm writes its own list into node_modules as
 * the last thing it does, so an interrupted installation counts as none.
 *
 * @param {{ packages: Record<string, LockedPackage> }} wanted package-lock.json
 * @param {{ packages: Record<string, LockedPackage> }} installed node_modules/.package-lock.json
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted.packages)
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, { version, optional, devOptional }]) => {
      const found = installed.packages[path];
      // Optional packages for other platforms are in the lock file and rightly not installed.
      return found ? found.version === version : Boolean(optional || devOptional);
    });
}

/** `npm ci`, unless what the lock file asks for is installed already. */
export async function install() {
  const marker = join(root, 'node_modules', '.package-lock.json');
  const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));
  if (existsSync(marker) && isInstalled(read(join(root, 'package-lock.json')), read(marker))) return;
  const [program, args] = npm('ci', '--no-audit', '--no-fund');
  // npm before 11.19 runs every package's installation script. Prisma's would fetch engines, which nothing here uses, unless
  // it is told of one.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
  await step('Installing packages (npm ci)', () => run('npm ci', program, args, { env }));
}

/**
 * How to call the npm that called us, or the one on the PATH.
 *
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
function npm(...args) {
  const own = process.env.npm_execpath;
  if (own && /npm-cli\.[cm]?js$/.test(own)) return [process.execPath, [own, ...args]];
  return process.platform === 'win32' ? ['cmd', ['/c', 'npm', ...args]] : ['npm', args];
}
