import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { capture } from '../prepare/run.mjs';
import { step } from '../console/progress.mjs';

const policy = '/usr/sbin/policy-rc.d';

/** Whether Debian's package (or Ubuntu's) could be installed here by us. */
export const canInstallPackage = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/**
 * Installs the system's own RabbitMQ package without starting its service: the standard ports stay free.
 *
 * @returns {Promise<boolean>}
 */
export async function installRabbitPackage() {
  const apt = (/** @type {string[]} */ ...args) =>
    capture('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      limitMs: 300_000,
    });
  const install = () => apt('install', '--yes', '--no-install-recommends', 'rabbitmq-server');
  return step('Installing the package rabbitmq-server', () =>
    withoutStartingServices(async () => {
      if ((await install()).code === 0) return true;
      await apt('update');
      return (await install()).code === 0;
    }),
  );
}

/**
 * Debian asks policy-rc.d before it starts the service of a new package; 101 means no.
 *
 * @param {() => Promise<boolean>} work
 */
async function withoutStartingServices(work) {
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await work();
  } finally {
    if (ours) rmSync(policy);
    // Nor at the next start of the machine. Where there is no systemd there is nothing to switch off.
    await capture('systemctl', ['disable', 'rabbitmq-server']);
  }
}
