import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { say } from '../console/progress.mjs';

const everyMs = 300;
const linesEachRound = 5;
const longest = 300;
// The services' words, and pino's numbers, which its default settings write.
const troublesome = new Map([
  ['warn', 'warning'],
  ['error', 'error'],
  ['fatal', 'error'],
  [40, 'warning'],
  [50, 'error'],
  [60, 'error'],
]);

/**
 * Follows a service's log and shows its warnings and errors in short; everything stands in the log.
 *
 * @param {string} name
 * @param {string} path
 * @returns {() => void} stops following
 */
export function showTroubles(name, path) {
  let seen = 0;
  let rest = '';
  const timer = setInterval(() => {
    const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: 0 };
    if (size <= seen) return;
    const text = rest + readBetween(path, seen, size);
    seen = size;
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    const troubles = lines.map(trouble).filter((line) => line !== undefined);
    for (const line of troubles.slice(0, linesEachRound)) say(`  ${name}: ${line}`);
    if (troubles.length > linesEachRound)
      say(`  ${name}: … ${troubles.length - linesEachRound} more in ${path}`);
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** @param {string} path @param {number} from @param {number} to */
function readBetween(path, from, to) {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(to - from);
  readSync(file, buffer, 0, buffer.length, from);
  closeSync(file);
  return buffer.toString('utf8');
}

/**
 * What a line says, if it is a warning or worse. A line that is no JSON comes from Node itself, such as the reason of a crash.
 *
 * @param {string} line
 * @returns {string | undefined}
 */
export function trouble(line) {
  if (!line.startsWith('{')) return line.trim() === '' ? undefined : line.slice(0, longest);
  try {
    const { level, msg, err } = JSON.parse(line);
    const kind = troublesome.get(level);
    if (!kind) return undefined;
    const reason = err?.message && !String(msg).includes(err.message) ? ` (${err.message})` : '';
    return `${kind}: ${msg}${reason}`.slice(0, longest);
  } catch {
    return line.slice(0, longest); // cut off, or no JSON after all: shown as it is
  }
}
