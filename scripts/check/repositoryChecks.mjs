import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../prepare/run.mjs';
import { root } from '../root.mjs';

const largest = 2_000_000;

/**
 * A lock file that names a registry installs from there only, however npm is set up.
 *
 * @returns {Promise<string[]>} what is wrong
 */
export async function addressesInLockFile() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([, { resolved }]) => /^(https?|git)/.test(resolved ?? ''))
    .map(([path, { resolved }]) => `package-lock.json: ${path} is bound to ${resolved}`);
}

/**
 * Paths that exist on one person's machine only.
 *
 * @returns {Promise<string[]>}
 */
export async function machinePaths() {
  const pattern = /(?:^|[\s"'`=(:])((?:\/home|\/Users|\/root|\/work|\/tmp\/[a-z]+)\/[\w.-]+)/;
  const own = 'scripts/check/repositoryChecks.mjs';
  const files = (await run('git ls-files', 'git', ['ls-files', '-z'])).split('\0').filter(Boolean);
  return files.flatMap((file) => {
    const path = join(root, file);
    const info = statSync(path, { throwIfNoEntry: false });
    if (!info?.isFile() || info.size > largest || file === own) return [];
    return readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const [, found] = pattern.exec(line) ?? [];
        return found ? [`${file}:${index + 1}: ${found}`] : [];
      });
  });
}
