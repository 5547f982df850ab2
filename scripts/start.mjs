import { Refusal, runCommand, say } from './console/progress.mjs';
import { isFree } from './infra/freePort.mjs';
import { build } from './prepare/build.mjs';
import { install } from './prepare/install.mjs';
import { requireNode } from './prepare/nodeVersion.mjs';
import { beginEmpty } from './run/kept.mjs';
import { parseOptions, publicPort } from './run/options.mjs';
import { claim, printStatus } from './run/runFile.mjs';

runCommand(async () => {
  requireNode();
  const options = parseOptions(process.argv.slice(2));
  if (options.status) {
    printStatus();
    return 0;
  }
  await claim();
  const port = publicPort();
  if (!(await isFree(port, process.env.HOST))) {
    throw new Refusal(
      `Port ${port} is taken by another program. Choose another one, for example: PORT=${port + 1} npm start`,
    );
  }
  if (options.fresh) beginEmpty();
  say('Closeout starts; Ctrl-C stops it.');
  await install();
  await build();
  // Not before `npm ci`: it imports packages.
  const { runEverything } = await import('./run/runEverything.mjs');
  await runEverything({ port, demo: options.demo });
});
