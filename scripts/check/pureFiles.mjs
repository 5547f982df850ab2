import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * The pure files of the services, which decide and do nothing else: those with their unit test beside them, and those named
 * after the noun of their folder (receipts/receipt.ts).
 *
 * @param {string} root the clone
 * @returns {string[]} paths from there, with forward slashes
 */
export function pureFiles(root) {
  return readdirSync(join(root, 'services'))
    .map((service) => `services/${service}/src`)
    .filter((src) => existsSync(join(root, src)))
    .flatMap((src) => typescriptFiles(root, src))
    .filter((path) => existsSync(join(root, path.replace(/\.ts$/, '.test.ts'))) || isNounOfItsFolder(path));
}

/** @param {string} path */
const isNounOfItsFolder = (path) => basename(dirname(path)) === `${basename(path, '.ts')}s`;

/** @param {string} root @param {string} folder @returns {string[]} */
function typescriptFiles(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : typescriptFiles(root, path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [path] : [];
  });
}
