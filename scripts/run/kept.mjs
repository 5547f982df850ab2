import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../root.mjs';

/** Small files in the data folder that go on from one start to the next. Only their owner may read them. */

// Only what is ours is ever removed: CLOSEOUT_DATA may name a folder that holds other things.
const ours = [
  'postgres',
  'postgres.new',
  'rabbitmq',
  'mail',
  'logs',
  'secrets.json',
  'ports.json',
  'run.json',
  'demo-loaded',
  'demo-day.txt',
];

/** @param {string} name */
export const keptPath = (name) => join(dataFolder(), name);

export function beginEmpty() {
  for (const name of ours) rmSync(keptPath(name), { recursive: true, force: true });
}

/** @param {string} name */
export function readKept(name) {
  const path = keptPath(name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/**
 * Replaces the file as a whole, so that nobody ever reads half of it.
 *
 * @param {string} name
 * @param {unknown} content
 */
export function writeKept(name, content) {
  mkdirSync(dataFolder(), { recursive: true });
  const path = keptPath(name);
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
