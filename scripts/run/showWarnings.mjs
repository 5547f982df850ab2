import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { say } from '../console/progress.mjs';

const everyMs = 300;
const quietMs = 30_000;
const linesEachRound = 5;
const longest = 300;

// The services' words, and pino's numbers, which its default settings write.
/** @type {Map<unknown, string>} */
const troublesome = new Map();
for (const level of ['warn', 40]) troublesome.set(level, 'warning');
for (const level of ['error', 'fatal', 50, 60]) troublesome.set(level, 'error');

/**
 * Follows a service's log and shows its warnings and errors in short, the same one once in a while only; everything stands
 * in the log.
 *
 * @param {string} name
 * @param {string} path
 */
export function showWarnings(name, path) {
  let seen = 0;
  let rest = '';
  /** @type {Map<string, number>} */
  const shown = new Map();
  const isNews = (/** @type {string} */ text) => {
    const now = Date.now();
    const again = now - (shown.get(text) ?? 0) > quietMs;
    if (again) shown.set(text, now);
    return again;
  };
  setInterval(() => {
    const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: 0 };
    if (size <= seen) return;
    const lines = (rest + readBetween(path, seen, size)).split('\n');
    seen = size;
    rest = lines.pop() ?? '';
    const news = lines.map(trouble).filter((text) => text !== undefined && isNews(text));
    for (const text of news.slice(0, linesEachRound)) say(`  ${name}: ${text}`);
    if (news.length > linesEachRound) say(`  ${name}: … ${news.length - linesEachRound} more in ${path}`);
  }, everyMs).unref();
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
    const { level, msg, err, method, path, status, peer } = JSON.parse(line);
    const kind = troublesome.get(level);
    // That it is not ready yet, or no more, is said by whoever asked.
    if (!kind || path === '/readyz') return undefined;
    const about = [method && `${method} ${path} ${status}`, peer].filter(Boolean).join(' ');
    const reason = err?.message && !String(msg).includes(err.message) ? ` (${err.message})` : '';
    return `${kind}: ${msg}${about && `, ${about}`}${reason}`.slice(0, longest);
  } catch {
    return line.slice(0, longest); // cut off, or no JSON after all: shown as it is
  }
}
