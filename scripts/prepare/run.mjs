import { spawn } from 'node:child_process';
import { root } from '../root.mjs';
import { Refusal } from '../console/progress.mjs';

/** Programs that are running for us; none of them outlives us. */
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

/** @param {import('node:child_process').ChildProcess} child */
export function endWithUs(child) {
  running.add(child);
  child.on('exit', () => running.delete(child));
}

/**
 * Runs a program to its end and keeps its output; the output is shown only if it fails.
 *
 * @param {string} what named in the sentence when it fails
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { limitMs?: number }} [options]
 * @returns {Promise<string>} standard output
 */
export async function run(what, program, args, { limitMs, ...options } = {}) {
  const { code, stdout, output } = await capture(program, args, { limitMs, ...options });
  if (code !== 0) {
    throw new Refusal(
      `${shortened(output)}\n\n${what} failed (${code === null ? 'stopped' : `exit code ${code}`}).`,
    );
  }
  return stdout;
}

/** Its beginning and its end. @param {string} output */
function shortened(output) {
  const lines = output.trim().split('\n');
  return (lines.length <= 60 ? lines : [...lines.slice(0, 30), '…', ...lines.slice(-30)]).join('\n');
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { limitMs?: number }} [options] limitMs: killed after this long
 * @returns {Promise<{ code: number | null, stdout: string, output: string }>} code 127 when there is no such program
 */
export function capture(program, args, { limitMs, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    endWithUs(child);
    let stdout = '';
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    const limit = limitMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), limitMs);
    const end = (/** @type {number | null} */ code) => {
      clearTimeout(limit);
      resolve({ code, stdout, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', end);
  });
}
