// Run while an image is built, after `npm ci --omit=dev`: node scripts/image/shed.mjs services/billing
// Removes the packages that the service does not run. npm keeps those that are only somebody's optional peers (Prisma's CLI
// with all that belongs to it, TypeScript) because another workspace's development needs them; and declarations and source maps.

import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ link?: boolean, resolved?: string, dependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string>, peerDependencies?: Record<string, string>,
 *   peerDependenciesMeta?: Record<string, { optional?: boolean }> }} LockedPackage
 */

/**
 * The packages that run when a workspace runs: its dependencies, theirs, and peers that are not optional.
 *
 * @param {Record<string, LockedPackage>} packages of package-lock.json, by path
 * @param {string} workspace
 * @returns {Set<string>} their paths
 */
export function packagesOf(packages, workspace) {
  /** @type {Set<string>} */
  const found = new Set();
  const waiting = [workspace];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const entry = packages[path];
    if (!entry || found.has(path)) continue;
    found.add(path);
    if (entry.link) waiting.push(/** @type {string} */ (entry.resolved));
    const peers = Object.keys(entry.peerDependencies ?? {});
    const names = [
      ...Object.keys(entry.dependencies ?? {}),
      ...Object.keys(entry.optionalDependencies ?? {}),
      ...peers.filter((name) => !entry.peerDependenciesMeta?.[name]?.optional),
    ];
    for (const name of names) {
      const place = placeOf(packages, path, name);
      if (place) waiting.push(place);
    }
  }
  return found;
}

/** Where Node finds a package: in the nearest node_modules. @param {Record<string, LockedPackage>} packages @param {string} from @param {string} name */
function placeOf(packages, from, name) {
  for (let folder = from; ; folder = folder.replace(/(^|\/)[^/]*$/, '')) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[place]) return place;
    if (folder === '') return undefined;
  }
}

/** @param {string} workspace */
function shed(workspace) {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const needed = packagesOf(packages, workspace);
  for (const path of Object.keys(packages))
    if (
      path.includes('node_modules/') &&
      !needed.has(path) &&
      ![...needed].some((kept) => kept.startsWith(`${path}/`))
    )
      rmSync(path, { recursive: true, force: true });
  for (const file of readdirSync('node_modules', { recursive: true, encoding: 'utf8' }))
    if (/\.(d\.[cm]?ts|[cm]?js\.map)$/.test(file)) rmSync(join('node_modules', file));
}

if (process.argv[1] === import.meta.filename) shed(/** @type {string} */ (process.argv[2]));
