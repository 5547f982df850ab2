import { runCommand, say } from './console/progress.mjs';
import { build } from './prepare/build.mjs';
import { install } from './prepare/install.mjs';
import { requireNode } from './prepare/nodeVersion.mjs';

runCommand(async () => {
  requireNode();
  await install();
  await build();
  say('Built.');
  return 0;
});
