import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { installPackage } from '../prepare/debianPackage.mjs';
import { capture } from '../prepare/run.mjs';

const policy = '/usr/sbin/policy-rc.d';

/**
 * Installs the system's own RabbitMQ package without starting its service: the standard ports stay free. Debian asks
 * policy-rc.d before it starts the service of a new package; 101 means no.
 *
 * @returns {Promise<boolean>} whether it is there now
 */
export async function installRabbitPackage() {
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await installPackage('rabbitmq-server');
  } finally {
    if (ours) rmSync(policy);
    // Nor at the next start of the machine. Where there is no systemd there is nothing to switch off.
    await capture('systemctl', ['disable', 'rabbitmq-server']);
  }
}
