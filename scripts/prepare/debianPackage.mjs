import { existsSync } from 'node:fs';
import { step } from '../console/progress.mjs';
import { capture } from './run.mjs';

/** Whether a package of Debian's (or Ubuntu's) could be installed here by us. */
export const canInstallPackages = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/**
 * Installs a package of the system's own; the package lists are fetched only when the one that is there does not do.
 *
 * @param {string} name
 * @returns {Promise<boolean>} whether it is there now
 */
export async function installPackage(name) {
  const apt = (/** @type {string[]} */ ...args) =>
    capture('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      limitMs: 300_000,
    });
  const install = () => apt('install', '--yes', '--no-install-recommends', name);
  return step(`Installing the package ${name}`, async () => {
    if ((await install()).code === 0) return true;
    await apt('update');
    return (await install()).code === 0;
  });
}
