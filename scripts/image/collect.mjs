// Run while an image is built, after the build: node scripts/image/collect.mjs services/billing /collected
// Copies what runs of a service, and of the workspaces that it depends on, as `files` of each package.json says.

import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagesOf } from './shed.mjs';

/**
 * @param {string} root
 * @param {string} workspace
 * @param {string} target
 */
export function collect(root, workspace, target) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const workspaces = [...packagesOf(packages, workspace)].filter((path) => !path.includes('node_modules/'));
  for (const path of workspaces) {
    const { files = [] } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
    for (const file of files)
      cpSync(join(root, path, file), join(target, path, file), {
        recursive: true,
        filter: (source) => !/\.(d\.[cm]?ts(\.map)?|tsbuildinfo)$/.test(source),
      });
  }
}

const [, program, workspace, target] = process.argv;
if (program === import.meta.filename) collect('.', String(workspace), String(target));
