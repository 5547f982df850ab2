import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** @typedef {import('./guardian.mjs').Guarded} Guarded */

/** @type {Map<number, Guarded>} */
const guarded = new Map();
/** @type {import('node:child_process').ChildProcess | undefined} */
let guardian;

/**
 * From now on the process is ended when this one is gone, even if this one is killed and can end nothing itself.
 *
 * @param {Guarded} target
 */
export function guard(target) {
  guarded.set(target.pid, target);
  if (guardian) tell({ add: target });
  else startGuardian();
}

/** @param {number} pid of a process that has ended */
export function release(pid) {
  if (!guarded.delete(pid)) return;
  tell({ remove: pid });
  if (guarded.size === 0) {
    guardian?.stdin?.end();
    guardian = undefined;
  }
}

function startGuardian() {
  const started = spawn(process.execPath, [join(import.meta.dirname, 'guardian.mjs')], {
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  started.unref();
  /** @type {import('node:net').Socket} */ (started.stdin).unref();
  // Writing to a guardian that was killed fails; its exit, below, brings a new one.
  started.stdin?.on('error', () => {});
  started.on('exit', () => {
    if (guardian !== started) return;
    guardian = undefined;
    if (guarded.size > 0) startGuardian();
  });
  guardian = started;
  for (const target of guarded.values()) tell({ add: target });
}

/** @param {{ add: Guarded } | { remove: number }} message */
function tell(message) {
  guardian?.stdin?.write(`${JSON.stringify(message)}\n`);
}
