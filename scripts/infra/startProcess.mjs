import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { guard, release } from './guard.mjs';
import { endProcess, identityOf, signalGroup } from './processIdentity.mjs';

/**
 * @typedef {object} RunningProcess
 * @property {number} pid
 * @property {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} exited
 * @property {() => boolean} hasExited
 * @property {() => Promise<void>} stop asks it to end, and forces it when it takes too long
 * @property {(signal?: NodeJS.Signals) => Promise<void>} kill at once, with all that it started
 */

/**
 * Starts a program in a process group of its own, so that Ctrl-C in the terminal reaches only us, who end the parts in
 * their order. Its output goes into a file, so that it does not depend on us to be read.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {object} options
 * @param {string} options.logFile
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.cwd]
 * @param {number} [options.uid]
 * @param {number} [options.gid]
 * @param {NodeJS.Signals} [options.stopSignal]
 * @param {number} [options.graceMs]
 * @returns {RunningProcess}
 */
export function startProcess(
  program,
  args,
  { logFile, stopSignal = 'SIGTERM', graceMs = 15_000, ...options },
) {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(program, args, { ...options, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  let ended = false;
  /** @type {RunningProcess['exited']} */
  const exited = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      ended = true;
      if (child.pid) release(child.pid);
      resolve({ code, signal });
    });
  });
  exited.catch(() => {}); // whoever waits for it hears of it
  const pid = child.pid;
  if (pid === undefined) return neverStarted(exited);
  const target = { pid, identity: identityOf(pid) ?? '', signal: stopSignal, graceMs };
  guard(target);
  return {
    pid,
    exited,
    hasExited: () => ended,
    async stop() {
      if (ended) return;
      child.ref();
      await endProcess(target);
      await exited;
    },
    async kill(signal = 'SIGKILL') {
      if (ended) return;
      child.ref();
      signalGroup(pid, signal);
      if (signal === 'SIGKILL') await exited;
    },
  };
}

/** @param {RunningProcess['exited']} exited rejects with the reason @returns {RunningProcess} */
function neverStarted(exited) {
  const nothing = async () => {};
  return { pid: 0, exited, hasExited: () => true, stop: nothing, kill: nothing };
}
