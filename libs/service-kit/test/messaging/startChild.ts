import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ChildTask } from './child.js';

/** Starts a process that kills itself where the task says. */
export function startChild(task: ChildTask): { died: Promise<string>; kill(): Promise<void> } {
  const child = spawn(
    process.execPath,
    ['--import', join(import.meta.dirname, 'typescript.mjs'), join(import.meta.dirname, 'child.ts')],
    {
      env: { ...process.env, NODE_OPTIONS: '', CHILD_TASK: JSON.stringify(task) },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  return {
    died: ended.then(([code, signal]) => signal ?? `exit ${code}`),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
