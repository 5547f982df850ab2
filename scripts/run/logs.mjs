import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../root.mjs';

const kept = 3;

/**
 * An empty log file; the ones of the last starts are kept as name.1.log, name.2.log, ….
 *
 * @param {string} name
 */
export function freshLog(name) {
  const folder = join(dataFolder(), 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = (/** @type {number} */ age) => join(folder, age === 0 ? `${name}.log` : `${name}.${age}.log`);
  for (let age = kept - 1; age >= 0; age -= 1)
    if (existsSync(path(age))) renameSync(path(age), path(age + 1));
  writeFileSync(path(0), '', { mode: 0o600 });
  return path(0);
}
