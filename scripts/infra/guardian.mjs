// A small process of its own that outlives the one that started it: it is told which processes belong to that one, over
// its standard input, and when that closes (its parent ended, however that was) it ends those that are still there.

import { createInterface } from 'node:readline';
import { endProcess } from './processIdentity.mjs';

/** @typedef {{ pid: number, identity: string, signal: NodeJS.Signals, graceMs: number }} Guarded */

/** @type {Map<number, Guarded>} */
const guarded = new Map();

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => {});

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const { add, remove } = JSON.parse(line);
  if (add) guarded.set(add.pid, add);
  if (remove) guarded.delete(remove);
});
lines.on('close', async () => {
  // The last started depends on those before it, so it ends first.
  for (const target of [...guarded.values()].reverse()) await endProcess(target);
  process.exit(0);
});
