import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { Refusal } from '../console/progress.mjs';

/** @param {string} found @param {string} needed both as major.minor */
export function isAtLeast(found, needed) {
  const [major = 0, minor = 0] = found.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

/** Refuses a Node that is older than package.json asks for, before anything else can fail because of it. */
export function requireNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const needed = engines.node.replace(/[^\d.]/g, '');
  if (!isAtLeast(process.versions.node, needed)) {
    throw new Refusal(`Closeout needs Node ${needed} or newer; this is Node ${process.versions.node}.`);
  }
}
