import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Refusal, runCommand, whenStopped } from './console/progress.mjs';
import { build } from './prepare/build.mjs';
import { install } from './prepare/install.mjs';
import { requireNode } from './prepare/nodeVersion.mjs';
import { root, serviceNames } from './root.mjs';

// One service alone, with everything it needs named by the environment. What is missing there the service says itself.
runCommand(async () => {
  requireNode();
  const service = process.argv.slice(2).find((arg) => arg !== '--');
  if (!serviceNames.some((name) => name === service)) {
    throw new Refusal(`Which service? npm run up -- ${serviceNames.join(' | ')}`);
  }
  await install();
  await build();
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: join(root, 'services', String(service)),
    stdio: 'inherit',
  });
  // It is in the same process group, so Ctrl-C reaches it by itself; the others are handed on. Either way it ends in order.
  whenStopped((signal) => signal !== 'SIGINT' && child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
});
