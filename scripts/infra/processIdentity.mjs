import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Process numbers are used again; the number together with the moment it began is one process only. */

/**
 * @param {number} pid
 * @returns {string | undefined} undefined when there is no such process
 */
export function identityOf(pid) {
  if (!isAlive(pid)) return undefined;
  try {
    if (process.platform === 'linux') {
      // Field 22 of /proc/<pid>/stat; the second field, the name in brackets, may itself hold spaces and brackets.
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    }
    if (process.platform === 'win32') return String(pid);
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined; // it ended while we looked
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * @param {number} pid
 * @param {string} identity
 */
export const isRunning = (pid, identity) => identityOf(pid) === identity;

/**
 * Signals a process and all of its group, which is its own: our processes are started detached.
 *
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  for (const target of process.platform === 'win32' ? [pid] : [-pid, pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
    }
  }
}

/**
 * Asks a process to end, and forces it when it has not after the given time.
 *
 * @param {{ pid: number, identity: string, signal: NodeJS.Signals, graceMs: number }} target
 */
export async function endProcess({ pid, identity, signal, graceMs }) {
  if (!isRunning(pid, identity)) return;
  process.kill(pid, signal);
  const limit = Date.now() + graceMs;
  while (isRunning(pid, identity)) {
    if (Date.now() > limit) return signalGroup(pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
