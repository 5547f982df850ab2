import { rmSync } from 'node:fs';
import { Refusal } from '../console/progress.mjs';
import { endProcess, identityOf, isRunning } from '../infra/processIdentity.mjs';
import { keptPath, readKept, writeKept } from './kept.mjs';

/**
 * What runs in this data folder, as the running start writes it down for `--status` and for the next start.
 *
 * @typedef {{ name: string, pid: number | null, port: number | null, url: string | null, state: string }} PartStatus
 * @typedef {{ pid: number, identity: string, url: string, parts: (PartStatus & { identity?: string })[] }} RunFile
 */

const name = 'run.json';

/** @returns {RunFile | undefined} undefined when nothing runs here */
export function readRun() {
  /** @type {RunFile | undefined} */
  const run = readKept(name);
  return run && isRunning(run.pid, run.identity) ? run : undefined;
}

/** @param {string} url @param {PartStatus[]} parts */
export function writeRun(url, parts) {
  const identified = parts.map((part) => (part.pid ? { ...part, identity: identityOf(part.pid) } : part));
  writeKept(name, { pid: process.pid, identity: identityOf(process.pid), url, parts: identified });
}

export const removeRun = () => rmSync(keptPath(name), { force: true });

/** Refuses when a start runs here already; ends what one that was killed has left behind. */
export async function claim() {
  const running = readRun();
  if (running) throw new Refusal(`Closeout runs here already, as process ${running.pid}: ${running.url}`);
  /** @type {RunFile | undefined} */
  const left = readKept(name);
  for (const { pid, identity } of [...(left?.parts ?? [])].reverse()) {
    if (pid && identity) await endProcess({ pid, identity, signal: 'SIGTERM', graceMs: 5_000 });
  }
}

/** Prints the parts as JSON. */
export function printStatus() {
  const run = readRun();
  if (!run) throw new Refusal('Closeout does not run here; `npm start` starts it.');
  const parts = run.parts.map(({ name, pid, port, url, state }) => ({ name, pid, port, url, state }));
  console.log(JSON.stringify(parts, null, 2));
}
